"""Random crops, colour, mixing and turning for a whole batch at once, on the tensor's own device."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def random_resized_crop(
    images: Tensor,
    size_px: int,
    generator: torch.Generator,
    *,
    min_area: float = 0.3,
    max_ratio: float = 4 / 3,
) -> Tensor:
    """Crop a random box of each picture, flip half of them, and scale the box to a square.

    images: (n, 3, h, w) float32. Returns (n, 3, size_px, size_px). The box covers `min_area` to 1 of the
    area at an aspect ratio of 1/max_ratio to max_ratio, clipped to the picture (Szegedy 2015, section 6).
    """
    n = len(images)
    area = min_area + (1 - min_area) * torch.rand(n, generator=generator)
    ratio = torch.exp((torch.rand(n, generator=generator) * 2 - 1) * math.log(max_ratio))
    half_width = (area * ratio).sqrt().clamp(max=1.0)
    half_height = (area / ratio).sqrt().clamp(max=1.0)
    shift = torch.rand(n, 2, generator=generator) * 2 - 1
    flip = torch.randint(0, 2, (n,), generator=generator) * 2.0 - 1
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = half_width * flip
    theta[:, 1, 1] = half_height
    theta[:, 0, 2] = shift[:, 0] * (1 - half_width)
    theta[:, 1, 2] = shift[:, 1] * (1 - half_height)
    grid = F.affine_grid(theta.to(images.device), [n, 3, size_px, size_px], align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def colour_jitter(
    images: Tensor, generator: torch.Generator, *, strength: float = 0.4, grey_fraction: float = 0.0
) -> Tensor:
    """Scale brightness, contrast, saturation and, at half strength, each channel by up to 1 +- strength.

    images: (n, 3, h, w) float32 in 0..255; `grey_fraction` of them lose all colour.
    """

    def factor(channels: int = 1, strength: float = strength) -> Tensor:
        random = torch.rand(len(images), channels, 1, 1, generator=generator)
        return (1 + (random * 2 - 1) * strength).to(images.device)

    images = images * factor() * factor(3, strength / 2)
    mean = images.mean(dim=(1, 2, 3), keepdim=True)
    images = torch.lerp(mean, images, factor())
    grey = images.mean(dim=1, keepdim=True)
    coloured = (torch.rand(len(images), 1, 1, 1, generator=generator) >= grey_fraction).to(images.device)
    return torch.lerp(grey.expand_as(images), images, factor() * coloured).clamp_(0, 255)


def mix(images: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor, float]:
    """Join each picture with another of the batch, by mixup (Zhang 2018) or CutMix (Yun 2019).

    Returns the joined pictures, (n,) int64 the other picture of each, and the share of the first, in 0..1.
    """
    n, _, height, width = images.shape
    other = torch.randperm(n, generator=generator)
    share, kind, x, y = torch.rand(4, generator=generator).tolist()
    if kind < 0.5:
        return torch.lerp(images[other], images, share), other, share
    box_height, box_width = round(height * math.sqrt(1 - share)), round(width * math.sqrt(1 - share))
    top, left = round(y * (height - box_height)), round(x * (width - box_width))
    joined = images.clone()
    box = (..., slice(top, top + box_height), slice(left, left + box_width))
    joined[box] = images[other][box]
    return joined, other, 1 - box_height * box_width / (height * width)


def turn_some(images: Tensor, generator: torch.Generator, *, fraction: float) -> tuple[Tensor, Tensor]:
    """Turn a fraction of square pictures by quarters; returns them and (n,) int64 quarter turns, 0 to 3."""
    n = len(images)
    turned = torch.rand(n, generator=generator) < fraction
    turns = torch.randint(1, 4, (n,), generator=generator) * turned
    images = images.clone()
    for quarter in (1, 2, 3):
        chosen = (turns == quarter).nonzero()[:, 0].to(images.device)
        images[chosen] = torch.rot90(images[chosen], quarter, dims=(2, 3))
    return images, turns
