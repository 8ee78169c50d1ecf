"""A bicycle from the side: wheels, frame in two shapes, handlebar, saddle, and sometimes a basket."""

from __future__ import annotations

import numpy as np

from handful.demo.outlines import Pair, Points, arc, box, ribbon, spline
from handful.demo.pen import Colour, Pen, lighter, rgb

_FRAMES = "d13f35 2f6fb5 2f8f6a e3b23c f2efe8 26272c 8a4fa0 e8838f 6fb0c9"


def draw_bicycle(pen: Pen) -> None:
    """Facing right, the wheels on y = 0.75."""
    r = pen.between(0.36, 0.44)
    rear, front = (-0.52, 0.75 - r), (0.54, 0.75 - r)
    paint, dark = pen.choose(_FRAMES), pen.choose("1f1f23 5a4632 3a3a40")
    for hub in (rear, front):
        _wheel(pen, hub, r, dark)
    saddle, neck = (-0.22, pen.between(-0.3, -0.18)), (0.36, pen.between(-0.26, -0.16))
    crank = (-0.06, 0.75 - r + pen.between(0.02, 0.1))
    _frame(pen, paint, (rear, front), (saddle, neck, crank))
    _saddle(pen, saddle, dark)
    _handlebar(pen, neck, dark)
    _crank(pen, crank, rear)
    if pen.chance(0.35):
        basket = pen.fill(np.array([(0.5, -0.32), (0.86, -0.32), (0.8, -0.06), (0.56, -0.06)]), rgb("b08a55"))
        lines = [
            ribbon(np.array([(0.45, y), (0.7, y), (0.95, y)]), 0.015) for y in np.linspace(-0.29, -0.08, 5)
        ]
        pen.fill(lines, rgb("7a5a32"), inside=basket)
        pen.swell(basket, depth=0.06)


def _wheel(pen: Pen, hub: Pair, r: float, tyre: Colour) -> None:
    angles = np.arange(14) * (2 * np.pi / 14) + pen.between(0, 1)
    spokes = [_bar(hub, (hub[0] + r * np.cos(a), hub[1] + r * np.sin(a)), 0.009) for a in angles]
    pen.fill(spokes, rgb("b4b7bd"), opacity=0.9)
    inner = pen.fill(arc(hub, (r * 0.92, r * 0.92)), rgb("c3c6cb"), holes=[arc(hub, (r * 0.87, r * 0.87))])
    outer = pen.fill(arc(hub, (r, r)), tyre, holes=[arc(hub, (r * 0.91, r * 0.91))])
    pen.swell(inner, depth=0.02, gloss=0.5)
    pen.swell(outer, depth=0.03)
    pen.fill(arc(hub, (0.035, 0.035), n=16), rgb("8b8e94"))


def _bar(a: Pair, b: Pair, width: float) -> Points:
    return ribbon(np.linspace(np.array(a), np.array(b), 4), width)


def _frame(pen: Pen, paint: Colour, hubs: tuple[Pair, Pair], joints: tuple[Pair, Pair, Pair]) -> None:
    (rear, front), (saddle, neck, crank) = hubs, joints
    thick = pen.between(0.04, 0.06)
    if pen.chance(0.35):
        dip = (0.02, crank[1] - 0.16)
        top = ribbon(
            spline([(neck[0] + 0.02, neck[1] + 0.06), dip, (-0.14, crank[1] - 0.16)], closed=False), thick
        )
    else:
        top = _bar((saddle[0] + 0.04, saddle[1] + 0.1), (neck[0], neck[1] + 0.04), thick)
    tubes = [
        top,
        _bar(saddle, crank, thick),
        _bar((neck[0] + 0.01, neck[1] + 0.08), crank, thick * 1.1),
        _bar(crank, rear, thick * 0.7),
        _bar((saddle[0] + 0.04, saddle[1] + 0.12), rear, thick * 0.6),
        _bar((neck[0] - 0.02, neck[1] - 0.06), (neck[0] + 0.06, neck[1] + 0.16), thick),
        _bar((neck[0] + 0.06, neck[1] + 0.16), front, thick * 0.8),
    ]
    pen.swell(pen.fill(tubes, paint), depth=0.03, strength=1.2, gloss=0.5)


def _saddle(pen: Pen, at: Pair, dark: Colour) -> None:
    x, y = at
    pen.fill(_bar((x - 0.01, y - 0.08), (x + 0.04, y + 0.1), 0.03), rgb("b4b7bd"))
    seat = spline(
        [
            (x - 0.17, y - 0.13),
            (x - 0.05, y - 0.15),
            (x + 0.16, y - 0.12),
            (x, y - 0.06),
            (x - 0.13, y - 0.05),
        ]
    )
    pen.swell(pen.fill(seat, dark), depth=0.04, gloss=0.4)


def _handlebar(pen: Pen, neck: Pair, dark: Colour) -> None:
    x, y = neck[0] - 0.02, neck[1] - 0.06
    if pen.chance(0.5):
        way = spline([(x, y), (x + 0.02, y - 0.1), (x - 0.12, y - 0.14), (x - 0.26, y - 0.08)], closed=False)
    else:
        way = spline(
            [(x, y - 0.04), (x + 0.16, y - 0.08), (x + 0.22, y + 0.04), (x + 0.1, y + 0.1)], closed=False
        )
    pen.fill(ribbon(way, 0.035), rgb("aeb1b7"))
    pen.swell(pen.fill(ribbon(way[-12:], 0.055), dark), depth=0.03)


def _crank(pen: Pen, at: Pair, rear: Pair) -> None:
    ring = pen.fill(arc(at, (0.1, 0.1)), rgb("77797f"), holes=[arc(at, (0.06, 0.06))])
    pen.swell(ring, depth=0.02)
    chain = [_bar((at[0], at[1] + s * 0.1), (rear[0], rear[1] + s * 0.05), 0.012) for s in (-1, 1)]
    pen.fill(chain, rgb("4a4a4e"))
    angle = pen.between(0, np.pi)
    for side in (-1, 1):
        pedal = (at[0] + side * 0.16 * np.cos(angle), at[1] + side * 0.16 * np.sin(angle))
        pen.fill(_bar(at, pedal, 0.025), lighter(rgb("77797f"), 0.2))
        pen.fill(
            box(pedal[0] - 0.06, pedal[1] - 0.02, pedal[0] + 0.06, pedal[1] + 0.02, radius=0.01),
            rgb("2a2a2e"),
        )
