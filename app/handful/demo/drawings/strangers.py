"""Things that belong to no class of the demo: clock, sailing boat, chair, die, snowman, balloon, guitar."""

from __future__ import annotations

import numpy as np

from handful.demo.outlines import arc, box, ribbon, spline
from handful.demo.pen import Pen, lighter, rgb

_PIPS = {
    1: [(0.5, 0.5)],
    2: [(0.25, 0.25), (0.75, 0.75)],
    3: [(0.25, 0.25), (0.5, 0.5), (0.75, 0.75)],
    4: [(x, y) for x in (0.27, 0.73) for y in (0.27, 0.73)],
    5: [(0.5, 0.5), *[(x, y) for x in (0.25, 0.75) for y in (0.25, 0.75)]],
    6: [(x, y) for x in (0.27, 0.73) for y in (0.22, 0.5, 0.78)],
}


def draw_clock(pen: Pen) -> None:
    """A round face, 0.85 in radius."""
    case = pen.choose("d9503f 2f6f9f 2e2e34 e2a93b")
    pen.swell(pen.fill(arc((0, 0), (0.85, 0.85)), case), depth=0.12, gloss=0.6)
    pen.fill(arc((0, 0), (0.72, 0.72)), rgb("f7f3e8"))
    for hour in range(12):
        a, long = np.radians(hour * 30), 0.12 if hour % 3 == 0 else 0.06
        tick = np.outer(np.linspace(0.66 - long, 0.66, 3), (np.sin(a), -np.cos(a)))
        pen.fill(ribbon(tick, 0.035), rgb("2a2a2e"))
    for length, width in ((0.36, 0.06), (0.56, 0.04)):
        a = pen.between(0, 2 * np.pi)
        pen.fill(
            ribbon(np.outer(np.linspace(-0.08, length, 3), (np.sin(a), -np.cos(a))), width), rgb("1d1d22")
        )
    pen.fill(arc((0, 0), (0.05, 0.05)), case)


def draw_boat(pen: Pen) -> None:
    """A hull and two sails."""
    hull, sail = pen.choose("b5442f 2f5f8f 7a4f2f"), pen.choose("f5f0e4 e9b94c e0705a")
    pen.fill(box(-0.02, -0.92, 0.02, 0.4), rgb("6b4a2f"))
    main = pen.fill(spline([(0.05, -0.88), (0.5, -0.1), (0.66, 0.3), (0.05, 0.3)], per_piece=6), sail)
    jib = pen.fill(np.array([(-0.05, -0.8), (-0.05, 0.28), (-0.6, 0.28)]), lighter(sail, -0.1))
    for area in (main, jib):
        pen.swell(area, depth=0.2)
    body = pen.fill(spline([(-0.8, 0.42), (0.85, 0.42), (0.6, 0.75), (0.0, 0.82), (-0.55, 0.75)]), hull)
    pen.fill(box(-0.9, 0.4, 0.9, 0.5), rgb("f4efe2"), inside=body)
    pen.swell(body, depth=0.15, gloss=0.3)


def draw_balloon(pen: Pen) -> None:
    """A hot-air balloon with its basket."""
    first, second = pen.choose("d8433b 2f5fa8 f0b93a"), pen.choose("f2efe6 e8875b 2f8f83")
    skin = pen.fill(
        spline(
            [(0, -0.95), (0.6, -0.62), (0.66, -0.1), (0.2, 0.5), (-0.2, 0.5), (-0.66, -0.1), (-0.6, -0.62)]
        ),
        first,
    )
    for x in (-0.42, 0.0, 0.42):
        gore = [
            (x * 0.3, -1.0),
            (x + 0.13, -0.3),
            (x * 0.4 + 0.05, 0.55),
            (x * 0.4 - 0.05, 0.55),
            (x - 0.13, -0.3),
        ]
        pen.fill(spline(gore), second, inside=skin)
    pen.swell(skin, depth=0.4, strength=1.1, gloss=0.2)
    for side in (-1, 1):
        pen.fill(
            ribbon(np.array([(0.18 * side, 0.5), (0.14 * side, 0.65), (0.1 * side, 0.78)]), 0.015),
            rgb("4a3b30"),
        )
    pen.swell(pen.fill(box(-0.13, 0.76, 0.13, 0.96, radius=0.03), rgb("9a6b3a")), depth=0.05)


