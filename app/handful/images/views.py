"""Which views of a picture are encoded: fixed, so that the same picture always has the same embedding.

Several views of each support picture, averaged, steady the prototypes (as EASY does, Bendou 2022, with random
crops; here they are fixed).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image

from handful.images.decode import Fit, fitted_box, resized_box

SUPPORT_CROPS: Final = (1.0, 0.85, 0.7)  # side of the centre crop, as a fraction of what `fit` shows
QUERY_CROPS: Final = (1.0,)


def support_views(image: Image.Image, size_px: int, fit: Fit = "squash") -> np.ndarray:
    """(6, size_px, size_px, 3) uint8: the whole, its centre crops of 85 % and 70 %, and each mirrored."""
    return _views(image, size_px, fit, SUPPORT_CROPS)


def query_views(image: Image.Image, size_px: int, fit: Fit = "squash") -> np.ndarray:
    """(2, size_px, size_px, 3) uint8: the whole picture, and mirrored."""
    return _views(image, size_px, fit, QUERY_CROPS)


def _views(image: Image.Image, size_px: int, fit: Fit, crops: tuple[float, ...]) -> np.ndarray:
    squares = [resized_box(image, size_px, _centre(fitted_box(image.size, fit), crop)) for crop in crops]
    plain = np.stack(squares)
    pairs = np.stack([plain, plain[:, :, ::-1]], axis=1)
    return np.ascontiguousarray(pairs.reshape(-1, size_px, size_px, 3))


def _centre(box: tuple[float, float, float, float], fraction: float) -> tuple[float, float, float, float]:
    left, upper, right, lower = box
    dx, dy = (right - left) * (1 - fraction) / 2, (lower - upper) * (1 - fraction) / 2
    return left + dx, upper + dy, right - dx, lower - dy
