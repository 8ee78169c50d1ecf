"""A table lamp: shade, foot in several shapes, lit or not; or a desk lamp on a jointed arm."""

from __future__ import annotations

import numpy as np

from handful.demo.outlines import arc, box, mirrored, placed, ribbon, spline
from handful.demo.pen import Colour, Pen, lighter, mix, rgb

_SHADES = "f0e2c4 f5f1e8 e9b94c d8a03f d8603f f0d9b0 7f9f5f 3f7f8f"
_FEET = "b58a4a 2e2e34 d9d5cc 8a4f2e 3f6f8f c9502f b9bcc2 5f7f5a"


def draw_lamp(pen: Pen) -> None:
    """Centred, the foot at y = 0.9."""
    lit = pen.chance(0.75)
    if pen.chance(0.9):
        _table_lamp(pen, lit)
    else:
        _desk_lamp(pen, lit)


def _table_lamp(pen: Pen, lit: bool) -> None:
    shade, foot = pen.choose(_SHADES), pen.choose(_FEET)
    top, low = pen.between(0.24, 0.46), pen.between(0.52, 0.7)
    height, edge = pen.between(0.5, 0.8), pen.between(-0.25, -0.02)
    _foot(pen, foot, edge)
    curve = pen.between(-0.08, 0.08)
    right = spline(
        [(top, edge - height), ((top + low) / 2 - curve, edge - height / 2), (low, edge)], closed=False
    )
    hem = arc((0.0, edge), (low, low * 0.13), start=0, stop=180)
    rim = arc((0.0, edge - height), (top, top * 0.13), start=180, stop=360)
    left = right[::-1] * (-1.0, 1.0)
    cloth = pen.fill(np.concatenate([right, hem, left, rim]), shade)
    if pen.chance(0.45):
        pleats = [
            ribbon(
                np.array(
                    [
                        (x * top, edge - height),
                        (x * (top + low) / 2, edge - height / 2),
                        (x * low, edge + 0.1),
                    ]
                ),
                0.018,
            )
            for x in np.linspace(-0.95, 0.95, 15)
        ]
        pen.fill(pleats, lighter(shade, -0.3), inside=cloth, opacity=0.5)
    if pen.chance(0.4):
        for y, reach in ((edge - 0.03, low), (edge - height + 0.05, top)):
            band = ribbon(arc((0.0, y), (reach * 1.02, reach * 0.13), start=-5, stop=185), 0.06)
            pen.fill(band, pen.choose(_FEET), inside=cloth)
    pen.round_off(cloth, strength=0.5 if lit else 1.0)
    if lit:
        _glow(pen, (0.0, edge - height * 0.45), low)


def _foot(pen: Pen, colour: Colour, edge: float) -> None:
    kind = pen.rng.integers(3)
    if kind == 0:
        right = spline(
            [(0.05, edge - 0.1), (0.1, 0.1), (pen.between(0.24, 0.42), 0.45), (0.3, 0.78), (0.2, 0.9)],
            closed=False,
        )
    elif kind == 1:
        right = np.array([(0.05, edge - 0.1), (0.05, 0.78), (0.14, 0.82), (0.36, 0.84), (0.36, 0.9)])
    else:
        knots = [
            (0.05, edge),
            (0.05, 0.12),
            (0.15, 0.26),
            (0.08, 0.4),
            (0.24, 0.58),
            (0.12, 0.74),
            (0.32, 0.86),
        ]
        ball = spline(knots, closed=False)
        right = np.concatenate([ball, [(0.32, 0.9)]])
    body = pen.fill([mirrored(right), arc((0.0, 0.89), (float(right[-1, 0]), 0.05))], colour)
    pen.round_off(body, strength=1.2, gloss=pen.between(0.2, 0.8))


def _glow(pen: Pen, at: tuple[float, float], reach: float) -> None:
    warm = mix(rgb("ffd9a0"), rgb("fff2d8"), pen.between(0.0, 1.0))
    pen.shine(at, reach * 0.85, lighter(warm, -0.35))
    pen.shine(at, reach * 2.4, lighter(warm, -0.78))


def _desk_lamp(pen: Pen, lit: bool) -> None:
    colour, steel = pen.choose(_FEET), rgb("9a9da3")
    base = pen.fill([box(-0.55, 0.8, 0.15, 0.88, radius=0.04), arc((-0.2, 0.82), (0.34, 0.07))], colour)
    pen.swell(base, depth=0.06, gloss=0.5)
    elbow = (pen.between(-0.62, -0.35), pen.between(-0.1, 0.15))
    head = (pen.between(0.1, 0.3), pen.between(-0.75, -0.5))
    for a, b in (((-0.2, 0.8), elbow), (elbow, head)):
        arm = np.linspace(np.array(a), np.array(b), 5)
        pen.swell(pen.fill(ribbon(arm, 0.06), steel if pen.chance(0.4) else colour), depth=0.03, gloss=0.7)
    pen.swell(pen.fill(arc(elbow, (0.07, 0.07)), lighter(colour, -0.2)), depth=0.04, gloss=0.5)
    turn = pen.between(-50, -15)
    cone = spline([(-0.1, -0.16), (0.1, -0.16), (0.2, 0.0), (0.36, 0.3)], closed=False)
    hood = np.concatenate(
        [cone, arc((0.0, 0.3), (0.36, 0.09), start=0, stop=180), [(-0.36, 0.3), (-0.2, 0.0)]]
    )
    shade = pen.fill(placed(hood, head, degrees=turn), colour)
    pen.round_off(shade, strength=1.2, gloss=0.7)
    mouth = placed(arc((0.0, 0.3), (0.34, 0.085)), head, degrees=turn)
    pen.fill(mouth, rgb("fff0c8") if lit else lighter(colour, -0.55))
    if lit:
        x, y = mouth.mean(axis=0).tolist()
        _glow(pen, (x, y), 0.5)
