"""The answer "none of these classes", for any learner: is a picture familiar, as the support set measures it?

In a narrow domain all similarities are high together, in a foreign one they are low together. So a query is
not compared with a fixed threshold but with what the support pictures say of each other.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any, Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import effective_shots, interpolate
from handful.fewshot.learner import AdaptedClassifier, AdaptStep, Learner, Scores
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.prototypes import class_means
from handful.fewshot.support import SupportSet

GAP_PRIOR: Final = 10.0  # held-out pictures that the fitted gap weighs as much as
VARIANCE_PRIOR: Final = 40.0  # familiarities that the fitted variance weighs as much as
FITTED_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the support pictures say of each other. familiarity f(x): cosine to the nearest class mean.

    as_strangers: (n_support,) f of each picture where its own class is left out, empty beside one class;
    held_out: (m,) f of each where only it is left out, of classes of several pictures; right: (m,) bool,
    whether its own class is then the nearest.
    """

    as_strangers: Tensor
    held_out: Tensor
    right: Tensor


@dataclass(frozen=True, slots=True)
class Cell:
    """What was fitted for one number of shots and ways; see `UnknownFit`. gap, variance: what is usual."""

    familiarity: float
    strangers: float
    held_out: float
    offset: float
    prior: float
    gap: float
    variance: float


