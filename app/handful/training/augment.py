"""Random crops, flips and colour for a whole batch at once, on the tensor's own device."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def random_resized_crop(
    images: Tensor, size_px: int, generator: torch.Generator, *, min_area: float = 0.3
) -> Tensor:
    """Crop a random box of each picture, flip half of them, and scale the box to a square.

    images: (n, 3, h, w) float32. Returns (n, 3, size_px, size_px). The box covers `min_area` to 1 of the
    area at an aspect ratio of 3/4 to 4/3, clipped to the picture (Szegedy 2015, section 6).
    """
    n = len(images)
    area = min_area + (1 - min_area) * torch.rand(n, generator=generator)
    ratio = torch.exp((torch.rand(n, generator=generator) * 2 - 1) * 0.2877)  # log(4/3)
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


def colour_jitter(images: Tensor, generator: torch.Generator, *, strength: float = 0.4) -> Tensor:
    """Scale each picture's brightness, contrast and saturation by up to 1 +- strength. (n, 3, h, w) float32."""

    def factor() -> Tensor:
        random = torch.rand(len(images), 1, 1, 1, generator=generator)
        return (1 + (random * 2 - 1) * strength).to(images.device)

    images = images * factor()
    mean = images.mean(dim=(1, 2, 3), keepdim=True)
    images = torch.lerp(mean, images, factor())
    grey = images.mean(dim=1, keepdim=True)
    return torch.lerp(grey.expand_as(images), images, factor()).clamp_(0, 255)
