"""How a scene becomes a photograph: uneven light, exposure, white balance, focus, grain, framing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from handful.demo.noise import Pixels, cloud, grain
from handful.demo.surfaces import to_image

_ASPECTS = (1.0, 1.0, 4 / 3, 4 / 3, 3 / 4, 3 / 2)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the square sheet that is in the picture, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def short_px(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)


def choose_frame(rng: np.random.Generator, size_px: int) -> Frame:
    """A square, upright or lying frame in the middle, its longer side `size_px`."""
    aspect = _ASPECTS[int(rng.integers(len(_ASPECTS)))]
    width, height = round(size_px * min(1.0, aspect)), round(size_px * min(1.0, 1 / aspect))
    return Frame((size_px - width) // 2, (size_px - height) // 2, width, height)


def photograph(rng: np.random.Generator, scene: Pixels, frame: Frame) -> Image.Image:
    """Take the picture of a scene (size, size, 3)."""
    lit = scene * _falling_light(rng, len(scene))[..., None]
    lit = _developed(rng, lit)
    image = to_image(lit[frame.top : frame.top + frame.height, frame.left : frame.left + frame.width])
    if rng.random() < 0.35:
        image = image.filter(ImageFilter.GaussianBlur(len(scene) / 256 * rng.uniform(0.4, 1.1)))
    return image


def _falling_light(rng: np.random.Generator, size_px: int) -> Pixels:
    """A gradient across the picture, darker corners, and now and then dappled shade or a window's bars."""
    y, x = np.mgrid[-1 : 1 : size_px * 1j, -1 : 1 : size_px * 1j].astype(np.float32)
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.3)
    field = 1 + np.float32(depth) * (x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle)))
    field = field * (1 - np.float32(rng.uniform(0.02, 0.16)) * (x**2 + y**2))
    kind, strength = rng.random(), np.float32(rng.uniform(0.12, 0.3))
    if kind < 0.14:
        shade = np.clip((cloud(rng, size_px, cells=3, octaves=2) - np.float32(0.35)) * 2, 0, 1)
        field = field * (1 - strength * shade)
    elif kind < 0.2:
        bars = np.sin((x * np.float32(rng.uniform(-0.6, 0.6)) + y) * np.float32(rng.uniform(6, 14)))
        field = field * (1 - strength * np.clip(bars * 4, 0, 1))
    return np.asarray(field, np.float32)


def _developed(rng: np.random.Generator, lit: Pixels) -> Pixels:
    warmth = rng.normal(0, 0.055)
    balance = np.array([1 + warmth, 1 + rng.normal(0, 0.012), 1 - warmth], np.float32)
    exposed = np.maximum(lit * balance * np.float32(rng.uniform(0.92, 1.3)), 0)
    grey = exposed.mean(axis=2, keepdims=True)
    exposed = grey + (exposed - grey) * np.float32(rng.uniform(0.8, 1.08))
    exposed = exposed / (1 + np.maximum(exposed - np.float32(0.8), 0) * np.float32(0.8))
    contrast = np.float32(rng.uniform(0.85, 1.12))
    exposed = (exposed - np.float32(0.45)) * contrast + np.float32(0.45)
    exposed += grain(rng, len(lit)) * np.float32(rng.uniform(0.003, 0.015))
    return np.asarray(exposed, np.float32)
