"""A key: the bow in five shapes, an old bit or a modern blade, metals, a ring or a tag."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, box, placed
from handful.demo.pen import Colour, Pen, lighter, rgb

_METALS = "c9a24a b9bcc2 a8693f 8a8d93 d8b767 6d5a45 e0dccb"
_CAPS = "d9503f 2f6f9f 3f8f5f 2e2e34 e2a93b 7c4f8f"


def draw_key(pen: Pen) -> None:
    """Upright: the bow at the top, the bit at the bottom, 1.8 long."""
    metal = pen.choose(_METALS)
    if pen.chance(0.2):
        _ring(pen, lighter(rgb("b9bcc2"), pen.between(-0.3, 0.1)))
    old = pen.chance(0.7)
    outlines, holes = _old(pen) if old else _modern(pen)
    body = pen.fill(outlines, metal, to=lighter(metal, -0.15), along=(1.0, 0.0), holes=holes)
    rough = cloud(pen.rng, pen.size_px, cells=24, octaves=3)
    pen.mottle(body, rough, pen.between(0.1, 0.6))
    pen.swell(body, depth=0.05 if old else 0.025, strength=1.3, gloss=pen.between(0.3, 0.9))
    if not old:
        _groove(pen, metal)
        if pen.chance(0.25):
            _cap(pen)


def _old(pen: Pen) -> tuple[list[Points], list[Points]]:
    bow, holes = _bow(pen)
    thick = pen.between(0.045, 0.07)
    shaft = box(-thick, -0.35, thick, 0.9, radius=thick * 0.8)
    collars = [box(-thick * w, y, thick * w, y + 0.07, radius=0.03) for w, y in ((2.0, -0.3), (1.6, -0.16))]
    reach, top = pen.between(0.24, 0.4), pen.between(0.42, 0.55)
    bit = [box(0.0, top, reach, 0.84, radius=0.01)]
    n_cuts = int(pen.rng.integers(1, 4))
    for y in np.linspace(top + 0.08, 0.76, n_cuts):
        holes.append(box(reach * pen.between(0.45, 0.7), y - 0.03, reach + 0.1, y + 0.03))
    if pen.chance(0.4):
        holes.append(box(reach * 0.3, 0.76, reach * 0.55, 0.9))
    return [*bow, shaft, *collars, *bit], holes


def _bow(pen: Pen) -> tuple[list[Points], list[Points]]:
    kind, r = pen.rng.integers(4), pen.between(0.28, 0.38)
    at = (0.0, -0.62)
    if kind == 0:
        return [arc(at, (r, r))], [arc(at, (r * 0.66, r * 0.66))]
    if kind == 1:
        return [arc(at, (r * 1.3, r * 0.95))], [arc(at, (r * 0.95, r * 0.6))]
    if kind == 2:
        centres = [(-r * 0.8, -0.52), (r * 0.8, -0.52), (0.0, -0.86)]
        return [arc(c, (r * 0.62, r * 0.62)) for c in centres], [
            arc(c, (r * 0.34, r * 0.34)) for c in centres
        ]
    heart = [arc((side * r * 0.62, -0.68), (r * 0.68, r * 0.62)) for side in (-1, 1)]
    holes = [arc((side * r * 0.62, -0.68), (r * 0.4, r * 0.34)) for side in (-1, 1)]
    return [*heart, np.array([(-r * 1.2, -0.55), (r * 1.2, -0.55), (0.0, -0.25)])], holes


def _modern(pen: Pen) -> tuple[list[Points], list[Points]]:
    wide = pen.between(0.3, 0.42)
    square = pen.chance(0.5)
    head = box(-wide, -0.95, wide, -0.3, radius=0.12) if square else arc((0.0, -0.62), (wide, 0.36))
    hole = arc((0.0, -0.8), (0.09, 0.09)) if pen.chance(0.6) else box(-0.16, -0.86, 0.16, -0.74, radius=0.05)
    n = int(pen.rng.integers(5, 9))
    y = np.linspace(-0.1, 0.78, n * 2)
    x = np.where(np.arange(n * 2) % 2 == 0, 0.13, 0.13 - pen.rng.uniform(0.04, 0.12, n * 2))
    teeth = np.stack([x, y], axis=1)
    blade = np.concatenate([[(0.13, -0.4)], teeth, [(0.0, 0.92), (-0.13, 0.8), (-0.13, -0.4)]])
    return [head, blade], [hole]


def _groove(pen: Pen, metal: Colour) -> None:
    x = pen.between(-0.07, -0.02)
    pen.fill(box(x - 0.018, -0.2, x + 0.018, 0.76, radius=0.015), lighter(metal, -0.45), opacity=0.8)
    pen.fill(box(x + 0.02, -0.2, x + 0.032, 0.76), lighter(metal, 0.4), opacity=0.6)


def _cap(pen: Pen) -> None:
    colour = pen.choose(_CAPS)
    cap = pen.fill(box(-0.42, -1.0, 0.42, -0.3, radius=0.16), colour, holes=[arc((0.0, -0.82), (0.1, 0.1))])
    pen.swell(cap, depth=0.08, gloss=0.5)


def _ring(pen: Pen, metal: Colour) -> None:
    r = pen.between(0.26, 0.36)
    at = (pen.between(-0.15, 0.15), -0.8 - r * 0.7)
    ring = pen.fill(arc(at, (r, r)), metal, holes=[arc(at, (r * 0.86, r * 0.86))])
    pen.swell(ring, depth=0.03, gloss=0.8)
    if pen.chance(0.5):
        tag = placed(
            box(-0.2, 0.0, 0.2, 0.6, radius=0.08),
            (at[0] + r * 0.7, at[1] + r * 0.5),
            degrees=pen.between(-50, -10),
        )
        pen.swell(pen.fill(tag, pen.choose(_CAPS)), depth=0.05, gloss=0.3)
