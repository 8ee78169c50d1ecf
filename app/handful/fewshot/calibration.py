"""From raw similarity to the probability of each class. Fitted on validation classes."""

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
    """What was fitted for numbers of shots and ways: a row for each entry of `shots`, and in it a scale for
    each entry of `ways`. Between them linear in log(shots) and log(ways), outside constant.

    p(c | x) = softmax_c(scale * similarity_c) (temperature, Guo 2017). Whether x shows one of the classes at
    all is a second question, which `unknown` answers for every learner alike.
    """

    shots: tuple[int, ...]
    ways: tuple[int, ...]
    scales: Table

    def scale_at(self, n_shot: float, n_way: int) -> float:
        """The factor of the similarities for a number of support pictures per class and of classes."""
        of_shots = [interpolate(n_way, self.ways, row) for row in self.scales]
        return interpolate(n_shot, self.shots, of_shots)

    def apply(self, similarity: Tensor, n_shot: float) -> Scores:
        """similarity: (n, n_way) float32 -> calibrated scores among the classes; nothing is unknown."""
        p = torch.softmax(self.scale_at(n_shot, similarity.shape[1]) * similarity, dim=1)
        none = torch.zeros_like(similarity[:, 0])
        return Scores(similarity, p, none, none.bool())

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in the learner's card."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """The inverse of `to_json`; raises KeyError, TypeError or ValueError where something is amiss."""
        shots, ways = tuple(values["shots"]), tuple(values["ways"])
        scales = tuple(tuple(row) for row in values["scales"])
        if not shots or not ways or [len(row) for row in scales] != [len(ways)] * len(shots):
            raise ValueError(
                "a calibration needs a row of scales for each shots, a scale in it for each ways"
            )
        return cls(shots, ways, scales)


def uniform(scale: float) -> Calibration:
    """The same scale whatever the number of shots and ways."""
    return Calibration((1,), (1,), ((scale,),))


def effective_shots(shots: Tensor) -> float:
    """Harmonic mean of the pictures per class: the rarest classes decide. shots: (n_way,)."""
    return harmonic_mean(shots.tolist())


def harmonic_mean(counts: Sequence[int]) -> float:
    """Of counts from 1 on."""
    return float(len(counts) / sum(1 / count for count in counts))


def interpolate(at: float, known: Sequence[int], values: Sequence[float]) -> float:
    """Linear in the logarithm between known points in rising order, constant outside."""
    x, points = math.log(max(1.0, at)), [(math.log(k), v) for k, v in zip(known, values, strict=True)]
    if x <= points[0][0]:
        return points[0][1]
    for (a, va), (b, vb) in itertools.pairwise(points):
        if x <= b:
            return va + (vb - va) * (x - a) / (b - a)
    return points[-1][1]
