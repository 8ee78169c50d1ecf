"""Fits a learner's temperature and its answer "unknown" on simulated episodes of validation classes."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.calibration import Calibration, uniform
from handful.fewshot.learner import Learner, adapt_fully
from handful.fewshot.support import SupportSet
from handful.training.episodes import episodes
from handful.training.measures import area_under_roc, expected_calibration_error
from handful.training.open_set import choose_margin, familiarity, fit_unknown
from handful.training.progress import Counted

SCALES: Final = (1e-2, 1e3)
WAYS: Final = (1, 2, 5, 10)
UNFITTED: Final = uniform(10.0, -1.0)


@dataclass(frozen=True, slots=True)
class CellFit:
    """What was fitted for one number of shots and ways, and how good it is on other episodes of the kind.

    auroc: known against unknown queries by familiarity; auroc_softmax: by the largest softmax, the baseline
    of Hendrycks 2017. known_kept, unknown_caught: fractions of queries, at p(unknown) = 1/2.
    """

    n_shot: int
    n_way: int
    scale: float
    threshold: float
    steepness: float
    ece: float
    auroc: float
    auroc_softmax: float
    known_kept: float
    unknown_caught: float


@dataclass(frozen=True, slots=True)
class Margin:
    """The weight of the lead over the other classes that was chosen, for all shots and ways."""

    margin: float


@dataclass(frozen=True, slots=True, eq=False)
class Collected:
    """Similarities of queries of the classes, (n, n_way), with their labels, and of queries of another."""

    known: Tensor
    labels: Tensor
    unknown: Tensor

    def halves(self) -> tuple[Collected, Collected]:
        """One to fit and one to measure; no episode is in both."""
        k, u = len(self.labels) // 2, len(self.unknown) // 2
        return (
            Collected(self.known[:k], self.labels[:k], self.unknown[:u]),
            Collected(self.known[k:], self.labels[k:], self.unknown[u:]),
        )


def calibrate(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    learner: Learner,
    *,
    shots: Sequence[int],
    n_episodes: int,
    known_share: float,
    seed: int,
) -> Generator[Counted | Margin | CellFit, None, Calibration]:
    """Fit a margin, and for each number of shots and ways the scale with the lowest loss and `fit_unknown`.

    by_class, support_by_class: (n_c, d) float32 a class, as `episodes` takes them. learner: only its
    similarities are used, not its calibration. Every episode leaves one class out, whose queries are the
    unknown ones. The encoder's centre is the mean of these very classes, which no user's classes are part of:
    every episode is shifted as if its own classes had not been in it. Half of the episodes of each kind fit,
    and the other half measures.
    """
    ways = tuple(w for w in WAYS if w < len(by_class))
    kinds = [(n_shot, n_way) for n_shot in shots for n_way in ways]
    halves = []
    for n_shot, n_way in kinds:
        numbers = {"n_way": n_way, "n_shot": n_shot, "n_episodes": n_episodes, "seed": seed}
        halves.append(collect(by_class, support_by_class, learner, **numbers).halves())
        yield Counted(f"episodes of {learner.name}", len(halves), len(kinds))
    margin = choose_margin([(fit.known, fit.unknown) for fit, _ in halves], known_share)
    yield Margin(margin)
    cells = {}
    for (n_shot, n_way), (fit, held) in zip(kinds, halves, strict=True):
        cells[n_shot, n_way] = _cell(fit, held, n_shot, n_way, margin, known_share)
        yield cells[n_shot, n_way]
    return Calibration(
        tuple(shots),
        ways,
        tuple(tuple(cells[n_shot, n_way].scale for n_way in ways) for n_shot in shots),
        tuple(tuple(cells[n_shot, n_way].threshold for n_way in ways) for n_shot in shots),
        tuple(tuple(cells[n_shot, n_way].steepness for n_way in ways) for n_shot in shots),
        margin,
    )


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


def collect(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    learner: Learner,
    *,
    n_way: int,
    n_shot: int,
    n_episodes: int,
    seed: int,
) -> Collected:
    """Seeded episodes of `n_way` classes to adapt to and one more that is unknown to the learner."""
    known, labels, unknown = [], [], []
    means = torch.stack([z.mean(0) for z in by_class])
    for episode in episodes(
        by_class,
        support_by_class,
        n_way=n_way + 1,
        n_shot=n_shot,
        n_query=10,
        n_episodes=n_episodes,
        seed=seed,
    ):
        shift = means.mean(0) - _mean_without(means, episode.classes)
        support = shifted(without_last(episode.support), shift)
        similarity = adapt_fully(learner, support).classify(episode.queries + shift).similarity
        is_known = episode.query_labels < n_way
        known.append(similarity[is_known])
        labels.append(episode.query_labels[is_known])
        unknown.append(similarity[~is_known])
    return Collected(torch.cat(known), torch.cat(labels), torch.cat(unknown))


def without_last(support: SupportSet) -> SupportSet:
    """The support set of all classes but the last."""
    inside = support.labels < support.n_way - 1
    return SupportSet(support.embeddings[inside], support.labels[inside], support.class_names[:-1])


def shifted(support: SupportSet, shift: Tensor) -> SupportSet:
    """The same support set with every embedding moved by `shift`, (d,)."""
    return SupportSet(support.embeddings + shift, support.labels, support.class_names)


def _mean_without(means: Tensor, classes: Sequence[int]) -> Tensor:
    """(d,): the mean of the class means (n_classes, d) but for these classes; of all where none is left."""
    outside = [c for c in range(len(means)) if c not in classes]
    return means[outside].mean(0) if outside else means.mean(0)


def _cell(
    fit: Collected, held: Collected, n_shot: int, n_way: int, margin: float, known_share: float
) -> CellFit:
    unknown_fit = fit_unknown((fit.known, fit.unknown), margin, known_share)
    scale = fit_scale(fit.known, fit.labels) if n_way > 1 else 1.0  # one class has all of the softmax
    confidence, answer = torch.softmax(scale * held.known, 1).max(1)
    of_unknown = torch.softmax(scale * held.unknown, 1).max(1).values
    known, unknown = (familiarity(similarity, margin) for similarity in (held.known, held.unknown))
    return CellFit(
        n_shot,
        n_way,
        scale,
        unknown_fit.threshold,
        unknown_fit.steepness,
        ece=expected_calibration_error(confidence, answer == held.labels),
        auroc=area_under_roc(known, unknown),
        auroc_softmax=area_under_roc(confidence, of_unknown),
        known_kept=float((known >= unknown_fit.threshold).float().mean()),
        unknown_caught=float((unknown < unknown_fit.threshold).float().mean()),
    )
