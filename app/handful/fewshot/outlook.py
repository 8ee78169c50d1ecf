"""What a share of strangers comes to: how much is answered, how much of that is wrong, how many are caught.

Told by simulated episodes of validation classes, whose curves stand in each learner's card, and by the
support set itself, each picture left out in turn.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from torch import Tensor

from handful.fewshot.calibration import interpolate
from handful.fewshot.unknown import Detector

SHARES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8)


@dataclass(frozen=True, slots=True)
class Point:
    """At one share of strangers, fractions: of pictures of the classes, those answered; of these answers,
    the wrong ones; of strangers, those called unknown.
    """

    stranger_share: float
    answered: float
    wrong: float
    caught: float


@dataclass(frozen=True, slots=True)
class OnSupport:
    """Counts of support pictures, each left out in turn: answered, and wrong by the nearest class mean; and,
    each with its whole class left out, called unknown. `of`: how many could be held out, 0 with one picture
    a class; `of_strangers`: 0 beside one class.
    """

    answered: int
    wrong: int
    of: int
    caught: int
    of_strangers: int


@dataclass(frozen=True, slots=True)
class Curves:
    """A curve for each number of shots and ways that was simulated, a point for each of `SHARES`."""

    shots: tuple[int, ...]
    ways: tuple[int, ...]
    points: dict[tuple[int, int], tuple[Point, ...]]

    @classmethod
    def from_json(cls, fits: Sequence[dict[str, Any]]) -> Curves:
        """From the `fits` of a learner's card; raises KeyError, TypeError or ValueError for a damaged one."""
        points = {
            (int(fit["n_shot"]), int(fit["n_way"])): tuple(Point(**point) for point in fit["curve"])
            for fit in fits
        }
        shots, ways = (tuple(sorted({key[i] for key in points})) for i in (0, 1))
        if not points or len(points) != len(shots) * len(ways):
            raise ValueError("a curve is needed for each number of shots and ways")
        return cls(shots, ways, points)

    def at(self, stranger_share: float, n_shot: float, n_way: int) -> Point:
        """What to expect; between the points linear, in the logarithms of shots and ways."""
        values = [self._at(name, stranger_share, n_shot, n_way) for name in ("answered", "wrong", "caught")]
        return Point(stranger_share, *values)

    def _at(self, name: str, stranger_share: float, n_shot: float, n_way: int) -> float:
        def of(shot: int, way: int) -> float:
            return _between(
                stranger_share, [(p.stranger_share, getattr(p, name)) for p in self.points[shot, way]]
            )

        of_shots = [
            interpolate(n_way, self.ways, [of(shot, way) for way in self.ways]) for shot in self.shots
        ]
        return interpolate(n_shot, self.shots, of_shots)


def on_support(detector: Detector) -> OnSupport:
    """What the detector would have said of the support pictures themselves."""
    evidence = detector.evidence
    answered = _log_odds(detector, evidence.held_out) >= 0
    caught = _log_odds(detector, evidence.as_strangers) < 0
    wrong = answered & ~evidence.right
    return OnSupport(int(answered.sum()), int(wrong.sum()), len(answered), int(caught.sum()), len(caught))


def _log_odds(detector: Detector, familiarity: Tensor) -> Tensor:
    return detector.slope * familiarity + detector.offset


def _between(x: float, points: Sequence[tuple[float, float]]) -> float:
    """Linear between the points, constant outside."""
    for (a, va), (b, vb) in itertools.pairwise(points):
        if x <= b:
            return va + (vb - va) * max(0.0, x - a) / (b - a)
    return points[-1][1]
