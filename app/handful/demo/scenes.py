"""Puts a subject into a place, among clutter, in a light. Owns composition; neither drawing nor camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from handful.demo import clutter, surfaces
from handful.demo.camera import Frame, choose_frame, photograph
from handful.demo.drawings import Place, Subject
from handful.demo.noise import Pixels
from handful.demo.pen import Colour, Light, Pen
from handful.demo.surfaces import Surface

Pose = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there before the subject: its pixels, how things rest on it, and what may lie about.

    `horizon_px`: the row below which there is ground to stand on.
    """

    pixels: Pixels
    rests: Literal["lies", "stands", "floats"]
    trifles: tuple[clutter.Trifle, ...]
    horizon_px: int = 0


def compose(rng: np.random.Generator, subject: Subject, size_px: int) -> Image.Image:
    """A picture of the subject in one of its places, the longer side `size_px`."""
    frame = choose_frame(rng, size_px)
    place = subject.places[int(rng.integers(len(subject.places)))]
    stage = _STAGES[place](rng, size_px)
    light = _choose_light(rng)
    calm = np.float32(rng.uniform(0.45, 0.85))
    pixels = stage.pixels * calm + stage.pixels.mean(axis=(0, 1)) * (1 - calm)
    _scatter(rng, pixels, stage, frame, light, nearer=False)
    pose, foot_px = _pose(rng, subject, stage, frame)
    pen = Pen(size_px, pose, light=light, ground=_mean_colour(pixels), rng=rng)
    subject.draw(pen)
    _lay(pixels, pen, stage, foot_px, light)
    pixels += pen.glow
    if rng.random() < 0.12:
        _scatter(rng, pixels, stage, frame, light, nearer=True)
    return photograph(rng, pixels, frame)


def _choose_light(rng: np.random.Generator) -> Light:
    angle, height = rng.uniform(-2.6, -0.55), rng.uniform(0.45, 0.8)
    reach = float(np.sqrt(1 - height**2))
    return Light(float(np.cos(angle)) * reach, float(np.sin(angle)) * reach, float(height))


def _mean_colour(pixels: Pixels) -> Colour:
    size_px = len(pixels)
    middle = pixels[size_px // 4 : -size_px // 4, size_px // 4 : -size_px // 4]
    red, green, blue = middle.mean(axis=(0, 1)).tolist()
    return red, green, blue


def _pose(rng: np.random.Generator, subject: Subject, stage: Stage, frame: Frame) -> tuple[Pose, float]:
    """The map from the subject's units to pixels, and the row its foot is on."""
    reach = frame.short_px * float(rng.uniform(0.4, 0.53))
    centre_x = (
        frame.left
        + frame.width / 2
        + float(rng.uniform(-0.5, 0.5)) * max(frame.width / 2 - reach, reach * 0.2)
    )
    centre_y = (
        frame.top
        + frame.height / 2
        + float(rng.uniform(-0.5, 0.5)) * max(frame.height / 2 - reach, reach * 0.2)
    )
    turn = subject.turn_degrees
    if stage.rests == "stands":
        lowest = frame.top + frame.height * float(rng.uniform(0.8, 0.96))
        centre_y = max(lowest, stage.horizon_px + reach * 0.35) - subject.foot * reach
        turn = min(turn, 5.0)
    squeeze = rng.uniform(0.84, 1.0, 2)
    lean = rng.uniform(-0.1, 0.1, 2)
    pose = _map((centre_x, centre_y), reach, float(rng.uniform(-turn, turn)), lean)
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    return pose @ np.diag([mirror * squeeze[0], squeeze[1], 1.0]), centre_y + subject.foot * reach * squeeze[
        1
    ]


def _map(centre: tuple[float, float], reach: float, degrees: float, lean: npt.NDArray[np.float64]) -> Pose:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    move = np.array([[reach, 0, centre[0]], [0, reach, centre[1]], [0, 0, 1]])
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [lean[0], lean[1], 1]])
    pose: Pose = move @ turn
    return pose


