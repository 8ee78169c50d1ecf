"""Chooses a learner's settings on validation classes, before its confidence is fitted there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.learner import Learner, adapt_fully
from handful.fewshot.learners import make_learner
from handful.fewshot.meta_weights import NONE, MetaWeights
from handful.training.calibrate import UNFITTED, fit_scale
from handful.training.episodes import episodes

Settings = dict[str, Any]

_FINETUNE: Final = {"steps": 100, "learning_rate": 0.1, "momentum": 0.9}
GRIDS: Final[Mapping[str, tuple[Settings, ...]]] = {
    "prototypes": ({},),
    "matching": tuple({"sharpness": s} for s in (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)),
    "ridge": tuple({"penalty": p} for p in (0.1, 0.3, 1.0, 3.0, 10.0)),
    "finetune": tuple(
        {**_FINETUNE, "sharpness": s, "decay": decay} for s in (5.0, 10.0) for decay in (0.0, 0.1)
    ),
}
"""What is tried, by name of the learner."""

PLAIN_SHOTS: Final = (1, 5, 20)
LOOKS_SHOTS: Final = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """Settings and their mean loss over the kinds of episodes, in nats at the best scale."""

    settings: Settings
    loss: float


def try_settings(
    name: str,
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    centre: Tensor,
    *,
    n_way: int,
    n_episodes: int,
    seed: int,
    weights: MetaWeights = NONE,
    trained_with: Settings | None = None,
) -> Iterator[Tried]:
    """Every entry of the learner's grid on the same episodes; the lowest loss is the one to take.

    A meta-trained learner has its weights, and only the settings that it was trained with.

    Episodes of 1, 5 and 20 shots, and 5-shot episodes whose classes are two validation classes each: what a
    person calls one class may come in several looks.
    """
    plain = (by_class, support_by_class)
    looks = (_pairs(by_class), _pairs(support_by_class))
    kinds = [(plain, n_shot) for n_shot in PLAIN_SHOTS] + [(looks, LOOKS_SHOTS)]
    for settings in GRIDS[name] if trained_with is None else (trained_with,):
        learner = make_learner(name, centre, settings, UNFITTED, "", weights)
        losses = [
            _loss(learner, *data, n_way=n_way, n_shot=n_shot, n_episodes=n_episodes, seed=seed)
            for data, n_shot in kinds
        ]
        yield Tried(settings, sum(losses) / len(losses))


def _loss(
    learner: Learner,
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    *,
    n_way: int,
    n_shot: int,
    n_episodes: int,
    seed: int,
) -> float:
    similarity, labels = [], []
    for episode in episodes(
        by_class,
        support_by_class,
        n_way=min(n_way, len(by_class)),
        n_shot=n_shot,
        n_query=10,
        n_episodes=n_episodes,
        seed=seed,
    ):
        similarity.append(adapt_fully(learner, episode.support).classify(episode.queries).similarity)
        labels.append(episode.query_labels)
    all_similarity, all_labels = torch.cat(similarity), torch.cat(labels)
    return float(F.cross_entropy(fit_scale(all_similarity, all_labels) * all_similarity, all_labels))


def _pairs(by_class: Sequence[Tensor]) -> list[Tensor]:
    return [torch.cat(pair) for pair in zip(by_class[::2], by_class[1::2], strict=False)]
