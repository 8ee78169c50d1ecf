from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.adapter import Adapter
from handful.fewshot.inner_loop import Meta, Params, descend, descended, descending, support_loss
from handful.fewshot.maml import update
from tests.workflows.tiny import drain

INPUTS = F.normalize(torch.randn(6, 4, generator=torch.Generator().manual_seed(1)), dim=1)
ONE_HOT = F.one_hot(torch.tensor([0, 0, 0, 1, 1, 2]), 3).float()


class Line:
    """Logits are inputs times a number each for class 0, and 0 for class 1; the head is made of nothing."""

    def start(self, body: Params, inputs: Tensor, one_hot: Tensor) -> Params:
        return dict(body)

    def logits(self, params: Params, inputs: Tensor) -> Tensor:
        return torch.stack([inputs @ params["w"], torch.zeros(len(inputs))], dim=1)


def meta(gain: Tensor | None = None) -> Meta:
    zeros = torch.zeros(4)
    body = {"gain": zeros if gain is None else gain, "shift": zeros, "log_scale": torch.tensor(1.0)}
    return Meta(body, {"gain": torch.tensor(0.5), "head": torch.tensor(0.3)})


def query_loss(gain: Tensor, *, first_order: bool, steps: int = 2) -> Tensor:
    params = descended(Adapter(), update, meta(gain), INPUTS, ONE_HOT, steps=steps, first_order=first_order)
    return F.cross_entropy(Adapter().logits(params, INPUTS.flip(0)), torch.tensor([0, 1, 2, 0, 1, 2]))


def test_one_step_is_as_computed_by_hand() -> None:
    """One picture x = 1 of class 0: dL/dw = (sigmoid(w) - 1) / 2, the class being one of two."""
    one, of_it = torch.tensor([[1.0], [-1.0]]), torch.eye(2)
    params, loss, _ = descend(
        Line(), update, {"w": torch.tensor(2.0)}, {"w": torch.zeros(1)}, one, of_it, first_order=False
    )
    assert float(loss) == pytest.approx(0.6931, abs=1e-4)
    assert float(params["w"]) == pytest.approx(2.0 * 0.5)


def test_a_class_weighs_the_same_however_many_pictures_it_has() -> None:
    logits, labels = torch.tensor([[2.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 1, 1, 1])
    many = support_loss(logits[labels], F.one_hot(labels, 2).float())
    assert float(many) == pytest.approx(float(support_loss(logits, torch.eye(2))))


def test_second_order_is_the_true_gradient_of_the_query_loss() -> None:
    gain = torch.tensor([0.1, -0.2, 0.3, 0.0], dtype=torch.float32, requires_grad=True)
    query_loss(gain, first_order=False).backward()
    numeric = []
    for i in range(4):
        nudge = 1e-2 * F.one_hot(torch.tensor(i), 4)
        above, below = (query_loss((gain + s * nudge).detach(), first_order=False) for s in (1, -1))
        numeric.append((above - below) / 2e-2)
    torch.testing.assert_close(gain.grad, torch.stack(numeric), rtol=2e-2, atol=2e-4)


def test_first_order_has_the_same_loss_and_another_gradient() -> None:
    gradients = []
    for first_order in (False, True):
        gain = torch.tensor([0.1, -0.2, 0.3, 0.0], requires_grad=True)
        loss = query_loss(gain, first_order=first_order)
        loss.backward()
        assert gain.grad is not None
        gradients.append((float(loss.detach()), gain.grad))
    assert gradients[0][0] == gradients[1][0]
    assert float((gradients[0][1] - gradients[1][1]).norm()) > 1e-3
    assert float(F.cosine_similarity(gradients[0][1], gradients[1][1], dim=0)) > 0.5


def test_what_has_no_rate_stays_as_it_was_learned() -> None:
    params = descended(Adapter(), update, meta(), INPUTS, ONE_HOT, steps=3, first_order=True)
    assert torch.equal(params["shift"], torch.zeros(4))
    assert params["log_scale"] == torch.tensor(1.0)
    assert not torch.equal(params["gain"], torch.zeros(4))


def test_watched_or_not_the_outcome_is_the_same_and_the_loss_goes_down() -> None:
    steps, watched = drain(descending(Adapter(), update, meta(), INPUTS, ONE_HOT, steps=5))
    quiet = descended(Adapter(), update, meta(), INPUTS, ONE_HOT, steps=5, first_order=True)
    assert all(torch.equal(watched[name], quiet[name]) for name in quiet)
    assert [(s.step, s.total, s.unit) for s in steps] == [(i + 1, 5, "iteration") for i in range(5)]
    assert steps[-1].loss < steps[0].loss
