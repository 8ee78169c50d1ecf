"""From raw similarity to probability, and the answer "unknown". Fitted on validation classes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from handful.fewshot.learner import Scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scale (inverse temperature) and unknown threshold per number of shots.

    p(c | x) is softmax over `scale * similarity`, with one more logit `scale * threshold` for "unknown"
    (Guo 2017 for the temperature). Between the fitted shots both are interpolated over log(shots).
    """

    shots: tuple[int, ...]
    scales: tuple[float, ...]
    thresholds: tuple[float, ...]

    def at(self, n_shot: float) -> tuple[float, float]:
        """(scale, threshold) for a number of support pictures per class, at least 1."""
        x = math.log(max(1.0, n_shot))
        known = [math.log(s) for s in self.shots]
        return _interpolate(x, known, self.scales), _interpolate(x, known, self.thresholds)

    def apply(self, similarity: Tensor, n_shot: float) -> Scores:
        """similarity: (n, n_way) float32 -> calibrated scores."""
        scale, threshold = self.at(n_shot)
        unknown_logit = torch.full_like(similarity[:, :1], scale * threshold)
        p = torch.softmax(torch.cat([scale * similarity, unknown_logit], dim=1), dim=1)
        unknown = similarity.max(dim=1).values < threshold
        return Scores(similarity, p[:, :-1], p[:, -1], unknown)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in the learner's card."""
        return {"shots": self.shots, "scales": self.scales, "thresholds": self.thresholds}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """The inverse of `to_json`; raises KeyError or ValueError where something is missing."""
        shots, scales, thresholds = (tuple(values[k]) for k in ("shots", "scales", "thresholds"))
        if not shots or not len(shots) == len(scales) == len(thresholds):
            raise ValueError("a calibration needs as many scales and thresholds as shots, at least 1")
        return cls(shots, scales, thresholds)


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