def _scatter(
    rng: np.random.Generator, pixels: Pixels, stage: Stage, frame: Frame, light: Light, *, nearer: bool
) -> None:
    """Put a few trifles behind the subject, or one in front of it: large, at the edge, out of focus."""
    if not stage.trifles:
        return
    size_px = len(pixels)
    pen = Pen(size_px, np.eye(3), light=light, ground=_mean_colour(pixels), rng=rng)
    foot_px = 0.0
    for _ in range(1 if nearer else int(rng.integers(0, 4))):
        reach = size_px * float(rng.uniform(0.16, 0.24) if nearer else rng.uniform(0.05, 0.1))
        x, y = (rng.uniform(0.02, 0.98, 2) * (frame.width, frame.height) + (frame.left, frame.top)).tolist()
        turn = float(rng.uniform(0, 360))
        if nearer:
            x = frame.left + (frame.width * 1.02 if rng.random() < 0.5 else -frame.width * 0.02)
            y = frame.top + frame.height * float(rng.uniform(0.8, 1.0))
        if stage.rests == "stands":
            foot_px = max(
                foot_px, y := stage.horizon_px + float(rng.uniform(0.1, 0.5)) * (size_px - stage.horizon_px)
            )
            y, turn = y - reach * 0.8, float(rng.uniform(-4, 4))
        trifle = stage.trifles[int(rng.integers(len(stage.trifles)))]
        trifle(pen.posed(_map((x, y), reach, turn, rng.uniform(-0.08, 0.08, 2))))
    if nearer:
        _defocus(pen, size_px * float(rng.uniform(0.008, 0.02)))
    _lay(pixels, pen, stage, foot_px, light)


def _defocus(pen: Pen, radius_px: float) -> None:
    pen.ink = surfaces.softened(pen.ink * pen.cover[..., None], radius_px)
    pen.cover = _soft_mask(pen.cover, radius_px)
    pen.ink /= np.maximum(pen.cover, np.float32(0.02))[..., None]


def _lay(pixels: Pixels, pen: Pen, stage: Stage, foot_px: float, light: Light) -> None:
    """Darken the ground by the shadow of what the pen drew, and lay the drawing over it."""
    if stage.rests == "lies":
        shade = _dropped(pen.cover, light)
    elif stage.rests == "stands":
        shade = _cast(pen.cover, foot_px, light)
        shade[: stage.horizon_px] *= np.float32(0.25)
    else:
        shade = np.zeros_like(pen.cover)
    pixels *= (1 - shade)[..., None]
    pixels += (pen.ink - pixels) * pen.cover[..., None]


def _soft_mask(mask: Pixels, radius_px: float) -> Pixels:
    image = Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius_px)), np.float32) / np.float32(255)


def _dropped(cover: Pixels, light: Light) -> Pixels:
    """The shadow of something that lies flat: moved away from the light and soft."""
    size_px = len(cover)
    reach = 0.035 * size_px / max(light.height, 0.3)
    dx, dy = round(-light.x * reach), round(-light.y * reach)
    moved = np.roll(cover, (dy, dx), axis=(0, 1))
    soft, tight = _soft_mask(moved, size_px * 0.016), _soft_mask(cover, size_px * 0.012)
    return np.asarray(np.maximum(soft * np.float32(0.5), tight * np.float32(0.42)))


def _cast(cover: Pixels, foot_px: float, light: Light) -> Pixels:
    """The shadow of something upright, thrown over the ground behind it, and the dark where it touches."""
    size_px = len(cover)
    thrown = _fallen(cover, foot_px, -0.32, -light.x * 0.7)
    touch = _fallen(cover, foot_px, -0.09, -light.x * 0.1)
    soft, tight = _soft_mask(thrown, size_px * 0.02), _soft_mask(touch, size_px * 0.014)
    return np.asarray(np.maximum(soft * np.float32(0.36), tight * np.float32(0.62)))


def _fallen(cover: Pixels, foot_px: float, squash: float, slide: float) -> Pixels:
    """The mask laid down about the row `foot_px`: `squash` of its height, moved sideways by `slide` of it."""
    image = Image.fromarray((np.clip(cover, 0, 1) * 255).astype(np.uint8))
    steep = -1 / squash
    coefficients = (
        1.0,
        slide * steep,
        -slide * steep * foot_px,
        0.0,
        -steep * -1.0,
        foot_px - steep * foot_px,
    )
    laid = image.transform(image.size, Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    return np.asarray(laid, np.float32) / np.float32(255)


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


_STAGES: dict[Place, Callable[[np.random.Generator, int], Stage]] = {
    "tabletop": _tabletop,
    "room": _room,
    "meadow": _meadow,
    "street": _street,
    "sky": _sky,
    "water": _water,
    "leaves": _leaves,
    "wall": _wall,
}
