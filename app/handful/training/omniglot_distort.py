"""Another hand: small random distortions of drawings, lest a network learn these twenty drawers."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.training.omniglot_pictures import as_inputs

MAX_TURN_RADIANS = 0.2
MAX_SHEAR = 0.2
MAX_STRETCH = 0.2
MAX_SHIFT = 0.15  # of half the side: 2 of 28 pixels
INK_RANGE = (0.6, 1.6)


def distorted(drawings: Tensor, generator: torch.Generator) -> Tensor:
    """(n, 28, 28) uint8 -> (n, 1, 28, 28) float32 in 0..1, each turned, sheared, stretched, shifted, its
    strokes made thinner or thicker.
    """
    n = len(drawings)
    moved = F.grid_sample(
        as_inputs(drawings),
        F.affine_grid(_affine(n, generator), [n, 1, *drawings.shape[1:]], align_corners=False),
        align_corners=False,
    )
    low, high = INK_RANGE
    gain = low + (high - low) * torch.rand(n, 1, 1, 1, generator=generator)
    # ink spreads or thins at its soft edges only
    return moved.clamp(1e-6, 1).pow(1 / gain)


def _affine(n: int, generator: torch.Generator) -> Tensor:
    """(n, 2, 3): random maps from places in the outcome to places in the drawing, in half sides."""

    def between(limit: float) -> Tensor:
        return limit * (2 * torch.rand(n, generator=generator) - 1)

    turn = between(MAX_TURN_RADIANS)
    cos, sin = torch.cos(turn), torch.sin(turn)
    rotation = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1)
    one, zero = torch.ones(n), torch.zeros(n)
    shear = torch.stack([torch.stack([one, between(MAX_SHEAR)], 1), torch.stack([zero, one], 1)], 1)
    stretch = torch.diag_embed(torch.stack([1 + between(MAX_STRETCH), 1 + between(MAX_STRETCH)], 1))
    shift = torch.stack([between(MAX_SHIFT), between(MAX_SHIFT)], 1).unsqueeze(2)
    return torch.cat([rotation @ shear @ stretch, shift], 2)
