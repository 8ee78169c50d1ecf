"""Seeded noise in which things can be seen (clouds, fibres, grain), and blur. Knows nothing of their use."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.float32]


def cloud(
    rng: np.random.Generator, size_px: int, *, cells: float | tuple[float, float] = 4, octaves: int = 4
) -> Pixels:
    """Value noise, (size_px, size_px) float32 in 0..1. `cells` blobs across (or across and down)."""
    across, down = cells if isinstance(cells, tuple) else (cells, cells)
    total = np.zeros((size_px, size_px), np.float32)
    for octave in range(octaves):
        shape = (round(down * 2**octave) + 2, round(across * 2**octave) + 2)
        if max(shape) > size_px:
            break
        total += stretched(rng.random(shape, dtype=np.float32), size_px) * np.float32(0.5**octave)
    low, high = float(total.min()), float(total.max())
    return (total - low) / np.float32(max(high - low, 1e-6))


def grain(rng: np.random.Generator, size_px: int) -> Pixels:
    """Fine noise of mean 0 and deviation 1, (size_px, size_px, 1) float32."""
    return rng.standard_normal((size_px, size_px, 1), dtype=np.float32)


def stretched(values: Pixels, size_px: int) -> Pixels:
    """The values (h, w) scaled smoothly to a square."""
    image = Image.fromarray(values).resize((size_px, size_px), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=np.float32)


def blurred(values: Pixels, radius_px: float) -> Pixels:
    """The values, (h, w) or (h, w, c), blurred twice by a box (close to a Gaussian), edges held."""
    reach = round(radius_px)
    if reach < 1:
        return values
    for axis in (0, 0, 1, 1):
        values = _box_mean(values, reach, axis)
    return values


def _box_mean(values: Pixels, reach: int, axis: int) -> Pixels:
    padding = [(0, 0)] * values.ndim
    padding[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis, dtype=np.float32)
    n, width = values.shape[axis], 2 * reach + 1
    before = [slice(None)] * values.ndim
    after = list(before)
    before[axis], after[axis] = slice(0, n), slice(width, width + n)
    return np.asarray((sums[tuple(after)] - sums[tuple(before)]) / np.float32(width), dtype=np.float32)
