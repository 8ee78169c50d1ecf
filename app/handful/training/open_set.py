"""Fits "is it one of these classes at all?" on queries of classes inside and outside of episodes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.calibration import best_and_lead

MARGINS: Final = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
DECAY: Final = 1e-4
LEAST_STEEPNESS: Final = 1e-2


@dataclass(frozen=True, slots=True)
class UnknownFit:
    """What `Calibration` calls by these names."""

    threshold: float
    margin: float
    way_slope: float
    steepness: float


def fit_unknown(by_way: Mapping[int, tuple[Tensor, Tensor]], known_share: float) -> UnknownFit:
    """The logistic fit with the lowest loss over a few margins, for `known_share` of known pictures.

    by_way: n_way -> similarities of known and of unknown queries, (n, n_way) each; every way weighs the same.
    p(unknown) = 1/2 is where calling a picture unknown begins to pay; with a share of 1/2 that is where the
    sum of both errors, known ones called unknown and unknown ones missed, is lowest.
    """
    fits = [_fit(by_way, margin, known_share) for margin in MARGINS]
    return min(fits, key=lambda fit: fit[0])[1]


def familiarity(similarity: Tensor, margin: float) -> Tensor:
    """(n, n_way) -> (n,): how much a query looks like one of the classes."""
    best, lead = best_and_lead(similarity)
    return best + margin * lead


def _fit(
    by_way: Mapping[int, tuple[Tensor, Tensor]], margin: float, known_share: float
) -> tuple[float, UnknownFit]:
    rows, targets, weights = [], [], []
    for n_way, sides in by_way.items():
        for similarity, target, share in zip(sides, (1.0, 0.0), (known_share, 1 - known_share), strict=True):
            n = len(similarity)
            rows.append(torch.stack([familiarity(similarity, margin), _log_way(n, n_way)], dim=1).double())
            targets.append(torch.full((n,), target, dtype=torch.float64))
            weights.append(torch.full((n,), share / (n * len(by_way)), dtype=torch.float64))
    x, y, w = torch.cat(rows), torch.cat(targets), torch.cat(weights)
    loss, (steepness, on_way, offset) = _logistic(x, y, w)
    steepness = max(steepness, LEAST_STEEPNESS)
    return loss, UnknownFit(-offset / steepness, margin, -on_way / steepness, steepness)


def _log_way(n: int, n_way: int) -> Tensor:
    return torch.full((n,), math.log(n_way / 5))


def _logistic(x: Tensor, y: Tensor, w: Tensor) -> tuple[float, tuple[float, float, float]]:
    """Weighted logistic regression by Newton's method; loss, and coefficients of the two columns and of 1.

    Columns are standardised within, and their coefficients held back a little, so that it always ends.
    """
    mean, std = x.mean(0), x.std(0).clamp(min=1e-9)
    z = torch.cat([(x - mean) / std, torch.ones_like(x[:, :1])], dim=1)
    decay = torch.tensor([DECAY, DECAY, 0.0], dtype=x.dtype)
    b = torch.zeros(3, dtype=x.dtype)
    for _ in range(25):
        p = torch.sigmoid(z @ b)
        gradient = z.T @ (w * (p - y)) + decay * b
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + torch.diag(decay + 1e-9)
        b = b - torch.linalg.solve(hessian, gradient)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z @ b, y, w, reduction="sum")
    slopes = b[:2] / std
    return float(loss), (float(slopes[0]), float(slopes[1]), float(b[2] - slopes @ mean))
