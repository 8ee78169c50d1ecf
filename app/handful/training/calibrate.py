"""Fits a learner's temperature on simulated episodes of validation classes, and tells how good it then is."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.calibration import Calibration, uniform
from handful.fewshot.learner import Learner, adapt_fully
from handful.fewshot.outlook import SHARES, Point
from handful.fewshot.unknown import UnknownFit, make_detector, odds_shift
from handful.training.measures import area_under_roc, expected_calibration_error
from handful.training.open_set import Domain, with_stranger
from handful.training.progress import Counted

SCALES: Final = (1e-2, 1e3)
WAYS: Final = (1, 2, 5, 10)
UNFITTED: Final = uniform(10.0)


@dataclass(frozen=True, slots=True)
class CellFit:
    """What was fitted for one number of shots and ways, and how good it is on other episodes of the kind.

    auroc: known against unknown queries by the detector; auroc_softmax: by the largest softmax, the baseline
    of Hendrycks 2017. curve: what is answered, wrong and caught, for each share of strangers in `SHARES`.
    """

    n_shot: int
    n_way: int
    scale: float
    ece: float
    auroc: float
    auroc_softmax: float
    curve: tuple[Point, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Collected:
    """Similarities of queries of the classes, (n, n_way), with their labels, and of queries of another;
    for both the detector's log-odds, for the share of strangers that it was fitted for.
    """

    known: Tensor
    labels: Tensor
    unknown: Tensor
    known_odds: Tensor
    unknown_odds: Tensor

    def halves(self) -> tuple[Collected, Collected]:
        """One to fit and one to measure; no episode is in both."""
        k, u = len(self.labels) // 2, len(self.unknown) // 2
        first, second = slice(None, k), slice(k, None)
        of_others = slice(None, u), slice(u, None)
        one, other = (
            Collected(
                self.known[rows],
                self.labels[rows],
                self.unknown[more],
                self.known_odds[rows],
                self.unknown_odds[more],
            )
            for rows, more in zip((first, second), of_others, strict=True)
        )
        return one, other


def calibrate(
    domain: Domain,
    learner: Learner,
    centre: Tensor,
    unknown: UnknownFit,
    *,
    shots: Sequence[int],
    n_episodes: int,
    seed: int,
) -> Generator[Counted | CellFit, None, Calibration]:
    """For each number of shots and ways the scale with the lowest loss.

    learner: only its similarities are used, not its calibration. Every episode leaves one class out, whose
    queries are the unknown ones. Half of the episodes of each kind fit, and the other half measures.
    """
    ways = tuple(w for w in WAYS if w < len(domain.queries))
    kinds = [(n_shot, n_way) for n_shot in shots for n_way in ways]
    cells: dict[tuple[int, int], CellFit] = {}
    for n_shot, n_way in kinds:
        numbers = {"n_way": n_way, "n_shot": n_shot, "n_episodes": n_episodes, "seed": seed}
        fit, held = collect(domain, learner, centre, unknown, **numbers).halves()
        cells[n_shot, n_way] = _cell(fit, held, unknown, n_shot, n_way)
        yield Counted(f"episodes of {learner.name}", len(cells), len(kinds))
        yield cells[n_shot, n_way]
    scales = tuple(tuple(cells[n_shot, n_way].scale for n_way in ways) for n_shot in shots)
    return Calibration(tuple(shots), ways, scales)


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
    domain: Domain,
    learner: Learner,
    centre: Tensor,
    unknown: UnknownFit,
    *,
    n_way: int,
    n_shot: int,
    n_episodes: int,
    seed: int,
) -> Collected:
    """Seeded episodes of `n_way` classes to adapt to and one more that is unknown to the learner."""
    rows: list[tuple[Tensor, ...]] = []
    for e in with_stranger(domain, n_way=n_way, n_shot=n_shot, n_episodes=n_episodes, seed=seed):
        similarity = adapt_fully(learner, e.support).classify(e.queries).similarity
        odds = make_detector(e.support, centre, unknown).log_odds(e.queries)
        known = e.query_labels < n_way
        rows.append((similarity[known], e.query_labels[known], similarity[~known], odds[known], odds[~known]))
    return Collected(*(torch.cat(part) for part in zip(*rows, strict=True)))


def curve_of(held: Collected, fitted_share: float) -> tuple[Point, ...]:
    """What each of `SHARES` comes to on these queries."""
    right = held.known.argmax(1) == held.labels
    points = []
    for share in SHARES:
        kept = held.known_odds + odds_shift(share, fitted_share) >= 0
        caught = held.unknown_odds + odds_shift(share, fitted_share) < 0
        wrong = float((~right[kept]).float().mean()) if bool(kept.any()) else 0.0
        points.append(Point(share, float(kept.float().mean()), wrong, float(caught.float().mean())))
    return tuple(points)


def _cell(fit: Collected, held: Collected, unknown: UnknownFit, n_shot: int, n_way: int) -> CellFit:
    scale = fit_scale(fit.known, fit.labels) if n_way > 1 else 1.0  # one class has all of the softmax
    confidence, answer = torch.softmax(scale * held.known, 1).max(1)
    of_unknown = torch.softmax(scale * held.unknown, 1).max(1).values
    return CellFit(
        n_shot,
        n_way,
        scale,
        ece=expected_calibration_error(confidence, answer == held.labels),
        auroc=area_under_roc(held.known_odds, held.unknown_odds),
        auroc_softmax=area_under_roc(confidence, of_unknown),
        curve=curve_of(held, unknown.stranger_share),
    )
