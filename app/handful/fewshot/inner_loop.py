"""The inner loop that `maml`, `anil` and `meta-sgd` share: gradient descent on the loss of the support set.

theta_0 = theta,  theta_(k+1) = g_phi(theta_k, grad_theta_k L_S): each learner's file says what its g_phi is.
The head is made for each episode, so that any number of ways will do and no class has a row of its own by
which it could be known: its rows start from the class means (Proto-MAML, Triantafillou 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor
from torch.func import grad_and_value

from handful.fewshot.learner import AdaptStep

Params = Mapping[str, Tensor]
"""Parameters by name: the body's, and the head's once there is one."""

Update = Callable[[Tensor, Tensor, Tensor], Tensor]
"""g_phi: a parameter, the gradient of the support loss by it, its learned rate -> the next value."""


class Network(Protocol):
    """What is adapted. inputs: (n, *shape) float32; one_hot: (n, n_way) float32, of their labels."""

    def start(self, body: Params, inputs: Tensor, one_hot: Tensor) -> Params:
        """theta_0: the meta-learned body with a head of n_way rows, made of the support set."""

    def logits(self, params: Params, inputs: Tensor) -> Tensor:
        """(n, n_way) float32."""


@dataclass(frozen=True, slots=True, eq=False)
class Meta:
    """What is meta-learned. body: theta. rates: phi, one for each parameter that the inner loop adapts,
    of a shape that broadcasts to the parameter's; the other parameters it leaves as they are.
    """

    body: Params
    rates: Params


def support_loss(logits: Tensor, one_hot: Tensor) -> Tensor:
    """L_S: cross-entropy in nats, each class weighing the same however many pictures it has."""
    share = one_hot / (one_hot.shape[1] * one_hot.sum(0))
    return -(share * torch.log_softmax(logits, dim=1)).sum()


def descend(
    network: Network,
    update: Update,
    rates: Params,
    params: Params,
    inputs: Tensor,
    one_hot: Tensor,
    *,
    first_order: bool,
) -> tuple[Params, Tensor, Tensor]:
    """One step: the next parameters, and loss and logits before it.

    With `first_order` the gradient is a constant to the outer loop (Finn 2017, section 5.2); otherwise the
    outer loop differentiates through it as well.
    """

    def loss_of(free: Params) -> tuple[Tensor, Tensor]:
        logits = network.logits({**params, **free}, inputs)
        return support_loss(logits, one_hot), logits

    free = {name: params[name] for name in rates}
    gradient, (loss, logits) = grad_and_value(loss_of, has_aux=True)(free)
    if first_order:
        gradient = {name: g.detach() for name, g in gradient.items()}
    moved = {name: update(free[name], gradient[name], rate) for name, rate in rates.items()}
    return {**params, **moved}, loss, logits


def descended(
    network: Network,
    update: Update,
    meta: Meta,
    inputs: Tensor,
    one_hot: Tensor,
    *,
    steps: int,
    first_order: bool,
) -> Params:
    """theta_K, for the outer loop: differentiable by all of `meta`."""
    params = network.start(meta.body, inputs, one_hot)
    for _ in range(steps):
        params, _, _ = descend(network, update, meta.rates, params, inputs, one_hot, first_order=first_order)
    return params


def descending(
    network: Network, update: Update, meta: Meta, inputs: Tensor, one_hot: Tensor, *, steps: int
) -> Generator[AdaptStep, None, Params]:
    """The same for use, without an outer loop: yields the fit before each step and returns theta_K."""
    labels = one_hot.argmax(1)
    params = network.start(meta.body, inputs, one_hot)
    for step in range(steps):
        params, loss, logits = descend(network, update, meta.rates, params, inputs, one_hot, first_order=True)
        right = float((logits.argmax(1) == labels).float().mean())
        yield AdaptStep(step + 1, steps, float(loss), right, "iteration")
    return params
