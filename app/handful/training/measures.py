"""Figures of merit: mean accuracy with its interval, calibration error, rejection of the unknown."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor


def mean_and_interval(values: Sequence[float]) -> tuple[float, float]:
    """Mean over episodes and the half-width of its 95 % confidence interval."""
    n = len(values)
    mean = math.fsum(values) / n
    if n < 2:
        return mean, math.inf
    variance = math.fsum((v - mean) ** 2 for v in values) / (n - 1)
    return mean, 1.96 * math.sqrt(variance / n)


def expected_calibration_error(confidence: Tensor, right: Tensor, bins: int = 15) -> float:
    """ECE (Guo 2017, equation 3): |accuracy - confidence| over equal-width bins, weighted by their counts.

    confidence: (n,) in 0..1; right: (n,) bool.
    """
    which = (confidence * bins).long().clamp(max=bins - 1)
    gap = torch.zeros(bins, dtype=torch.float64)
    gap.index_add_(0, which, right.double() - confidence.double())
    return float(gap.abs().sum() / len(confidence))


def area_under_roc(known: Tensor, unknown: Tensor) -> float:
    """Probability that a known query scores above an unknown one, ties counted half. Both (n,) scores."""
    scores = torch.cat([known, unknown]).double()
    _, inverse, counts = torch.unique(scores, return_inverse=True, return_counts=True)
    ends = counts.cumsum(0).double()
    ranks = (ends - (counts.double() - 1) / 2)[inverse]
    above = ranks[: len(known)].sum() - len(known) * (len(known) + 1) / 2
    return float(above / (len(known) * len(unknown)))
