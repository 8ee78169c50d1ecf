"""Fits "is it one of these classes at all?" on queries of classes inside and outside of episodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import best_and_lead

MARGINS: Final = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
TOLERANCE: Final = 1.02
DECAY: Final = 1e-4
LEAST_STEEPNESS: Final = 1e-2

Sides = tuple[Tensor, Tensor]
"""Similarities of queries of the classes and of queries of none, (n, n_way) and (m, n_way)."""


@dataclass(frozen=True, slots=True)
class UnknownFit:
    """Threshold and steepness, as `Calibration` calls them, and the loss that is left."""

    threshold: float
    steepness: float
    loss: float


def choose_margin(kinds: Sequence[Sides], known_share: float) -> float:
    """The largest margin whose loss over all kinds of episodes is within `TOLERANCE` of the lowest.

    Every kind weighs the same. In pictures of another kind than the validation classes, all similarities are
    higher or lower together; the lead over the other classes does not notice, so it gets what weight it can.
    """
    losses = {m: sum(fit_unknown(sides, m, known_share).loss for sides in kinds) for m in MARGINS}
    return max(m for m, loss in losses.items() if loss <= min(losses.values()) * TOLERANCE)


def fit_unknown(sides: Sides, margin: float, known_share: float) -> UnknownFit:
    """p(unknown) by logistic regression on the familiarity, for `known_share` of known pictures.

    p(unknown) = 1/2 is where calling a picture unknown begins to pay; with a share of 1/2 that is where the
    sum of both errors, known ones called unknown and unknown ones missed, is lowest.
    """
    known, unknown = (familiarity(similarity, margin).double() for similarity in sides)
    x = torch.cat([known, unknown])
    y = torch.cat([torch.ones_like(known), torch.zeros_like(unknown)])
    w = torch.cat(
        [
            torch.full_like(known, known_share / len(known)),
            torch.full_like(unknown, (1 - known_share) / len(unknown)),
        ]
    )
    slope, offset, loss = _logistic(x, y, w)
    steepness = max(slope, LEAST_STEEPNESS)
    return UnknownFit(-offset / steepness, steepness, loss)


def familiarity(similarity: Tensor, margin: float) -> Tensor:
    """(n, n_way) -> (n,): how much a query looks like one of the classes."""
    best, lead = best_and_lead(similarity)
    return best + margin * lead


def _logistic(x: Tensor, y: Tensor, w: Tensor) -> tuple[float, float, float]:
    """Weighted logistic regression of y on x by Newton's method: slope, offset, loss.

    x is standardised within, and its slope held back a little, so that it ends where x separates y.
    """
    mean, std = x.mean(), x.std().clamp(min=1e-9)
    z = torch.stack([(x - mean) / std, torch.ones_like(x)], dim=1)
    decay = torch.tensor([DECAY, 0.0], dtype=x.dtype)
    b = torch.zeros(2, dtype=x.dtype)
    for _ in range(25):
        p = torch.sigmoid(z @ b)
        gradient = z.T @ (w * (p - y)) + decay * b
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + torch.diag(decay + 1e-9)
        b = b - torch.linalg.solve(hessian, gradient)
    loss = F.binary_cross_entropy_with_logits(z @ b, y, w, reduction="sum")
    slope = float(b[0] / std)
    return slope, float(b[1]) - slope * float(mean), float(loss)
