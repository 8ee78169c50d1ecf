"""Fits a learner's temperature and unknown threshold on simulated episodes of validation classes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.learner import adapt_fully
from handful.fewshot.prototypes import Prototypes
from handful.training.episodes import episodes
from handful.training.measures import area_under_roc, expected_calibration_error

SCALES: Final = (1e-2, 1e3)
UNFITTED: Final = Calibration((1,), (10.0,), (-1.0,))


@dataclass(frozen=True, slots=True)
class ShotFit:
    """What was fitted for one number of shots, and how good it is on the same kind of episodes."""

    n_shot: int
    scale: float
    threshold: float
    ece: float
    auroc: float


def calibrate(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    centre: Tensor,
    *,
    shots: Sequence[int],
    n_way: int,
    n_episodes: int,
    keep_known: float,
    seed: int,
) -> Iterator[ShotFit]:
    """For each number of shots: the scale with the lowest loss, the threshold that keeps `keep_known`.

    by_class, support_by_class: (n_c, d) float32 a class, as `episodes` takes them. The queries of one class
    more than the episode's ways are its unknown ones, for the AUROC.
    """
    for n_shot in shots:
        similarity, labels, unknown = _collect(
            by_class, support_by_class, centre, n_way=n_way, n_shot=n_shot, n_episodes=n_episodes, seed=seed
        )
        half = len(labels) // 2
        scale = fit_scale(similarity[:half], labels[:half])
        threshold = float(similarity[:half].max(1).values.quantile(1 - keep_known))
        confidence, answer = torch.softmax(scale * similarity[half:], 1).max(1)
        ece = expected_calibration_error(confidence, answer == labels[half:])
        auroc = area_under_roc(similarity[half:].max(1).values, unknown.max(1).values)
        yield ShotFit(n_shot, scale, threshold, ece, auroc)


def fit_scale(similarity: Tensor, labels: Tensor) -> float:
    """The factor that minimises the cross-entropy of `factor * similarity`. (n, n_way) and (n,).

    Bisection: the loss is convex in the factor, and its slope is E_p[similarity] - similarity of the label.
    """
    own = similarity.gather(1, labels[:, None]).mean()
    low, high = SCALES
    for _ in range(50):
        middle = math.sqrt(low * high)
        expected = (torch.softmax(middle * similarity, 1) * similarity).sum(1).mean()
        low, high = (low, middle) if expected > own else (middle, high)
    return math.sqrt(low * high)


def _collect(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    centre: Tensor,
    *,
    n_way: int,
    n_shot: int,
    n_episodes: int,
    seed: int,
) -> tuple[Tensor, Tensor, Tensor]:
    """Similarities of known queries, their labels, and similarities of queries of a class left out."""
    learner = Prototypes(centre, UNFITTED, "")
    known, labels, unknown = [], [], []
    drawn = episodes(
        by_class,
        support_by_class,
        n_way=n_way + 1,
        n_shot=n_shot,
        n_query=10,
        n_episodes=n_episodes,
        seed=seed,
    )
    for episode in drawn:
        inside = episode.support.labels < n_way
        support = type(episode.support)(
            episode.support.embeddings[inside],
            episode.support.labels[inside],
            episode.support.class_names[:n_way],
        )
        similarity = adapt_fully(learner, support).classify(episode.queries).similarity
        is_known = episode.query_labels < n_way
        known.append(similarity[is_known])
        labels.append(episode.query_labels[is_known])
        unknown.append(similarity[~is_known])
    return torch.cat(known), torch.cat(labels), torch.cat(unknown)
