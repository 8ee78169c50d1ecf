"""Small things that lie about in a scene and belong to no class. Owns their drawing, not where they lie."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from handful.demo.outlines import arc, box, petal, placed, ribbon, spline
from handful.demo.pen import Pen, lighter, rgb

_PAINTS = "d9503f e9b44c 2f7f86 f4efe6 3c5a99 7fa650 c86b85 3b3a40 e8875b 8a5a33"
Trifle = Callable[[Pen], None]


def _pebble(pen: Pen) -> None:
    radii = pen.rng.uniform(0.65, 1.0, 8)
    angles = np.arange(8) * np.pi / 4
    outline = spline(np.stack([radii * np.cos(angles), radii * np.sin(angles) * 0.8], axis=1))
    pen.swell(pen.fill(outline, pen.choose("8d8d90 a39a90 6a6d73 b5a898 d8d4cc")), depth=0.5)


def _coin(pen: Pen) -> None:
    metal = pen.choose("c9a24a b9bcc2 a8693f")
    pen.swell(pen.fill(arc((0, 0), (0.7, 0.7)), metal), depth=0.1, gloss=0.6)
    pen.swell(pen.fill(arc((0, 0), (0.55, 0.55)), lighter(metal, 0.08)), depth=0.06)


def _pencil(pen: Pen) -> None:
    paint = pen.choose(_PAINTS)
    pen.fill(np.array([(1.3, -0.12), (1.7, 0.0), (1.3, 0.12)]), rgb("e3c79a"))
    pen.fill(np.array([(1.57, -0.04), (1.7, 0.0), (1.57, 0.04)]), lighter(paint, -0.4))
    pen.round_off(pen.fill(box(-1.3, -0.12, 1.3, 0.12), paint), along=(0.0, 1.0), gloss=0.4)
    pen.fill(box(-1.5, -0.12, -1.25, 0.12, radius=0.05), rgb("e8a0a0"))


def _button(pen: Pen) -> None:
    holes = [arc((x, y), (0.09, 0.09), n=12) for x in (-0.16, 0.16) for y in (-0.16, 0.16)]
    pen.swell(pen.fill(arc((0, 0), (0.55, 0.55)), pen.choose(_PAINTS), holes=holes), depth=0.12, gloss=0.5)


def _card(pen: Pen) -> None:
    pen.fill(box(-1.1, -0.75, 1.1, 0.75, radius=0.06), pen.choose("f6f2e8 eee6d2 d9503f 3c5a99 e9b44c"))
    lines = [box(-0.85, y, 0.85 - 0.5 * (y > 0.2), y + 0.06) for y in (-0.4, -0.1, 0.2)]
    pen.fill(lines, rgb("7a7a80"), opacity=0.6)


def _block(pen: Pen) -> None:
    paint = pen.choose(_PAINTS)
    pen.fill(np.array([(-0.7, -0.5), (-0.4, -0.8), (0.9, -0.8), (0.6, -0.5)]), lighter(paint, 0.3))
    pen.fill(np.array([(0.6, -0.5), (0.9, -0.8), (0.9, 0.5), (0.6, 0.8)]), lighter(paint, -0.3))
    pen.swell(pen.fill(box(-0.7, -0.5, 0.6, 0.8), paint), depth=0.06)


def _ball(pen: Pen) -> None:
    paint = pen.choose(_PAINTS)
    ball = pen.fill(arc((0, 0.1), (0.7, 0.7)), paint)
    if pen.chance(0.5):
        pen.fill(
            ribbon(arc((0, -0.3), (0.75, 0.4), start=0, stop=180), 0.25), pen.choose(_PAINTS), inside=ball
        )
    pen.swell(ball, depth=0.5, gloss=0.7)


def _books(pen: Pen) -> None:
    y = 0.8
    for _ in range(int(pen.rng.integers(1, 5))):
        wide, tall, shift = pen.between(0.8, 1.3), pen.between(0.16, 0.3), pen.between(-0.2, 0.2)
        cover = pen.fill(box(shift - wide, y - tall, shift + wide, y, radius=0.04), pen.choose(_PAINTS))
        pen.fill(box(shift + wide * 0.7, y - tall, shift + wide * 0.78, y), rgb("f2ead8"), inside=cover)
        pen.round_off(cover, along=(0.0, 1.0), strength=0.6)
        y -= tall


def _jar(pen: Pen) -> None:
    paint = pen.choose(_PAINTS)
    body = pen.fill(box(-0.4, -0.6, 0.4, 0.8, radius=0.16), paint)
    pen.fill(box(-0.5, -0.1, 0.5, 0.4), rgb("f4efe2"), inside=body)
    pen.round_off(body, strength=1.1, gloss=0.5)
    pen.round_off(pen.fill(box(-0.34, -0.85, 0.34, -0.55, radius=0.05), lighter(paint, -0.4)))


def _blossom(pen: Pen) -> None:
    colour, n = pen.choose("f2efe6 e8a0b0 f2d96a 9a7ac9 e0705a"), int(pen.rng.integers(5, 9))
    petals = [placed(petal(0.8, 0.55), (0.0, 0.0), degrees=i * 360 / n) for i in range(n)]
    pen.swell(pen.fill(petals, colour), depth=0.12)
    pen.swell(pen.fill(arc((0, 0), (0.2, 0.2)), rgb("e0a83f")), depth=0.1)


def _twig(pen: Pen) -> None:
    way = spline(pen.rng.uniform(-0.25, 0.25, (5, 2)) + np.linspace((-1.6, 0.0), (1.6, 0.0), 5), closed=False)
    pen.swell(pen.fill(ribbon(way, (0.14, 0.09, 0.04)), pen.choose("6b4a2f 8a6a4a 4a3a2f")), depth=0.05)


def _bubbles(pen: Pen) -> None:
    for x, y, r in pen.rng.uniform((-1, -1, 0.08), (1, 1, 0.26), (6, 3)).tolist():
        ring = pen.fill(arc((x, y), (r, r), n=24), rgb("dff4f6"), opacity=0.25)
        pen.fill(arc((x - r * 0.3, y - r * 0.35), (r * 0.25, r * 0.2), n=12), rgb("ffffff"), inside=ring)


def _weed(pen: Pen) -> None:
    green = pen.choose("3f7a4a 6f9a4a 2f5f55 8a5a4a")
    for x in pen.rng.uniform(-0.6, 0.6, 4).tolist():
        sway = pen.rng.uniform(-0.3, 0.3, 5)
        way = np.stack([x + sway, np.linspace(1.2, pen.between(-1.6, -0.4), 5)], axis=1)
        pen.swell(pen.fill(ribbon(spline(way, closed=False), (0.16, 0.2, 0.04)), green), depth=0.08)


def _tuft(pen: Pen) -> None:
    green = pen.choose("5f8f35 7ca844 4a7a3a 8f8f4a")
    for x in pen.rng.uniform(-0.6, 0.6, 7).tolist():
        way = [(x * 0.4, 0.8), (x * 0.8, 0.0), (x * 1.6, pen.between(-0.9, -0.3))]
        pen.fill(
            ribbon(spline(way, closed=False), (0.12, 0.1, 0.02)), lighter(green, pen.between(-0.25, 0.25))
        )


ON_A_TABLE: tuple[Trifle, ...] = (_pebble, _coin, _pencil, _pencil, _button, _card, _twig)
STANDING: tuple[Trifle, ...] = (_block, _ball, _books, _jar, _jar)
OUTSIDE: tuple[Trifle, ...] = (_pebble, _blossom, _twig, _tuft, _tuft)
AMONG_LEAVES: tuple[Trifle, ...] = (_blossom, _twig)
UNDER_WATER: tuple[Trifle, ...] = (_bubbles, _weed, _weed, _pebble)
