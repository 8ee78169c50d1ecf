"""The learners that are meta-trained on embeddings: how each begins, and what of it is kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.in_context import InContextNetwork
from handful.fewshot.memory import MemoryReader
from handful.fewshot.relation import RelationNetwork
from handful.training.episodes import Episode
from handful.training.maml import InnerLoopModel
from handful.training.outer_loop import OuterSettings
from handful.training.trainee import Trainee

FIRST_SCALE: Final = 10.0


class NetworkTrainee(Trainee):
    """A network f(support, one_hot, queries) -> similarities, (m, n_way), trained with a learned scale.

    unit: whether it takes embeddings at unit length. The loss of an episode is its cross-entropy divided by
    log(n_way), that of a guess, so that episodes of many ways do not outweigh the others.
    """

    def __init__(self, network: nn.Module, *, unit: bool) -> None:
        super().__init__()
        self.network = network
        self.unit = unit
        self.log_scale = nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """Embeddings are given relative to the centre."""
        similarity = self.similarity(episode)
        logits = self.log_scale.exp() * similarity
        loss = F.cross_entropy(logits, episode.query_labels) / math.log(episode.support.n_way)
        return loss, (similarity.argmax(1) == episode.query_labels).float().mean()

    def similarity(self, episode: Episode) -> Tensor:
        """(n_queries, n_way): f(x, S) of every query."""
        support, queries = episode.support.embeddings, episode.queries
        if self.unit:
            support, queries = F.normalize(support, dim=1), F.normalize(queries, dim=1)
        one_hot = F.one_hot(episode.support.labels, episode.support.n_way).to(support.dtype)
        similarity: Tensor = self.network(support, one_hot, queries)
        return similarity

    def tensors(self) -> Mapping[str, Tensor]:
        """The network's; the scale is fitted again by the calibration."""
        return self.network.state_dict()


@dataclass(frozen=True, slots=True)
class Apprenticeship:
    """settings: what the learner is made with; begin: length d of an embedding, settings -> the trainee."""

    settings: Mapping[str, Any]
    outer: OuterSettings
    begin: Callable[[int, Mapping[str, Any]], Trainee]


_OUTER: Final = OuterSettings(
    steps=400, episodes_per_step=2, learning_rate=3e-3, warmup_steps=20, validate_every=25, patience=8
)

_INNER_LOOPS: Final = OuterSettings(
    steps=200, episodes_per_step=4, learning_rate=1e-2, warmup_steps=10, validate_every=50
)

APPRENTICESHIPS: Final[Mapping[str, Apprenticeship]] = {
    "relation": Apprenticeship(
        {"hidden": 16}, _OUTER, lambda _, s: NetworkTrainee(RelationNetwork(**s), unit=True)
    ),
    "memory": Apprenticeship(
        {},
        _OUTER,
        lambda _, s: NetworkTrainee(MemoryReader(**s), unit=False),
    ),
    "in-context": Apprenticeship(
        {"layers": 2, "heads": 4, "inner": 8, "hidden": 16},
        _OUTER,
        lambda _, s: NetworkTrainee(InContextNetwork(**s), unit=True),
    ),
    "maml": Apprenticeship({"steps": 5}, _INNER_LOOPS, lambda d, s: InnerLoopModel("maml", d, **s)),
    "anil": Apprenticeship({"steps": 5}, _INNER_LOOPS, lambda d, s: InnerLoopModel("anil", d, **s)),
    "meta-sgd": Apprenticeship({"steps": 5}, _INNER_LOOPS, lambda d, s: InnerLoopModel("meta-sgd", d, **s)),
}
"""By name of the learner."""
