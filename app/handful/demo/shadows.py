"""Lays a drawing over a scene with the shadow that it throws there."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from handful.demo.noise import Pixels
from handful.demo.pen import Light, Pen
from handful.demo.stages import Stage

_COARSENESS = 2  # soft masks are made this many times smaller: it cannot be seen, and is faster


def lay(pixels: Pixels, pen: Pen, stage: Stage, light: Light) -> None:
    """Darken the scene (size, size, 3) by the shadow of what the pen drew, and lay the drawing over it."""
    if stage.rests != "floats":
        shade = _dropped(pen.cover, light) if stage.rests == "lies" else _cast(pen.cover, light)
        shade[: stage.horizon_px] *= np.float32(0.25)
        pixels *= (1 - shade)[..., None]
    pixels += (pen.ink - pixels) * pen.cover[..., None]


def soft_mask(mask: Pixels, radius_px: float) -> Pixels:
    """A mask (h, w) out of focus."""
    image = Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8))
    small = image.reduce(_COARSENESS).filter(ImageFilter.GaussianBlur(radius_px / _COARSENESS))
    return np.asarray(small.resize(image.size, Image.Resampling.BILINEAR), np.float32) / np.float32(255)


def _dropped(cover: Pixels, light: Light) -> Pixels:
    """The shadow of something that lies flat: moved away from the light and soft."""
    size_px = len(cover)
    reach = 0.035 * size_px / max(light.height, 0.3)
    dx, dy = round(-light.x * reach), round(-light.y * reach)
    moved = np.roll(cover, (dy, dx), axis=(0, 1))
    soft, tight = soft_mask(moved, size_px * 0.016), soft_mask(cover, size_px * 0.012)
    return np.asarray(np.maximum(soft * np.float32(0.5), tight * np.float32(0.42)))


def _cast(cover: Pixels, light: Light) -> Pixels:
    """The shadow of something upright, thrown over the ground behind it, and the dark where it touches."""
    size_px = len(cover)
    rows = np.flatnonzero(cover.max(axis=1) > 0.5)
    foot_px = float(rows[-1]) if len(rows) else float(size_px)
    thrown = _fallen(cover, foot_px, squash=0.34, slide=-light.x * 1.1)
    low = cover.copy()
    low[: max(0, round(foot_px - size_px * 0.07))] = 0
    touch = _fallen(low, foot_px + size_px * 0.012, squash=0.2, slide=-light.x * 0.3)
    soft, tight = soft_mask(thrown, size_px * 0.018), soft_mask(touch, size_px * 0.012)
    return np.asarray(np.maximum(soft * np.float32(0.42), tight * np.float32(0.68)))


def _fallen(cover: Pixels, foot_px: float, *, squash: float, slide: float) -> Pixels:
    """The mask laid back from the row `foot_px`: `squash` of its height, moved aside by `slide` of that."""
    image = Image.fromarray((np.clip(cover, 0, 1) * 255).astype(np.uint8))
    steep = 1 / squash
    coefficients = (1.0, slide, -slide * foot_px, 0.0, steep, foot_px - steep * foot_px)
    laid = image.transform(image.size, Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    return np.asarray(laid, np.float32) / np.float32(255)
