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
from handful.training.open_set import Domain

Settings = dict[str, Any]

_FINETUNE: Final = {"steps": 100, "learning_rate": 0.1, "momentum": 0.9}
GRIDS: Final[Mapping[str, tuple[Settings, ...]]] = {
    "prototypes": ({},),
    "matching": tuple({"sharpness": s} for s in (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)),
    "ridge": tuple({"reluctance": r} for r in (0.1, 0.2, 0.5)),
    "finetune": tuple(
        {**_FINETUNE, "sharpness": s, "decay": decay} for s in (5.0, 10.0) for decay in (0.0, 0.1)
    ),
}
"""What is tried, by name of the learner."""

PLAIN_SHOTS: Final = (1, 5, 20)
LOOKS_SHOTS: Final = 5
OTHER_SHOTS: Final = (1, 5)


@dataclass(frozen=True, slots=True)
class Tried:
    """Settings and their losses, in nats at the best scale: of each kind of episodes, and the mean."""

    settings: Settings
    loss: float
    losses: dict[str, float]


def try_settings(
    name: str,
    domains: Mapping[str, Domain],
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

    Episodes of 1, 5 and 20 shots of the first domain, 5-shot episodes whose classes are two of its classes
    each, as what a person calls one class may come in several looks, and of the other domains 1 and 5 shots.
    """
    kinds = _kinds(domains)
    for settings in GRIDS[name] if trained_with is None else (trained_with,):
        learner = make_learner(name, centre, settings, UNFITTED, "", weights)
        losses = {
            kind: _loss(learner, domain, n_way=n_way, n_shot=n_shot, n_episodes=n_episodes, seed=seed)
            for kind, (domain, n_shot) in kinds.items()
        }
        yield Tried(settings, sum(losses.values()) / len(losses), losses)


def _kinds(domains: Mapping[str, Domain]) -> dict[str, tuple[Domain, int]]:
    (first, main), *others = domains.items()
    kinds = {f"{first} {n_shot}-shot": (main, n_shot) for n_shot in PLAIN_SHOTS}
    looks = Domain(_pairs(main.queries), _pairs(main.supports))
    kinds[f"{first} {LOOKS_SHOTS}-shot, two looks"] = (looks, LOOKS_SHOTS)
    for name, domain in others:
        kinds |= {f"{name} {n_shot}-shot": (domain, n_shot) for n_shot in OTHER_SHOTS}
    return kinds


def _loss(
    learner: Learner,
    domain: Domain,
    *,
    n_way: int,
    n_shot: int,
    n_episodes: int,
    seed: int,
) -> float:
    similarity, labels = [], []
    for episode in episodes(
        domain.queries,
        domain.supports,
        n_way=min(n_way, len(domain.queries)),
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