def draw_chair(pen: Pen) -> None:
    """A wooden chair, the feet at y = 0.9."""
    wood = pen.choose("a8743f d9b98a 5f4030 c9502f")
    parts = [
        box(0.2, 0.05, 0.28, 0.78),
        box(-0.4, -0.9, -0.31, 0.9),
        box(0.32, 0.1, 0.41, 0.9),
        box(-0.22, 0.05, -0.15, 0.78),
    ]
    rails = [box(-0.36, y, 0.0, y + 0.1, radius=0.03) for y in (-0.85, -0.6, -0.35)]
    pen.swell(pen.fill([*parts, *rails, box(-0.04, -0.9, 0.04, 0.1)], wood), depth=0.05)
    seat = pen.fill(
        np.array([(-0.45, 0.12), (-0.2, -0.02), (0.42, -0.02), (0.46, 0.12), (0.46, 0.2), (-0.45, 0.2)]),
        lighter(wood, 0.12),
    )
    pen.swell(seat, depth=0.06, gloss=0.3)


def draw_guitar(pen: Pen) -> None:
    """Upright, 1.9 long."""
    wood = pen.choose("c98a45 8a3f25 e0b878 2e2e34")
    side = [(0.12, -0.05), (0.32, 0.02), (0.3, 0.26), (0.26, 0.36), (0.44, 0.6), (0.34, 0.9), (0.0, 0.96)]
    body = pen.fill(spline([*side, *[(-x, y) for x, y in reversed(side[:-1])]]), wood)
    pen.swell(body, depth=0.08, gloss=0.5)
    pen.fill(arc((0, 0.28), (0.13, 0.13)), rgb("1d1512"))
    pen.fill(box(-0.06, -0.75, 0.06, 0.2), lighter(rgb("4a2f1f"), 0.05))
    pen.fill([box(-0.06, y, 0.06, y + 0.012) for y in np.linspace(-0.7, 0.05, 10)], rgb("c9ccd2"))
    pen.swell(pen.fill(box(-0.1, -0.97, 0.1, -0.74, radius=0.03), rgb("3a241a")), depth=0.04)
    pen.fill([box(x - 0.005, -0.9, x + 0.005, 0.72) for x in (-0.03, -0.01, 0.01, 0.03)], rgb("e8e4da"))
    pen.fill(box(-0.14, 0.68, 0.14, 0.74), rgb("3a241a"))


def draw_die(pen: Pen) -> None:
    """A die that shows three of its sides."""
    paint = pen.choose("f4efe2 c8302b 2f5fa8 2e2e34 2f8f6a")
    pip = rgb("f7f3e8") if sum(paint) < 1.8 else rgb("1d1d22")
    corner, right, down, back = (-0.72, -0.28), (0.86, 0.24), (0.02, 0.9), (0.56, -0.44)
    sides = ((right, down, 0.0), (right, back, 0.25), (down, back, -0.3))
    starts = (corner, corner, (corner[0] + right[0], corner[1] + right[1]))
    for (u, v, tone), start, count in zip(sides, starts, pen.rng.permutation(6)[:3] + 1, strict=True):
        axes = np.array([u, v])
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) @ axes + start
        side = pen.fill(square, lighter(paint, tone) if tone else paint)
        pen.swell(side, depth=0.07, gloss=0.3)
        spots = [arc((x, y), (0.09, 0.09), n=24) @ axes + start for x, y in _PIPS[int(count)]]
        pen.fill(spots, pip, inside=side)


def draw_snowman(pen: Pen) -> None:
    """Three balls of snow with a hat and a scarf."""
    snow = rgb("f4f6fa")
    for y, r in ((0.5, 0.44), (-0.1, 0.32), (-0.52, 0.23)):
        pen.swell(pen.fill(arc((0, y), (r * 1.05, r)), snow, to=rgb("c9d3e4")), depth=0.25, strength=1.1)
    for side in (-1, 1):
        way = spline([(side * 0.28, -0.12), (side * 0.55, -0.3), (side * 0.8, -0.36)], closed=False)
        pen.fill(ribbon(way, 0.035), rgb("5b3d22"))
    pen.fill([arc((x, -0.58), (0.03, 0.03), n=12) for x in (-0.09, 0.09)], rgb("1d1d22"))
    pen.fill([arc((0, y), (0.035, 0.035), n=12) for y in (-0.22, -0.08, 0.06)], rgb("1d1d22"))
    pen.swell(pen.fill(np.array([(0.0, -0.54), (0.3, -0.48), (0.0, -0.46)]), rgb("e8853a")), depth=0.03)
    scarf = pen.choose("d8433b 2f6fb5 2f8f6a 8a5aa8")
    pen.swell(
        pen.fill([box(-0.25, -0.38, 0.25, -0.26, radius=0.05), box(0.1, -0.3, 0.22, 0.05)], scarf), depth=0.05
    )
    hat = rgb("26272c")
    pen.swell(
        pen.fill([box(-0.3, -0.76, 0.3, -0.7, radius=0.02), box(-0.18, -1.0, 0.18, -0.72)], hat), depth=0.05
    )
    pen.fill(box(-0.18, -0.8, 0.18, -0.76), scarf)
