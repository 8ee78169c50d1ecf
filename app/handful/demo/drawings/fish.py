"""A fish from the side: body, fins, tail, scales, stripes or spots."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, placed, ribbon, spline
from handful.demo.pen import Area, Colour, Pen, lighter, mix, rgb

_COLOURS = "f08a32 e3bd3c 4f86c6 c9d3d8 d5533f 48a39a 7d8f5a e7a3a0 3d4f7c 9c6bb0"
_SECONDS = "f7f3e8 2b2b33 f2d04f 2f6fb0 e4572e 8ad0d6"


def draw_fish(pen: Pen) -> None:
    """The head to the right, 1.8 long."""
    tall = pen.between(0.26, 0.56)
    colour, second = pen.choose(_COLOURS), pen.choose(_SECONDS)
    fins = second if pen.chance(0.4) else lighter(colour, -0.12)
    _tail(pen, fins)
    _fins(pen, tall, fins)
    body = pen.fill(
        _body(pen, tall), lighter(colour, -0.25), to=mix(lighter(colour, 0.35), rgb("ffffff"), 0.25)
    )
    _pattern(pen, body, tall, colour, second)
    if pen.chance(0.75):
        _scales(pen, body, lighter(colour, -0.35))
    pen.swell(body, depth=tall * 0.6, strength=1.0, gloss=pen.between(0.1, 0.6))
    _head(pen, tall, colour)
    side = pen.fill(
        placed(_fin(pen, 0.3), (0.22, tall * 0.22), degrees=pen.between(10, 50)), fins, opacity=0.9
    )
    pen.swell(side, depth=0.05)


def _body(pen: Pen, tall: float) -> Points:
    hump, waist = pen.between(0.85, 1.1), pen.between(0.07, 0.12)
    top = [(0.9, 0.0), (0.72, -tall * 0.55), (0.25, -tall * hump), (-0.25, -tall * 0.75), (-0.62, -waist)]
    under = [(-0.62, waist), (-0.25, tall * 0.7), (0.25, tall * pen.between(0.8, 1.05)), (0.7, tall * 0.5)]
    return spline([*top, *under])


def _fin(pen: Pen, length: float) -> Points:
    """A fin that grows from the origin to the left."""
    return spline(
        [
            (0.0, -0.05),
            (-length * 0.7, -length * 0.45),
            (-length, -length * 0.1),
            (-length * 0.8, length * 0.3),
            (0.0, 0.06),
        ]
    )


def _rays(pen: Pen, fin: Area, root: tuple[float, float], turns: tuple[float, float], colour: Colour) -> None:
    rays = [
        ribbon(placed(np.array([(0.0, 0.0), (-0.3, 0.0), (-0.6, 0.0)]), root, degrees=float(turn)), 0.014)
        for turn in np.linspace(*turns, 8)
    ]
    pen.fill(rays, lighter(colour, -0.3), inside=fin, opacity=0.6)


def _tail(pen: Pen, colour: Colour) -> None:
    spread, fork, reach = pen.between(0.26, 0.48), pen.between(0.0, 0.26), pen.between(0.92, 1.05)
    knots = [
        (-0.5, -0.06),
        (-0.75, -spread * 0.6),
        (-reach, -spread),
        (-reach + fork, 0.0),
        (-reach, spread),
        (-0.75, spread * 0.6),
        (-0.5, 0.06),
    ]
    tail = pen.fill(spline(knots), colour, to=lighter(colour, 0.25), along=(-1.0, 0.0))
    _rays(pen, tail, (-0.5, 0.0), (-45, 45), colour)
    pen.swell(tail, depth=0.08)


def _fins(pen: Pen, tall: float, colour: Colour) -> None:
    high, start = pen.between(0.12, 0.42), pen.between(0.2, 0.5)
    back = [
        (start, -tall * 0.7),
        (start - 0.2, -tall - high),
        (-0.2, -tall - high * 0.6),
        (-0.5, -tall * 0.35),
        (0.0, -tall * 0.3),
    ]
    low = [
        (-0.05, tall * 0.6),
        (-0.22, tall + high * 0.7),
        (-0.48, tall * 0.75 + high * 0.2),
        (-0.45, tall * 0.2),
    ]
    belly = [(0.3, tall * 0.7), (0.1, tall + high * 0.65), (0.02, tall * 0.7)]
    for knots, root in ((back, (0.3, 0.0)), (low, (0.2, 0.0)), (belly, (0.4, 0.2))):
        fin = pen.fill(spline(knots), colour, to=lighter(colour, 0.2))
        _rays(pen, fin, root, (-170, 170), colour)
        pen.swell(fin, depth=0.06)


def _pattern(pen: Pen, body: Area, tall: float, colour: Colour, second: Colour) -> None:
    kind = pen.rng.integers(5)
    if kind == 0:
        for x in np.linspace(-0.35, 0.42, int(pen.rng.integers(2, 6))):
            bow = np.array([(x, -1.0), (x + 0.08, 0.0), (x, 1.0)])
            pen.fill(ribbon(spline(bow, closed=False), pen.between(0.06, 0.16)), second, inside=body)
    elif kind == 1:
        for y in np.linspace(-tall * 0.4, tall * 0.3, int(pen.rng.integers(1, 4))):
            pen.fill(
                ribbon(np.array([(-0.7, y), (0.0, y * 1.2), (0.55, y)]), (0.03, 0.07)), second, inside=body
            )
    elif kind == 2:
        spots = [
            arc((x, y * tall), (r, r), n=12)
            for x, y, r in pen.rng.uniform((-0.6, -0.9, 0.02), (0.5, 0.4, 0.05), (26, 3))
        ]
        pen.fill(spots, second, inside=body, opacity=0.85)
    elif kind == 3:
        patches = cloud(pen.rng, pen.size_px, cells=7, octaves=2)
        pen.mottle(body, np.clip((patches - 0.5) * 6 + 0.5, 0, 1), 0.55)


def _scales(pen: Pen, body: Area, colour: Colour) -> None:
    step = pen.between(0.1, 0.16)
    rows = enumerate(np.arange(-0.6, 0.6, step * 0.6))
    marks = [
        ribbon(arc((x + step / 2 * (i % 2), y), (step * 0.5, step * 0.55), start=100, stop=260, n=7), 0.012)
        for i, y in rows
        for x in np.arange(-0.6, 0.42, step)
    ]
    pen.fill(marks, colour, inside=body, opacity=pen.between(0.2, 0.5))


def _head(pen: Pen, tall: float, colour: Colour) -> None:
    gill = arc((0.62, 0.02), (0.22, tall * 0.75), start=120, stop=240, n=20)
    pen.fill(ribbon(gill, (0.01, 0.035, 0.01)), lighter(colour, -0.5), opacity=0.7)
    mouth = spline([(0.89, 0.03), (0.82, 0.06), (0.76, 0.05 + pen.between(0.0, 0.05))], closed=False)
    pen.fill(ribbon(mouth, 0.025), lighter(colour, -0.6))
    eye, at = pen.between(0.05, 0.085), (0.66, -tall * 0.22)
    pen.fill(arc(at, (eye, eye), n=24), rgb("f5e9c0") if pen.chance(0.6) else rgb("ffffff"))
    pen.fill(arc(at, (eye * 0.6, eye * 0.6), n=20), rgb("15151a"))
    pen.fill(arc((at[0] + eye * 0.2, at[1] - eye * 0.25), (eye * 0.2, eye * 0.2), n=10), rgb("ffffff"))
