"""A mushroom: cap, spots, gills, ring and stem; alone or with a small one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, placed, ribbon, spline
from handful.demo.pen import Area, Colour, Pen, lighter, mix, rgb

_Put = Callable[[Points], Points]
_CAPS = "c9372c 9a6236 d98a3a e6d6b8 7a4a2e b5533a d8c08a 8d8a80 c4506a"


def draw_mushroom(pen: Pen) -> None:
    """Centred, the foot at y = 0.9."""
    cap = pen.choose(_CAPS)
    if pen.chance(0.35):
        side = 1 if pen.chance(0.5) else -1
        _one(pen, cap, (side * pen.between(0.5, 0.66), pen.between(0.5, 0.58)), pen.between(0.32, 0.45))
    _one(pen, cap, (0.0, 0.0), 1.0)


def _one(pen: Pen, cap: Colour, at: tuple[float, float], scale: float) -> None:
    wide, tall, edge = pen.between(0.5, 0.88), pen.between(0.4, 0.75), pen.between(-0.22, 0.05)
    under = pen.between(0.06, 0.2)

    def put(points: Points) -> Points:
        return placed(points, at, scale=scale)

    flesh = mix(rgb("efe6d2"), cap, pen.between(0.0, 0.25))
    _stem(pen, put, flesh, edge)
    below = pen.fill(put(arc((0.0, edge), (wide * 0.97, under))), lighter(flesh, -0.28))
    rays = [
        ribbon(
            np.array(
                [
                    (0.0, edge),
                    (np.cos(a) * wide * 0.5, edge + np.sin(a) * under * 0.5),
                    (np.cos(a) * wide, edge + np.sin(a) * under),
                ]
            ),
            0.012,
        )
        for a in np.linspace(0, np.pi, 26)
    ]
    pen.fill([put(ray) for ray in rays], lighter(flesh, -0.5), inside=below, opacity=0.6)
    peak = pen.between(0.0, 1.0)
    right = [
        (wide, edge),
        (wide * (0.96 - 0.12 * peak), edge - tall * 0.38),
        (wide * (0.62 - 0.2 * peak), edge - tall * 0.82),
    ]
    left = [(-x, y) for x, y in reversed(right)]
    dome = spline([*right, (0.0, edge - tall), *left], closed=False)
    brim = arc((0.0, edge), (wide, under * 0.55), start=180, stop=0, n=24)
    top = pen.fill(put(np.concatenate([dome, brim])), lighter(cap, 0.08), to=lighter(cap, -0.2))
    _skin(pen, top, put, (wide, tall, edge), cap)
    pen.swell(top, depth=0.36 * scale, strength=1.1, gloss=pen.between(0.0, 0.7))


def _stem(pen: Pen, put: _Put, flesh: Colour, edge: float) -> None:
    thin, thick, lean = pen.between(0.1, 0.2), pen.between(0.15, 0.34), pen.between(-0.12, 0.12)
    right = spline(
        [(thin, edge), (thin * 1.05 + lean * 0.3, 0.4), (thick + lean, 0.78), (thick * 0.7 + lean, 0.92)],
        closed=False,
    )
    left = spline(
        [(-thin, edge), (-thin * 1.05 + lean * 0.3, 0.4), (-thick + lean, 0.78), (-thick * 0.7 + lean, 0.92)],
        closed=False,
    )
    stem = pen.fill(put(np.concatenate([right, left[::-1]])), flesh)
    pen.mottle(stem, cloud(pen.rng, pen.size_px, cells=(36, 7), octaves=2), 0.28)
    pen.round_off(stem, strength=0.9)
    if pen.chance(0.45):
        y = edge + pen.between(0.24, 0.34)
        frill = spline(
            [
                (-thin, y - 0.1),
                (thin, y - 0.1),
                (thin * 1.9, y + 0.04),
                (0.0, y + 0.1),
                (-thin * 1.9, y + 0.04),
            ]
        )
        pen.swell(pen.fill(put(frill), lighter(flesh, 0.15)), depth=0.06)


def _skin(pen: Pen, top: Area, put: _Put, shape: tuple[float, float, float], cap: Colour) -> None:
    wide, tall, edge = shape
    pen.mottle(top, cloud(pen.rng, pen.size_px, cells=10), pen.between(0.08, 0.3))
    if not pen.chance(0.55):
        return
    spots = []
    for _ in range(int(pen.rng.integers(7, 18))):
        x, y = pen.between(-0.9, 0.9), pen.between(0.08, 0.95)
        r = pen.between(0.03, 0.085) * (1.2 - y * 0.5)
        spots.append(
            put(arc((x * wide * np.sqrt(1 - y**2 * 0.8), edge - tall * y), (r * 1.2, r * 0.85), n=12))
        )
    pen.swell(pen.fill(spots, lighter(cap, 0.75), inside=top), depth=0.02)
