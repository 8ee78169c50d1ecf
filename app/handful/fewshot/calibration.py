"""From raw similarity to probability, and the answer "unknown". Fitted on validation classes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor

from handful.fewshot.learner import Scores

Table = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted for numbers of shots and ways: tables with a row for each entry of `shots`, and in it a
    value for each entry of `ways`. Between them all is linear in log(shots) and log(ways), outside constant.

    Among the classes, p(c | x, known) = softmax_c(scale * similarity_c) (temperature, Guo 2017). Whether it
    is one of them is a second question, answered by how close the best class is, and by how much closer than
    the others on average, which does not change where all pictures of a project are alike:

        familiarity = s_best + margin * (s_best - mean of the other classes, or 0 where there is no other)
        p(unknown | x) = sigmoid(steepness * (threshold - familiarity))
    """

    shots: tuple[int, ...]
    ways: tuple[int, ...]
    scales: Table
    thresholds: Table
    steepnesses: Table
    margin: float = 0.0

    def scale_at(self, n_shot: float, n_way: int) -> float:
        """The factor of the similarities for a number of support pictures per class and of classes."""
        return self._at(self.scales, n_shot, n_way)

    def apply(self, similarity: Tensor, n_shot: float) -> Scores:
        """similarity: (n, n_way) float32 -> calibrated scores; unknown where p_unknown is above 1/2."""
        n_way = similarity.shape[1]
        best, lead = best_and_lead(similarity)
        beyond = self._at(self.thresholds, n_shot, n_way) - (best + self.margin * lead)
        p_unknown = torch.sigmoid(self._at(self.steepnesses, n_shot, n_way) * beyond)
        p_known = torch.softmax(self.scale_at(n_shot, n_way) * similarity, dim=1)
        return Scores(similarity, p_known * (1 - p_unknown)[:, None], p_unknown, beyond > 0)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in the learner's card."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """The inverse of `to_json`; raises KeyError, TypeError or ValueError where something is amiss."""
        shots, ways = tuple(values["shots"]), tuple(values["ways"])
        scales, thresholds, steepnesses = tables = [
            tuple(tuple(row) for row in values[key]) for key in ("scales", "thresholds", "steepnesses")
        ]
        shape = {(len(table), *{len(row) for row in table}) for table in tables}
        if shape != {(len(shots), len(ways))} or not shots or not ways:
            raise ValueError(
                "a calibration needs tables with a row for each shots, a value in it for each ways"
            )
        return cls(shots, ways, scales, thresholds, steepnesses, float(values["margin"]))

    def _at(self, table: Table, n_shot: float, n_way: int) -> float:
        of_shots = [_interpolate(n_way, self.ways, row) for row in table]
        return _interpolate(n_shot, self.shots, of_shots)


def uniform(scale: float, threshold: float, steepness: float | None = None) -> Calibration:
    """The same whatever the number of shots and ways; left out, the steepness is the scale."""
    return Calibration((1,), (1,), ((scale,),), ((threshold,),), ((steepness or scale,),))


def best_and_lead(similarity: Tensor) -> tuple[Tensor, Tensor]:
    """(n, n_way) -> the best similarity and how far it is above the mean of the others, both (n,).

    With one class there are no others; an unrelated class would have a similarity of about 0.
    """
    best, n_way = similarity.max(dim=1).values, similarity.shape[1]
    others = (similarity.sum(dim=1) - best) / max(1, n_way - 1)
    return best, best - (others if n_way > 1 else 0.0)


def effective_shots(shots: Tensor) -> float:
    """Harmonic mean of the pictures per class: the rarest classes decide. shots: (n_way,)."""
    return float(len(shots) / (1.0 / shots.double()).sum())


def _interpolate(at: float, known: Sequence[int], values: Sequence[float]) -> float:
    """Linear in the logarithm between known points in rising order, constant outside."""
    x, points = math.log(max(1.0, at)), [(math.log(k), v) for k, v in zip(known, values, strict=True)]
    if x <= points[0][0]:
        return points[0][1]
    for (a, va), (b, vb) in itertools.pairwise(points):
        if x <= b:
            return va + (vb - va) * (x - a) / (b - a)
    return points[-1][1]
