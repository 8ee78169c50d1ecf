"""From raw similarity to probability, and the answer "unknown". Fitted on validation classes."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor

from handful.fewshot.learner import Scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted per number of shots; between them everything is interpolated over log(shots).

    Among the classes, p(c | x, known) = softmax_c(scale * similarity_c) (temperature, Guo 2017). Whether it
    is one of them is a second question, answered by how close the best class is, and by how much closer than
    the others on average, which does not change where all pictures of a project are alike:

        familiarity = s_best + margin * (s_best - mean of the other classes, or 0 where there is no other)
        p(unknown | x) = sigmoid(steepness * (threshold + way_slope * log(n_way / 5) - familiarity))

    The more classes, the closer the best of them is by chance: hence the slope. Left out, margins and slopes
    are 0 and the steepness is the scale.
    """

    shots: tuple[int, ...]
    scales: tuple[float, ...]
    thresholds: tuple[float, ...]
    margins: tuple[float, ...] = ()
    way_slopes: tuple[float, ...] = ()
    steepnesses: tuple[float, ...] = ()

    def scale_at(self, n_shot: float) -> float:
        """The factor of the similarities for a number of support pictures per class, at least 1."""
        return self._at(n_shot, self.scales)

    def apply(self, similarity: Tensor, n_shot: float) -> Scores:
        """similarity: (n, n_way) float32 -> calibrated scores; unknown where p_unknown is above 1/2."""
        margin = self._at(n_shot, self.margins) if self.margins else 0.0
        slope = self._at(n_shot, self.way_slopes) if self.way_slopes else 0.0
        steepness = self._at(n_shot, self.steepnesses or self.scales)
        threshold = self._at(n_shot, self.thresholds) + slope * math.log(similarity.shape[1] / 5)
        best, lead = best_and_lead(similarity)
        beyond = threshold - (best + margin * lead)
        p_unknown = torch.sigmoid(steepness * beyond)
        p = torch.softmax(self.scale_at(n_shot) * similarity, dim=1) * (1 - p_unknown)[:, None]
        return Scores(similarity, p, p_unknown, beyond > 0)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in the learner's card."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """The inverse of `to_json`; raises KeyError, TypeError or ValueError where something is amiss."""
        needed = {key: tuple(values[key]) for key in ("shots", "scales", "thresholds")}
        optional = {key: tuple(values.get(key, ())) for key in ("margins", "way_slopes", "steepnesses")}
        n = len(needed["shots"])
        fits = all(len(v) == n for v in needed.values()) and all(len(v) in (0, n) for v in optional.values())
        if not n or not fits:
            raise ValueError("a calibration needs as many scales and thresholds as shots, at least 1")
        return cls(**needed, **optional)

    def _at(self, n_shot: float, values: tuple[float, ...]) -> float:
        return _interpolate(math.log(max(1.0, n_shot)), [math.log(s) for s in self.shots], values)


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


def _interpolate(x: float, known: list[float], values: tuple[float, ...]) -> float:
    if x <= known[0]:
        return values[0]
    for (a, va), (b, vb) in zip(
        zip(known, values, strict=True), zip(known[1:], values[1:], strict=True), strict=False
    ):
        if x <= b:
            return va + (vb - va) * (x - a) / (b - a)
    return values[-1]
