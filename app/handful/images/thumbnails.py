"""Small pictures for the screen, as plain arrays that any toolkit can show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from handful.images.decode import read_picture


def thumbnail(path: Path, size_px: int) -> np.ndarray:
    """(h, w, 3) uint8, C-contiguous, longest side at most `size_px`, aspect kept, never enlarged.

    Raises PictureError.
    """
    return shrunk(read_picture(path, at_least_px=size_px), size_px)


def shrunk(image: Image.Image, size_px: int) -> np.ndarray:
    """`thumbnail` of an RGB picture that is read already; the picture is left as it was."""
    scale = min(1.0, size_px / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return np.array(image)