@dataclass(frozen=True, slots=True)
class UnknownFit:
    """Log-odds that a query shows one of the classes, fitted on episodes where one class is missing:

        r * (a * f(x) - b * u - c * h + d) + e,     r = (g / v) / (usual g / usual v)

    u, h: means of `Evidence.as_strangers` and `held_out`; g = h - u, v: their pooled variance, both drawn
    towards what is usual by `GAP_PRIOR` and `VARIANCE_PRIOR` observations. r is the slope of two normal
    distributions at distance g (Fisher 1936): where examples are no more like their own class than like the
    others, nothing is called unknown. From one picture a class nothing can be held out: then c is 0 and g the
    usual. cells: a row for each of `shots`, in it one for each of `ways`; linear in the logarithms between.
    """

    shots: tuple[int, ...]
    ways: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]
    stranger_share: float

    def at(self, n_shot: float, n_way: int) -> Cell:
        """The cell for a number of support pictures per class and of classes."""
        rows = [
            [interpolate(n_way, self.ways, column) for column in zip(*map(astuple, row), strict=True)]
            for row in self.cells
        ]
        return Cell(*(interpolate(n_shot, self.shots, column) for column in zip(*rows, strict=True)))

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in `unknown.json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> UnknownFit:
        """The inverse of `to_json`; raises KeyError, TypeError or ValueError where something is amiss."""
        shots, ways = tuple(values["shots"]), tuple(values["ways"])
        cells = tuple(tuple(Cell(**cell) for cell in row) for row in values["cells"])
        if not shots or not ways or [len(row) for row in cells] != [len(ways)] * len(shots):
            raise ValueError("a row of cells for each shots is needed, and in it a cell for each ways")
        return cls(shots, ways, cells, float(values["stranger_share"]))


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """Log-odds of known = slope * familiarity + offset. prototypes: (n_way, d) unit vectors."""

    prototypes: Tensor
    centre: Tensor
    slope: float
    offset: float
    evidence: Evidence

    def log_odds(self, queries: Tensor) -> Tensor:
        """queries: (n, d) float32 embeddings, as the encoder gives them -> (n,), above 0 for known."""
        familiarity = (centred(queries, self.centre) @ self.prototypes.T).max(dim=1).values
        return self.slope * familiarity + self.offset

    def expecting(self, stranger_share: float, instead_of: float) -> Detector:
        """The same where another share of the pictures shows none of the classes."""
        return replace(self, offset=self.offset + odds_shift(stranger_share, instead_of))


@dataclass(frozen=True, slots=True, eq=False)
class KnownOrUnknown:
    """An adapted classifier that may also say "unknown"."""

    classifier: AdaptedClassifier
    detector: Detector

    @property
    def model_hash(self) -> str:
        """SHA-256 of the classifier's hash and of where unknown begins."""
        return hash_of(self.classifier.model_hash, f"{self.detector.slope} {self.detector.offset}")

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings, as the encoder gives them; unknown where that is likelier."""
        scores, log_odds = self.classifier.classify(queries), self.detector.log_odds(queries)
        known = torch.sigmoid(log_odds)
        return Scores(scores.similarity, scores.probability * known[:, None], 1 - known, log_odds < 0)


@dataclass(frozen=True, slots=True, eq=False)
class WithUnknown:
    """A learner whose classifiers may say "unknown". stranger_share: of the pictures, expected to be that;
    with 0 nothing is ever unknown.
    """

    learner: Learner
    centre: Tensor
    fit: UnknownFit
    stranger_share: float = FITTED_SHARE

    @property
    def name(self) -> str:
        """That of the learner."""
        return self.learner.name

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, KnownOrUnknown]:
        """As the learner adapts; the detector takes a few matrix products."""
        classifier = yield from self.learner.adapt(support, report=report)
        detector = make_detector(support, self.centre, self.fit)
        return KnownOrUnknown(classifier, detector.expecting(self.stranger_share, self.fit.stranger_share))


def make_detector(support: SupportSet, centre: Tensor, fit: UnknownFit) -> Detector:
    """What the support set and the fit say of any query, for the fit's share of strangers."""
    z = centred(support.embeddings, centre)
    prototypes = class_means(z, support.labels, support.n_way)
    evidence = evidence_of(z, support.labels, prototypes)
    cell = fit.at(effective_shots(support.shots()), support.n_way)
    u, h, r = summary(evidence, cell.gap, cell.variance)
    offset = r * (cell.offset - cell.strangers * u - cell.held_out * h) + cell.prior
    return Detector(prototypes, centre, r * cell.familiarity, offset, evidence)


def evidence_of(z: Tensor, labels: Tensor, prototypes: Tensor) -> Evidence:
    """z: (n, d) centred unit vectors; prototypes: (n_way, d), their `class_means`."""
    n_way, counts = len(prototypes), torch.bincount(labels, minlength=len(prototypes))
    cosine = z @ prototypes.T
    own = F.one_hot(labels, n_way).bool()
    strangers = cosine.masked_fill(own, -torch.inf).max(1).values if n_way > 1 else cosine.new_empty(0)
    sums = torch.zeros_like(prototypes).index_add_(0, labels, z)
    without = (z * F.normalize(sums[labels] - z, dim=1)).sum(1)
    several = counts[labels] > 1
    best, nearest = torch.where(own, without[:, None], cosine)[several].max(1)
    return Evidence(strangers, best, nearest == labels[several])


def summary(evidence: Evidence, usual_gap: float, usual_variance: float) -> tuple[float, float, float]:
    """u, h and r of `UnknownFit`; 0 for a mean of nothing."""
    sides = [side for side in (evidence.as_strangers, evidence.held_out) if len(side)]
    u = float(evidence.as_strangers.mean()) if len(evidence.as_strangers) else 0.0
    h = float(evidence.held_out.mean()) if len(evidence.held_out) else 0.0
    m = len(evidence.held_out) if len(evidence.as_strangers) else 0
    gap = max(0.0, (m * (h - u) + GAP_PRIOR * usual_gap) / (m + GAP_PRIOR))
    squares = sum(float((side - side.mean()).square().sum()) for side in sides)
    variance = (squares + VARIANCE_PRIOR * usual_variance) / (sum(map(len, sides)) + VARIANCE_PRIOR)
    return u, h, (gap / variance) / (usual_gap / usual_variance)


def odds_shift(stranger_share: float, instead_of: float) -> float:
    """What another share of strangers, below 1, adds to the log-odds of known (Bayes)."""
    return _logit(instead_of) - _logit(stranger_share)


def _logit(p: float) -> float:
    return math.log(p / (1 - p)) if p > 0 else -math.inf
