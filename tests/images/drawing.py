"""Pictures for the tests of this room, made by Pillow on the spot."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

CORNERS = {
    "upper left": (255, 0, 0),
    "upper right": (0, 255, 0),
    "lower left": (0, 0, 255),
    "lower right": (255, 255, 0),
}
SAVED_AS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "AVIF", "HEIF")
LOSSLESS = ("PNG", "BMP", "GIF", "TIFF")


def corners(width: int = 96, height: int = 64) -> Image.Image:
    """Four quarters in four colours, so that every turn and mirroring shows."""
    pixels = np.zeros((height, width, 3), np.uint8)
    half_h, half_w = height // 2, width // 2
    pixels[:half_h, :half_w] = CORNERS["upper left"]
    pixels[:half_h, half_w:] = CORNERS["upper right"]
    pixels[half_h:, :half_w] = CORNERS["lower left"]
    pixels[half_h:, half_w:] = CORNERS["lower right"]
    return Image.fromarray(pixels)


def corner_names(image: Image.Image) -> list[str]:
    """Which quarter of `corners` is seen at upper left, upper right, lower left, lower right."""
    w, h = image.size
    spots = [
        (w // 8, h // 8),
        (w - 1 - w // 8, h // 8),
        (w // 8, h - 1 - h // 8),
        (w - 1 - w // 8, h - 1 - h // 8),
    ]
    return [_nearest(image.getpixel(spot)) for spot in spots]


def _nearest(pixel: Any) -> str:
    return min(
        CORNERS, key=lambda name: sum((int(a) - b) ** 2 for a, b in zip(pixel, CORNERS[name], strict=True))
    )


def noise(width: int, height: int, seed: int = 0) -> Image.Image:
    """Hard to compress, so that files are long and cuts fall into pixels."""
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a file of that kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
