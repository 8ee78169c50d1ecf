"""A butterfly from above: four wings, more or less folded, with borders, eye spots and veins."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, ribbon, spline
from handful.demo.pen import Area, Colour, Pen, lighter, rgb

_WINGS = "e8852f 3f74c4 f1d34b f3efe4 7b4fa0 c9452f 4fa08f d98fb0 8c5a32 9fc4e8"
_MARKS = "211d20 211d20 2f2c58 5a2d18 f7f1dc"


def draw_butterfly(pen: Pen) -> None:
    """The head up, wings to about 0.95 on each side."""
    wing, mark, dot = pen.choose(_WINGS), pen.choose(_MARKS), pen.choose(_MARKS + " f3efe4 6fb6e8")
    fore, hind = _fore(pen), _hind(pen)
    fold = (pen.between(0.5, 1.0), 1.0) if pen.chance(0.3) else (1.0, 1.0)
    if pen.chance(0.5):
        fold = fold[::-1]
    style, seed = int(pen.rng.integers(4)), int(pen.rng.integers(2**31))
    hind_wing = lighter(wing, pen.between(-0.2, 0.2)) if pen.chance(0.7) else pen.choose(_WINGS)
    for side, width in zip((-1.0, 1.0), fold, strict=True):
        same = pen.with_dice(seed)
        _wing(same, hind * (side * width, 1.0), hind_wing, mark, dot, style)
        _wing(same, fore * (side * width, 1.0), wing, mark, dot, style)
    _body(pen)


def _fore(pen: Pen) -> Points:
    high, out = pen.between(0.6, 0.9), pen.between(0.75, 0.98)
    tip = (out, -high)
    return spline(
        [
            (0.02, -0.22),
            (0.3, -high * 0.85),
            (out * 0.8, -high * 1.03),
            tip,
            (out * pen.between(0.78, 0.98), -0.25),
            (0.5, 0.04),
            (0.04, 0.05),
        ]
    )


def _hind(pen: Pen) -> Points:
    low, out, tail = pen.between(0.55, 0.85), pen.between(0.55, 0.78), pen.between(0.0, 0.22)
    tail = tail if pen.chance(0.35) else 0.0
    knots = [
        (0.03, -0.05),
        (out * 0.7, -0.12),
        (out, 0.15),
        (out * 0.86, low * 0.7),
        (0.36, low + tail),
        (0.2, low * 0.82),
        (0.05, 0.3),
    ]
    return spline(knots)


def _wing(pen: Pen, outline: Points, colour: Colour, mark: Colour, dot: Colour, style: int) -> None:
    root = outline[0]
    wing = pen.fill(outline, mark if style in (0, 2) else colour)
    if style in (0, 2):
        centre = outline.mean(axis=0) * 0.75 + root * 0.25
        wing_inner = pen.fill(centre + (outline - centre) * pen.between(0.72, 0.86), colour, inside=wing)
    else:
        wing_inner = wing
    for reach in (0.5, 0.4, 0.3):
        pen.fill(
            arc((float(root[0]), float(root[1])), (reach, reach)),
            lighter(colour, -0.35),
            inside=wing_inner,
            opacity=0.18,
        )
    _veins(pen, outline, root, wing, mark)
    if style in (0, 3):
        edge = outline[12:58:5]
        spots = [arc((float(x), float(y)), (0.035, 0.035), n=10) for x, y in root + (edge - root) * 0.91]
        pen.fill(spots, dot, inside=wing)
    if style in (1, 2):
        _eye(pen, outline.mean(axis=0) * 1.25, wing, mark, dot)
    pen.mottle(wing, cloud(pen.rng, pen.size_px, cells=22, octaves=2), 0.14)
    pen.swell(wing, depth=0.1, strength=0.8, gloss=0.1)


def _veins(pen: Pen, outline: Points, root: Points, wing: Area, mark: Colour) -> None:
    ends = outline[10:60:7]
    lines = [ribbon(np.array([root, root + (end - root) * 0.5, end]), 0.014) for end in ends]
    pen.fill(lines, mark, inside=wing, opacity=pen.between(0.3, 0.9))


def _eye(pen: Pen, at: Points, wing: Area, mark: Colour, dot: Colour) -> None:
    x, y = float(at[0]), float(at[1])
    for radius, colour in ((0.14, mark), (0.1, dot), (0.055, mark)):
        pen.fill(arc((x, y), (radius, radius), n=24), colour, inside=wing)


def _body(pen: Pen) -> None:
    dark = pen.choose("2a211d 4b3a2c 1d1b22")
    for side in (-1, 1):
        feeler = spline(
            [(0.02 * side, -0.36), (0.1 * side, -0.6), (side * pen.between(0.18, 0.32), -0.82)], closed=False
        )
        pen.fill(ribbon(feeler, 0.018), dark)
        end = feeler[-1]
        pen.fill(arc((float(end[0]), float(end[1])), (0.025, 0.025), n=12), dark)
    tail = pen.fill(arc((0.0, 0.2), (0.055, 0.34)), lighter(dark, 0.12))
    chest = pen.fill(arc((0.0, -0.12), (0.075, 0.18)), dark)
    head = pen.fill(arc((0.0, -0.33), (0.065, 0.065)), dark)
    for part in (tail, chest, head):
        pen.swell(part, depth=0.05, gloss=0.3)
    rings = [
        ribbon(np.array([(-0.06, y), (0.0, y + 0.015), (0.06, y)]), 0.014) for y in np.linspace(0.1, 0.45, 5)
    ]
    pen.fill(rings, rgb("000000"), inside=tail, opacity=0.4)
