"""A leaf off a tree: beech, oak, maple or birch, green or in autumn colours, with veins and holes."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, mirrored, ribbon, serrated, spline
from handful.demo.pen import Colour, Pen, lighter, mix

_COLOURS = "5c9a3c 3f7d3a 86b04a 6fa53f 4f8f3f 2f6b45 d9a32f c9622b"


def draw_leaf(pen: Pen) -> None:
    """The tip at y = -0.9, the stalk down to y = 1."""
    make = (_beech, _beech, _oak, _maple, _maple, _birch)[int(pen.rng.integers(6))]
    outline, veins = make(pen)
    bend = pen.between(-0.22, 0.22)
    green = pen.choose(_COLOURS)
    stalk = np.array([(0.0, 0.42), (0.0, 0.75), (bend * 0.3, 1.02)])
    pen.swell(pen.fill(ribbon(_bent(stalk, bend), (0.06, 0.045, 0.06)), lighter(green, -0.2)), depth=0.03)
    holes = [
        arc(_spot(pen), (r, r * 0.8), n=12) for r in pen.rng.uniform(0.03, 0.07, int(pen.rng.integers(0, 4)))
    ]
    blade = pen.fill(_bent(outline, bend), green, holes=holes if pen.chance(0.4) else ())
    other = mix(pen.choose(_COLOURS), green, 0.35)
    _weather(pen, blade_colour=other, outline=_bent(outline, bend))
    pen.mottle(blade, cloud(pen.rng, pen.size_px, cells=9), pen.between(0.15, 0.45))
    pen.swell(blade, depth=pen.between(0.1, 0.3), strength=0.9, gloss=pen.between(0.0, 0.3))
    if pen.chance(0.5):
        half = np.concatenate([outline[outline[:, 0] >= 0], [(0.0, 0.6), (0.0, -0.9)]])
        pen.tint(pen.fill(_bent(half, bend), green, inside=blade, opacity=0.0), pen.between(-0.22, -0.08))
    pale = lighter(green, pen.between(0.25, 0.45)) if pen.chance(0.7) else lighter(green, -0.35)
    lines = [ribbon(_bent(vein, bend), (0.03, 0.008)) for vein in veins]
    pen.fill(lines, pale, inside=blade, opacity=0.85)


def _spot(pen: Pen) -> tuple[float, float]:
    return pen.between(-0.35, 0.35), pen.between(-0.4, 0.4)


def _bent(points: Points, bend: float) -> Points:
    return points + np.stack([bend * (points[:, 1] ** 2 - 0.3), np.zeros(len(points))], axis=1)


def _weather(pen: Pen, *, blade_colour: Colour, outline: Points) -> None:
    """Another colour that creeps in from the tip or in spots."""
    blade = pen.fill(outline, blade_colour, to=blade_colour, opacity=0.0)
    for reach in np.linspace(0.9, 0.3, 5) * pen.between(0.3, 1.0):
        pen.fill(arc((pen.between(-0.3, 0.3), -0.8), (reach, reach)), blade_colour, inside=blade, opacity=0.2)
    if pen.chance(0.35):
        spots = [arc(_spot(pen), (r, r), n=10) for r in pen.rng.uniform(0.015, 0.05, 14)]
        pen.fill(spots, lighter(blade_colour, -0.4), inside=blade, opacity=0.7)


def _side_veins(n: int, reach: float, rise: float, top: float = -0.6, low: float = 0.5) -> list[Points]:
    spine = np.array([(0.0, 0.7), (0.0, 0.0), (0.0, -0.85)])
    sides = [
        np.array([(0.0, y), (side * reach * 0.5, y - rise * 0.42), (side * reach, y - rise)])
        for y in np.linspace(low, top, n)
        for side in (-1, 1)
    ]
    return [spine, *sides]


def _beech(pen: Pen) -> tuple[Points, list[Points]]:
    width = pen.between(0.42, 0.62)
    right = spline(
        [(0.0, -0.92), (width * 0.6, -0.5), (width, 0.0), (width * 0.7, 0.42), (0.0, 0.65)], closed=False
    )
    return mirrored(right), _side_veins(7, width, 0.3)


def _birch(pen: Pen) -> tuple[Points, list[Points]]:
    width = pen.between(0.5, 0.68)
    knots = [
        (0.0, -0.92),
        (width * 0.35, -0.5),
        (width * 0.8, 0.0),
        (width, 0.32),
        (width * 0.6, 0.58),
        (0.0, 0.6),
    ]
    right = spline(knots, closed=False)
    return serrated(mirrored(right), 0.06, int(pen.rng.integers(22, 34))), _side_veins(
        6, width, 0.34, low=0.45
    )


def _oak(pen: Pen) -> tuple[Points, list[Points]]:
    lobes, deep = int(pen.rng.integers(3, 6)), pen.between(0.4, 0.62)
    knots: list[tuple[float, float]] = [(0.0, -0.92)]
    for i, y in enumerate(np.linspace(-0.72, 0.42, lobes * 2)):
        full = 0.3 + 0.3 * np.sin((y + 0.95) / 1.6 * np.pi)
        knots.append((float(full if i % 2 == 0 else full * deep), float(y)))
    right = spline([*knots, (0.12, 0.56), (0.0, 0.62)], closed=False)
    return mirrored(right), _side_veins(lobes, 0.45, 0.2, top=-0.45, low=0.45)


def _maple(pen: Pen) -> tuple[Points, list[Points]]:
    wide = pen.between(0.9, 1.1)
    right = np.array(
        [
            (0.0, -0.95), (0.1, -0.62), (0.26, -0.68), (0.2, -0.3), (0.42, -0.46), (0.5, -0.38),
            (0.86, -0.42), (0.74, -0.2), (0.84, -0.08), (0.44, 0.16),
            (0.62, 0.3), (0.58, 0.42), (0.2, 0.42), (0.0, 0.5),
        ]
    )  # fmt: skip
    tips = [(0.0, -0.85), (0.74, -0.34), (-0.74, -0.34), (0.54, 0.36), (-0.54, 0.36)]
    veins = [np.array([(0.0, 0.45), (x * wide * 0.5, (y + 0.45) * 0.5), (x * wide, y)]) for x, y in tips]
    return mirrored(right * (wide, 1.0)), [np.array([(0.0, 0.7), (0.0, 0.6), (0.0, 0.45)]), *veins]
