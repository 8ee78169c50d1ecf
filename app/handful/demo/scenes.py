"""Puts a subject into a place, among clutter, in a light. Owns composition; neither drawing nor camera."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from handful.demo.camera import Frame, choose_frame, photograph
from handful.demo.drawings import Subject
from handful.demo.noise import Pixels
from handful.demo.pen import Colour, Light, Pen
from handful.demo.shadows import lay, soft_mask
from handful.demo.stages import STAGES, Stage
from handful.demo.surfaces import softened

Pose = npt.NDArray[np.float64]
_MAX_TRIFLES = 3
_SHARE_WITH_FOREGROUND = 0.12


def compose(rng: np.random.Generator, subject: Subject, size_px: int) -> Image.Image:
    """A picture of the subject in one of its places, the longer side `size_px`."""
    frame = choose_frame(rng, size_px)
    place = subject.places[int(rng.integers(len(subject.places)))]
    stage = STAGES[place](rng, size_px)
    light = _choose_light(rng)
    calm = np.float32(rng.uniform(0.35, 0.75))
    pixels = stage.pixels * calm + stage.pixels.mean(axis=(0, 1)) * (1 - calm)
    for _ in range(int(rng.integers(0, _MAX_TRIFLES + 1)) if stage.trifles else 0):
        _add_trifle(rng, pixels, stage, frame, light)
    pose = _pose(rng, subject, stage, frame)
    pen = Pen(size_px, pose, light=light, ground=_mean_colour(pixels), rng=rng)
    subject.draw(pen)
    lay(pixels, pen, stage, light)
    pixels += pen.glow
    if stage.trifles and rng.random() < _SHARE_WITH_FOREGROUND:
        _add_foreground(rng, pixels, stage, frame, light)
    return photograph(rng, pixels, frame)


def _choose_light(rng: np.random.Generator) -> Light:
    angle, height = rng.uniform(-2.6, -0.55), rng.uniform(0.45, 0.8)
    reach = float(np.sqrt(1 - height**2))
    return Light(float(np.cos(angle)) * reach, float(np.sin(angle)) * reach, float(height))


def _mean_colour(pixels: Pixels) -> Colour:
    quarter = len(pixels) // 4
    red, green, blue = pixels[quarter:-quarter, quarter:-quarter].mean(axis=(0, 1)).tolist()
    return red, green, blue


def _pose(rng: np.random.Generator, subject: Subject, stage: Stage, frame: Frame) -> Pose:
    """The map from the subject's units to pixels: it fills most of the frame and stays within it."""
    reach = frame.short_px * float(rng.uniform(0.4, 0.53))
    turn = subject.turn_degrees
    x, y = (frame.left + frame.width / 2, frame.top + frame.height / 2)
    x += float(rng.uniform(-0.5, 0.5)) * max(frame.width / 2 - reach, reach * 0.2)
    y += float(rng.uniform(-0.5, 0.5)) * max(frame.height / 2 - reach, reach * 0.2)
    if stage.rests == "stands":
        lowest = frame.top + frame.height * float(rng.uniform(0.8, 0.96))
        reach = min(reach, (lowest - frame.top) / (0.95 + subject.foot))
        y, turn = lowest - subject.foot * reach, min(turn, 5.0)
    squeeze, lean = rng.uniform(0.84, 1.0, 2), rng.uniform(-0.1, 0.1, 2)
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    pose = _map((x, y), reach, float(rng.uniform(-turn, turn)), lean)
    return pose @ np.diag([mirror * squeeze[0], squeeze[1], 1.0])


def _map(centre: tuple[float, float], reach: float, degrees: float, lean: npt.NDArray[np.float64]) -> Pose:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    move = np.array([[reach, 0, centre[0]], [0, reach, centre[1]], [0, 0, 1]])
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [lean[0], lean[1], 1]])
    pose: Pose = move @ turn
    return pose


def _add_trifle(rng: np.random.Generator, pixels: Pixels, stage: Stage, frame: Frame, light: Light) -> None:
    """Put a small thing somewhere behind the subject."""
    size_px, turn = len(pixels), float(rng.uniform(0, 360))
    reach = size_px * float(rng.uniform(0.05, 0.1))
    x = frame.left + frame.width * float(rng.uniform(0.02, 0.98))
    y = frame.top + frame.height * float(rng.uniform(0.02, 0.98))
    if stage.rests == "stands":
        depth = size_px - stage.horizon_px
        y, turn = (
            stage.horizon_px + float(rng.uniform(0.1, 0.5)) * depth - reach * 0.8,
            float(rng.uniform(-4, 4)),
        )
    lay(
        pixels,
        _trifle(rng, pixels, stage, _map((x, y), reach, turn, rng.uniform(-0.08, 0.08, 2)), light),
        stage,
        light,
    )


def _add_foreground(
    rng: np.random.Generator, pixels: Pixels, stage: Stage, frame: Frame, light: Light
) -> None:
    """Put a large thing, out of focus, into a lower corner in front of the subject."""
    size_px = len(pixels)
    reach, radius_px = size_px * float(rng.uniform(0.16, 0.24)), size_px * float(rng.uniform(0.008, 0.02))
    x = frame.left + frame.width * (1.02 if rng.random() < 0.5 else -0.02)
    y = frame.top + frame.height * float(rng.uniform(0.85, 1.0))
    turn = float(rng.uniform(-4, 4) if stage.rests == "stands" else rng.uniform(0, 360))
    pen = _trifle(rng, pixels, stage, _map((x, y), reach, turn, np.zeros(2)), light)
    pen.ink = softened(pen.ink * pen.cover[..., None], radius_px)
    pen.cover = soft_mask(pen.cover, radius_px)
    pen.ink /= np.maximum(pen.cover, np.float32(0.02))[..., None]
    lay(pixels, pen, stage, light)


def _trifle(rng: np.random.Generator, pixels: Pixels, stage: Stage, pose: Pose, light: Light) -> Pen:
    pen = Pen(len(pixels), pose, light=light, ground=_mean_colour(pixels), rng=rng)
    stage.trifles[int(rng.integers(len(stage.trifles)))](pen)
    return pen
