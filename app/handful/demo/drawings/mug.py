"""A mug: taper, bulge, handle, glaze and what is in it."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, placed, ribbon, spline, star
from handful.demo.pen import Area, Colour, Pen, lighter, mix, rgb

_GLAZES = "d9503f e9b44c 2f7f86 f4efe6 3c5a99 7fa650 c86b85 3b3a40 e8875b 8fb8c9 6d4c7d f6d7c3"
_DRINKS = "4a2c1a 6b4226 8a4b1f c58a4a 3a2115 b8c26a"


def draw_mug(pen: Pen) -> None:
    """Centred, standing on y = 0.85 or so, the handle to the right."""
    rim, height, lean = pen.between(0.5, 0.68), pen.between(0.5, 0.76), pen.between(0.14, 0.36)
    foot = rim * pen.between(0.68, 1.04)
    glaze = pen.choose(_GLAZES)
    second = mix(pen.choose(_GLAZES), glaze, 0.15)
    _handle(pen, rim, foot, height, second if pen.chance(0.25) else glaze)
    belly = (rim + foot) / 2 + pen.between(-0.04, 0.14)
    right = spline([(rim, -height), (belly, 0.0), (foot, height)], closed=False)
    base = arc((0.0, height), (foot, foot * lean), start=0, stop=180)
    left = right[::-1] * (-1.0, 1.0)
    front = arc((0.0, -height), (rim, rim * lean), start=180, stop=0)
    body = pen.fill(np.concatenate([right, base, left, front]), glaze)
    _decorate(pen, body, (belly, height, lean), glaze, second)
    pen.round_off(body, strength=pen.between(0.85, 1.25), gloss=pen.between(0.1, 0.7))
    _mouth(pen, rim, height, lean, glaze)


def _handle(pen: Pen, rim: float, foot: float, height: float, colour: Colour) -> None:
    reach, top, low = pen.between(0.26, 0.46), pen.between(0.45, 0.7), pen.between(0.3, 0.65)
    edge = (rim + foot) / 2
    way = spline(
        [
            (edge * 0.85, -height * top),
            (edge + reach * 0.75, -height * top * 1.02),
            (edge + reach, -height * 0.05),
            (edge + reach * 0.62, height * low * 0.85),
            (edge * 0.85, height * low),
        ],
        closed=False,
    )
    ear = pen.fill(ribbon(way, pen.between(0.11, 0.2)), lighter(colour, -0.06))
    pen.swell(ear, depth=0.06, strength=1.1, gloss=0.4)


def _decorate(pen: Pen, body: Area, shape: tuple[float, float, float], glaze: Colour, second: Colour) -> None:
    belly, height, lean = shape

    def band(y: float, width: float, colour: Colour) -> None:
        curve = arc((0.0, y), (belly * 1.15, belly * 1.15 * lean), start=-5, stop=185)
        pen.fill(ribbon(curve, width), colour, inside=body)

    kind = pen.rng.integers(6)
    if kind == 0:
        for y in np.linspace(-height * 0.6, height * 0.7, int(pen.rng.integers(2, 6))):
            band(float(y) - belly * lean * 0.5, pen.between(0.05, 0.16), second)
    elif kind == 1:
        band(height * 0.9, height * pen.between(0.5, 1.2), second)
    elif kind == 2:
        dots = [placed(spot, at, scale=pen.between(0.05, 0.09)) for spot, at in _spots(pen, belly, height)]
        pen.fill(dots, second, inside=body)
    elif kind == 3:
        mark = _heart() if pen.chance(0.5) else star(5, 1.0, 0.45)
        pen.fill(
            placed(mark, (pen.between(-0.2, 0.1), 0.1), scale=pen.between(0.18, 0.3)), second, inside=body
        )
    elif kind == 4:
        pen.mottle(body, cloud(pen.rng, pen.size_px, cells=pen.between(20, 40), octaves=2), 0.35)


def _spots(pen: Pen, belly: float, height: float) -> list[tuple[Points, tuple[float, float]]]:
    spot, step = arc((0.0, 0.0), (1.0, 1.0), n=16), pen.between(0.24, 0.36)
    rows = np.arange(-height * 0.7, height * 1.1, step)
    columns = np.arange(-belly, belly + step, step)
    return [(spot, (x + step / 2 * (i % 2), y)) for i, y in enumerate(rows) for x in columns]


def _heart() -> Points:
    return spline(
        [
            (0.0, -0.45),
            (0.5, -0.85),
            (0.95, -0.35),
            (0.5, 0.35),
            (0.0, 0.9),
            (-0.5, 0.35),
            (-0.95, -0.35),
            (-0.5, -0.85),
        ]
    )


def _mouth(pen: Pen, rim: float, height: float, lean: float, glaze: Colour) -> None:
    lip = pen.fill(arc((0.0, -height), (rim, rim * lean)), lighter(glaze, 0.28))
    pen.round_off(lip, strength=0.4)
    lining = mix(glaze, rgb("f7f1e6"), 1.0 if pen.chance(0.5) else 0.15)
    inner = rim * 0.92
    hollow = pen.fill(
        arc((0.0, -height + 0.01), (inner, inner * lean)), lighter(lining, -0.5), to=lighter(lining, -0.05)
    )
    pen.round_off(hollow, along=(-1.0, 0.0), strength=0.6)
    if not pen.chance(0.75):
        return
    drink, depth = pen.choose(_DRINKS), pen.between(0.05, 0.2)
    size = (inner * 0.97, inner * lean * 0.95)
    surface = pen.fill(arc((0.0, -height + depth), size), drink, to=lighter(drink, 0.18), inside=hollow)
    if pen.chance(0.5):
        foam = arc((pen.between(-0.1, 0.1), -height + depth), (size[0] * 0.6, size[1] * 0.6))
        pen.fill(foam, mix(drink, rgb("f3e3c8"), 0.7), inside=surface, opacity=0.8)
