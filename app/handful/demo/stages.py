"""Places a thing can be found in: what is behind it, how it rests there, and what may lie about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from handful.demo import clutter, surfaces
from handful.demo.drawings import Place
from handful.demo.noise import Pixels
from handful.demo.surfaces import Surface

Rest = Literal["lies", "stands", "floats"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there before the subject: its pixels, how things rest on it, and what may lie about.

    `horizon_px`: the row below which there is ground to stand on.
    """

    pixels: Pixels
    rests: Rest
    trifles: tuple[clutter.Trifle, ...]
    horizon_px: int = 0


def _ground(rng: np.random.Generator, texture: Pixels, horizon_px: int) -> Pixels:
    """A surface seen in perspective, running back to the horizon; above it the result is meaningless."""
    size_px = len(texture)
    vanishing = horizon_px - size_px * float(rng.uniform(0.5, 1.1)) - 0.5
    k, middle = horizon_px - vanishing, size_px / 2
    across = (-k / vanishing, -middle / vanishing, middle + middle * k / vanishing)
    down = (0.0, 0.0, -(size_px - 1) * k / vanishing)
    coefficients = (*across, *down, 0.0, -1 / vanishing)
    image = surfaces.to_image(texture)
    seen = image.transform(image.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    return np.asarray(seen, np.float32) / np.float32(255)


def _one_of(rng: np.random.Generator, choices: tuple[Surface, ...], size_px: int) -> Pixels:
    return choices[int(rng.integers(len(choices)))](rng, size_px)


def _standing(
    rng: np.random.Generator, floor: Pixels, behind: Pixels, trifles: tuple[clutter.Trifle, ...]
) -> Stage:
    size_px = len(floor)
    horizon_px = round(size_px * float(rng.uniform(0.42, 0.68)))
    pixels = _ground(rng, floor, horizon_px)
    pixels[:horizon_px] = surfaces.softened(behind, size_px * float(rng.uniform(0.002, 0.014)))[:horizon_px]
    reach = max(2, size_px // 24)
    fall = np.linspace(0.72, 1.0, reach, dtype=np.float32)[:, None, None]
    pixels[horizon_px : horizon_px + reach] *= fall
    return Stage(pixels, "stands", trifles, horizon_px)


def _tabletop(rng: np.random.Generator, size_px: int) -> Stage:
    return Stage(_one_of(rng, surfaces.TABLES, size_px), "lies", clutter.ON_A_TABLE)


def _room(rng: np.random.Generator, size_px: int) -> Stage:
    floor, wall = _one_of(rng, surfaces.FLOORS, size_px), _one_of(rng, surfaces.WALLS, size_px)
    return _standing(rng, floor, wall, clutter.STANDING)


def _meadow(rng: np.random.Generator, size_px: int) -> Stage:
    behind = _one_of(rng, (surfaces.foliage, surfaces.foliage, surfaces.sky), size_px)
    floor = _one_of(rng, (surfaces.grass, surfaces.grass, surfaces.sand), size_px)
    return _standing(rng, floor, behind, clutter.OUTSIDE)


def _street(rng: np.random.Generator, size_px: int) -> Stage:
    behind = _one_of(rng, (surfaces.brick, surfaces.plaster, surfaces.sky, surfaces.foliage), size_px)
    floor = _one_of(rng, (surfaces.stone, surfaces.tiles, surfaces.sand), size_px)
    return _standing(rng, floor, behind, clutter.STANDING[:2])


def _wall(rng: np.random.Generator, size_px: int) -> Stage:
    return Stage(_one_of(rng, surfaces.WALLS, size_px), "lies", ())


def _sky(rng: np.random.Generator, size_px: int) -> Stage:
    return Stage(surfaces.sky(rng, size_px), "floats", ())


def _water(rng: np.random.Generator, size_px: int) -> Stage:
    return Stage(surfaces.water(rng, size_px), "floats", clutter.UNDER_WATER)


def _leaves(rng: np.random.Generator, size_px: int) -> Stage:
    return Stage(surfaces.foliage(rng, size_px), "floats", clutter.AMONG_LEAVES)


STAGES: dict[Place, Callable[[np.random.Generator, int], Stage]] = {
    "tabletop": _tabletop,
    "room": _room,
    "meadow": _meadow,
    "street": _street,
    "sky": _sky,
    "water": _water,
    "leaves": _leaves,
    "wall": _wall,
}
