"""The outer loop's side of `maml`, `anil` and `meta-sgd`: the loss on the queries after the inner loop."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot import anil, maml, meta_sgd
from handful.fewshot.adapter import Adapter, first_meta, to_tensors
from handful.fewshot.inner_loop import Meta, Update, descended
from handful.training.episodes import Episode
from handful.training.trainee import Trainee


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the family. adapts: what its inner loop moves; per_parameter: a rate for each number."""

    update: Update
    adapts: tuple[str, ...]
    per_parameter: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "maml": Kind(maml.update, maml.ADAPTS),
    "anil": Kind(anil.update, anil.ADAPTS),
    "meta-sgd": Kind(meta_sgd.update, meta_sgd.ADAPTS, per_parameter=True),
}


class InnerLoopModel(Trainee):
    """min over theta, phi of E_D L_Q(theta_K): theta_K as `steps` inner steps on the support set leave it.

    d: length of the embeddings. first_order: take the inner gradients for constants. An episode's embeddings
    are relative to the centre.
    """

    def __init__(self, name: str, d: int, *, steps: int, first_order: bool = False) -> None:
        super().__init__()
        self.kind, self.steps, self.first_order = KINDS[name], steps, first_order
        meta = first_meta(d, self.kind.adapts, per_parameter=self.kind.per_parameter)
        self.body = nn.ParameterDict({n: nn.Parameter(t) for n, t in meta.body.items()})
        self.rates = nn.ParameterDict({n: nn.Parameter(t) for n, t in meta.rates.items()})

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """Loss and accuracy of the queries after the inner loop.

        The loss is their cross-entropy divided by log(n_way), that of a guess, so that episodes of many ways
        do not outweigh the others.
        """
        support, network = episode.support, Adapter()
        one_hot = F.one_hot(support.labels, support.n_way).float()
        params = descended(
            network,
            self.kind.update,
            Meta(dict(self.body.items()), dict(self.rates.items())),
            F.normalize(support.embeddings, dim=1),
            one_hot,
            steps=self.steps,
            first_order=self.first_order,
        )
        logits = network.logits(params, F.normalize(episode.queries, dim=1))
        loss = F.cross_entropy(logits, episode.query_labels) / math.log(support.n_way)
        return loss, (logits.argmax(1) == episode.query_labels).float().mean()

    def tensors(self) -> dict[str, Tensor]:
        """What was learned, as the learner takes it."""
        meta = Meta(dict(self.body.items()), dict(self.rates.items()))
        return {name: tensor.detach().clone() for name, tensor in to_tensors(meta).items()}
