"""An apple: whole, bitten or halved; blush, specks, stem and leaf."""

from __future__ import annotations

import numpy as np

from handful.demo.noise import cloud
from handful.demo.outlines import Points, arc, petal, placed, ribbon, spline
from handful.demo.pen import Area, Colour, Pen, lighter, mix, rgb

_SKINS = "c8302b 8fb33a d9443a e2b93b a61f2e 6f9e34 d86a3c e3cf62"
_BLUSHES = "d13b2e e8913f f0d060 8f1d2c a8c24a"


def draw_apple(pen: Pen) -> None:
    """Centred, about 0.8 in radius."""
    wide, tall = pen.between(0.92, 1.1), pen.between(0.85, 1.05)
    outline = _outline(pen) * (wide, tall)
    skin = pen.choose(_SKINS)
    if pen.chance(0.16):
        _half(pen, outline, skin)
    else:
        _whole(pen, outline, skin, tall)
    _stem(pen, -0.56 * tall)


def _outline(pen: Pen) -> Points:
    narrow = pen.between(-0.12, 0.06)
    right = [(0.3, -0.76), (0.68, -0.62), (0.84, -0.14), (0.72 + narrow, 0.4), (0.36 + narrow / 2, 0.76)]
    left = [(-x + pen.between(-0.05, 0.05), y + pen.between(-0.04, 0.04)) for x, y in reversed(right)]
    return spline([(0.0, -0.62), *right, (0.0, 0.7), *left])


def _whole(pen: Pen, outline: Points, skin: Colour, tall: float) -> None:
    bite = []
    if pen.chance(0.18):
        bite = [arc((0.82 + 0.1 * i, -0.3 + 0.26 * i), (0.24, 0.22)) for i in (0, 1)]
    if bite:
        pen.fill(outline * (0.97, 0.97), rgb("f4e7be"), to=rgb("e3cd92"))
    body = pen.fill(outline, skin, holes=bite)
    if pen.chance(0.8):
        _blush(pen, body)
    pen.mottle(body, cloud(pen.rng, pen.size_px, cells=(40, 6), octaves=2), pen.between(0.05, 0.3))
    if pen.chance(0.6):
        spots = [
            placed(arc((0, 0), (1, 1), n=8), at, scale=0.014) for at in pen.rng.uniform(-0.8, 0.8, (40, 2))
        ]
        pen.fill(spots, lighter(skin, 0.55), inside=body, opacity=0.7)
    pen.swell(body, depth=0.42, strength=1.15, gloss=pen.between(0.3, 0.9))
    dimple = pen.fill(arc((0.0, -0.6 * tall), (0.3, 0.12)), lighter(skin, -0.5), inside=body, opacity=0.55)
    pen.tint(dimple, -0.1)


def _blush(pen: Pen, body: Area) -> None:
    blush, side = pen.choose(_BLUSHES), pen.between(-0.7, 0.7)
    for reach in np.linspace(0.75, 0.25, 7):
        pen.fill(arc((side, -0.05), (reach, reach * 1.25)), blush, inside=body, opacity=0.16)


def _half(pen: Pen, outline: Points, skin: Colour) -> None:
    rind = pen.fill(outline, skin)
    pen.swell(rind, depth=0.1)
    flesh = rgb("f7efcf")
    face = pen.fill(outline * 0.93, flesh, to=mix(flesh, skin, 0.12))
    pen.mottle(face, cloud(pen.rng, pen.size_px, cells=8), 0.12)
    core = spline([(0.0, -0.4), (0.24, -0.1), (0.18, 0.28), (0.0, 0.4), (-0.18, 0.28), (-0.24, -0.1)])
    pen.fill(ribbon(np.concatenate([core, core[:1]]), 0.025), rgb("c9b77a"))
    for side in (-1, 1):
        seed = placed(petal(0.24, 0.13), (side * 0.08, 0.12), degrees=side * 14)
        pen.swell(pen.fill(seed, rgb("5a3219")), depth=0.04, gloss=0.6)


def _stem(pen: Pen, top: float) -> None:
    lean = pen.between(-0.2, 0.2)
    way = spline(
        [(0.0, top + 0.08), (lean * 0.4, top - 0.14), (lean, top - pen.between(0.24, 0.4))], closed=False
    )
    pen.swell(pen.fill(ribbon(way, (0.05, 0.045, 0.07)), rgb("5b3d22")), depth=0.03)
    if pen.chance(0.45):
        turn = pen.between(45, 80) * (1 if pen.chance(0.5) else -1)
        green = pen.choose("5f8f35 7ca844 4a7a3a")
        leaf = pen.fill(placed(petal(0.55, 0.26), (0.0, top - 0.06), degrees=turn), green)
        pen.swell(leaf, depth=0.08)
        vein = np.array([(0.0, 0.0), (0.0, -0.25), (0.0, -0.5)])
        pen.fill(ribbon(placed(vein, (0.0, top - 0.06), degrees=turn), 0.015), lighter(green, 0.3))
