"""An umbrella: open and seen from the side, open and seen from above, or furled."""

from __future__ import annotations

import numpy as np

from handful.demo.outlines import Points, arc, box, ribbon, spline
from handful.demo.pen import Colour, Pen, lighter, mix, rgb

_CLOTHS = "d8433b 2f5fa8 f0b93a 2f8f83 e88aa0 33353d 8a5aa8 f2efe6 e8743b 5f9f4a"


def draw_umbrella(pen: Pen) -> None:
    """Centred, the handle down to y = 0.95."""
    first = pen.choose(_CLOTHS)
    second = pen.choose(_CLOTHS) if pen.chance(0.6) else lighter(first, -0.14)
    view = pen.rng.random()
    if view < 0.84:
        _from_side(pen, first, second)
    elif view < 0.94:
        _from_above(pen, first, second)
    else:
        _furled(pen, first, second)


def _from_side(pen: Pen, first: Colour, second: Colour) -> None:
    wide, top, edge = pen.between(0.8, 0.98), pen.between(-0.8, -0.6), pen.between(-0.12, 0.02)
    shift, n = pen.between(-0.22, 0.22), int(pen.rng.integers(5, 8))
    _handle(pen, top, pen.between(0.75, 0.95))
    ends = np.sin(np.linspace(-np.pi / 2, np.pi / 2, n + 1)) * wide
    tip = (shift * 0.6, top)
    inner = [arc((0.0, edge), (wide * 0.98, 0.1))]
    pen.fill(inner, lighter(mix(first, second, 0.5), -0.55))
    for i in range(n):
        panel = _panel(tip, (float(ends[i]), float(ends[i + 1])), edge, wide, shift)
        area = pen.fill(panel, first if i % 2 == 0 else second)
        middle = (ends[i] + ends[i + 1]) / 2 / wide
        pen.swell(area, depth=0.16, strength=0.7, gloss=0.12)
        pen.tint(area, float(-0.16 * abs(middle)))
    pen.fill(
        ribbon(
            np.array([(tip[0], top + 0.02), (tip[0] * 1.04, top - 0.06), (tip[0] * 1.1, top - 0.14)]), 0.03
        ),
        rgb("4a3b30"),
    )


def _rib(tip: tuple[float, float], end: float, edge: float, wide: float, shift: float) -> Points:
    swing = end / wide
    middle = (tip[0] + (end - tip[0]) * 0.72, tip[1] + (edge - tip[1]) * (0.3 + 0.1 * abs(swing)))
    return spline([tip, middle, (end, edge)], closed=False)


def _panel(
    tip: tuple[float, float], ends: tuple[float, float], edge: float, wide: float, shift: float
) -> Points:
    left, right = (_rib(tip, end, edge, wide, shift) for end in ends)
    middle = ((ends[0] + ends[1]) / 2, edge - 0.22 * abs(ends[1] - ends[0]))
    hem = spline([(ends[1], edge), middle, (ends[0], edge)], closed=False)
    return np.concatenate([right, hem, left[::-1]])


def _handle(pen: Pen, top: float, low: float) -> None:
    steel, grip = pen.choose("c9ccd2 5b4634 2e2e33"), pen.choose("8a5a33 2b2b30 c08a4f d8433b")
    pen.swell(pen.fill(box(-0.022, top, 0.022, low - 0.1), steel), depth=0.02, gloss=0.6)
    hook = arc((0.12, low - 0.12), (0.12, 0.13), start=180, stop=-10, n=24)
    way = np.concatenate([[(0.0, low - 0.36), (0.0, low - 0.24)], hook])
    if pen.chance(0.3):
        way = np.array([(0.0, low - 0.36), (0.0, low - 0.2), (0.0, low)])
    pen.swell(pen.fill(ribbon(way, 0.075), grip), depth=0.04, gloss=0.5)


def _from_above(pen: Pen, first: Colour, second: Colour) -> None:
    n, squash = int(pen.rng.integers(3, 5)) * 2, pen.between(0.6, 1.0)
    turn = pen.between(0, 360 / n)
    corners = arc((0.0, 0.0), (0.92, 0.92 * squash), start=turn, stop=360 + turn, n=n)
    tip = np.array((pen.between(-0.1, 0.1), -0.25 * (1 - squash)))
    for i in range(n):
        a, b = corners[i], corners[(i + 1) % n]
        hem = spline(np.array([a, (a + b) * 0.46, b]), closed=False, per_piece=6)
        area = pen.fill(np.concatenate([hem, [tip]]), first if i % 2 == 0 else second)
        pen.swell(area, depth=0.14, strength=0.8, gloss=0.1)
        pen.tint(area, float(0.14 * np.cos(2 * np.pi * i / n + 2.2)))
    pen.swell(pen.fill(arc((float(tip[0]), float(tip[1])), (0.045, 0.045)), rgb("3a3230")), depth=0.02)


def _furled(pen: Pen, first: Colour, second: Colour) -> None:
    _handle(pen, -0.9, 0.98)
    fat = pen.between(0.13, 0.22)
    cone = np.array(
        [
            (0.03, -0.88),
            (fat, 0.38),
            (fat * 0.5, 0.46),
            (0.0, 0.4),
            (-fat * 0.6, 0.46),
            (-fat, 0.36),
            (-0.03, -0.88),
        ]
    )
    body = pen.fill(cone, first)
    for x in np.linspace(-0.6, 0.7, 3) * fat:
        fold = np.array([(0.0, -0.88), (x * 0.6, -0.2), (x, 0.5)])
        pen.fill(ribbon(fold, (0.01, 0.06)), lighter(second, -0.15), inside=body, opacity=0.8)
    pen.round_off(body, strength=1.1, gloss=0.2)
    strap = pen.fill(box(-fat, 0.02, fat, 0.1), lighter(first, -0.3), inside=body)
    pen.round_off(strap)
