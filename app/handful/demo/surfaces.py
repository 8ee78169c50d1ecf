"""Surfaces that fill a square: wood, cloth, paper, stone, grass, brick, sky, water, foliage.

Every surface is a function `(rng, size_px) -> (size_px, size_px, 3) float32`, seen straight on. Owns texture;
knows nothing of what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from handful.demo.noise import Pixels, cloud, grain
from handful.demo.pen import Colour, lighter, mix, rgb

Surface = Callable[[np.random.Generator, int], Pixels]


def pick(rng: np.random.Generator, codes: str) -> Colour:
    """One of the colours 'd94f3d e8b04b ...', a little changed."""
    chosen = codes.split()
    colour = rgb(chosen[int(rng.integers(len(chosen)))])
    return lighter(colour, float(rng.uniform(-0.12, 0.12)))


def blend(share: Pixels, low: Colour, high: Colour) -> Pixels:
    """(h, w) in 0..1 -> (h, w, 3): from one colour to another."""
    a, b = np.array(low, np.float32), np.array(high, np.float32)
    return a + (b - a) * share[..., None]


def softened(pixels: Pixels, radius_px: float) -> Pixels:
    """(h, w, 3) float32 out of focus."""
    image = to_image(pixels).filter(ImageFilter.GaussianBlur(radius_px))
    return np.asarray(image, np.float32) / np.float32(255)


def to_image(pixels: Pixels) -> Image.Image:
    """(h, w, 3) float32 in 0..1 as a picture."""
    return Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))


def _down(size_px: int) -> Pixels:
    return np.broadcast_to(np.linspace(0, 1, size_px, dtype=np.float32)[:, None], (size_px, size_px))


def _rows(rng: np.random.Generator, size_px: int, n: int) -> tuple[Pixels, Pixels]:
    """Which of n rows a pixel lies in, and how far down in it (0..1)."""
    position = _down(size_px) * n + np.float32(rng.random())
    return np.floor(position), position % 1


def wood(rng: np.random.Generator, size_px: int) -> Pixels:
    """Boards with grain that runs across."""
    base = pick(rng, "b98a5a 8a5a36 d9b88a 6b4a35 c9a06a a8927a")
    n = int(rng.integers(2, 7))
    board, inside = _rows(rng, size_px, n)
    warp = cloud(rng, size_px, cells=(2, 6), octaves=2)
    fibre = cloud(rng, size_px, cells=(3, 60), octaves=2)
    rings = 0.5 + 0.5 * np.sin((inside * 3 + warp * 5 + board * 1.7) * np.float32(rng.uniform(4, 9)))
    shade = fibre * 0.5 + rings.astype(np.float32) * 0.3
    tone = rng.uniform(-0.12, 0.12, n + 2).astype(np.float32)[board.astype(int)]
    pixels = blend(shade, lighter(base, -0.22), lighter(base, 0.2)) * (1 + tone)[..., None]
    gap = np.minimum(inside, 1 - inside) * size_px / n < 1.0
    pixels[gap] *= np.float32(0.55)
    return np.asarray(pixels.transpose(1, 0, 2) if rng.random() < 0.4 else pixels, np.float32)


def cloth(rng: np.random.Generator, size_px: int) -> Pixels:
    """Woven cloth: plain, striped, checked or dotted, with folds."""
    ground = pick(rng, "e9e2d4 c9d6d9 d98a7a 7a9fb8 f0d9a8 8f9f7a 3f5270 b85a5a e6c3cd")
    other = pick(rng, "ffffff b5453c 3f6f9f 5f8f6a e0b04a 6a4f6f")
    y, x = np.mgrid[0:size_px, 0:size_px].astype(np.float32) / np.float32(size_px)
    turn, n = rng.uniform(-0.5, 0.5), rng.uniform(5, 16)
    u, v = (x + turn * y) * n, (y - turn * x) * n
    kind = rng.integers(4)
    share = np.zeros((size_px, size_px), np.float32)
    if kind == 1:
        share = (u % 1 < 0.45).astype(np.float32)
    elif kind == 2:
        share = ((u % 1 < 0.5).astype(np.float32) + (v % 1 < 0.5)) / 2
    elif kind == 3:
        share = ((u % 1 - 0.5) ** 2 + (v % 1 - 0.5) ** 2 < 0.05).astype(np.float32)
    weave = np.sin(x * np.float32(size_px * 1.3)) * np.sin(y * np.float32(size_px * 1.3)) * np.float32(0.05)
    folds = cloud(rng, size_px, cells=(3, 2), octaves=2) - np.float32(0.5)
    light = 1 + weave + folds * np.float32(rng.uniform(0.1, 0.45))
    return np.asarray(blend(share, ground, other) * light[..., None], np.float32)


def paper(rng: np.random.Generator, size_px: int) -> Pixels:
    """A sheet: blank, squared or ruled."""
    base = pick(rng, "f6f2e8 eee6d2 e4ebef f3e1cf")
    pixels = blend(cloud(rng, size_px, cells=12, octaves=3), lighter(base, -0.06), base)
    step = max(6, round(size_px / rng.uniform(10, 22)))
    ink = np.array(pick(rng, "8fb0d0 b8b8b8 d9a0a0"), np.float32)
    kind = rng.integers(3)
    if kind > 0:
        pixels[step // 2 :: step] = ink
    if kind > 1:
        pixels[:, step // 2 :: step] = ink
    return pixels


def stone(rng: np.random.Generator, size_px: int) -> Pixels:
    """Asphalt, concrete or marble."""
    base = pick(rng, "8d8d90 a39a90 6a6d73 d8d4cc b5a898")
    cloudy = cloud(rng, size_px, cells=3, octaves=5)
    pixels = blend(cloudy, lighter(base, -0.2), lighter(base, 0.15))
    if rng.random() < 0.4:
        vein = np.abs(cloud(rng, size_px, cells=2.5, octaves=4) - np.float32(0.5))
        pixels *= (1 - np.exp(-vein * 60) * np.float32(0.4))[..., None]
        return pixels
    return pixels + grain(rng, size_px) * np.float32(rng.uniform(0.02, 0.07))


def sand(rng: np.random.Generator, size_px: int) -> Pixels:
    """Rippled sand or earth."""
    base = pick(rng, "dcc49a c9a878 8a6a4a e6d8bb 6f5540")
    bumps = cloud(rng, size_px, cells=(4, 14), octaves=4)
    return blend(bumps, lighter(base, -0.2), lighter(base, 0.15)) + grain(rng, size_px) * np.float32(0.035)


def tiles(rng: np.random.Generator, size_px: int) -> Pixels:
    """Square tiles in one or two colours."""
    one, two = pick(rng, "e8e4da b8c9cc c97a5a 4f6a78 d9cfae"), pick(rng, "ffffff 8a9aa0 e8d9c0 2f3f4a")
    two = two if rng.random() < 0.5 else one
    n, y = int(rng.integers(4, 9)), np.arange(size_px)
    cell = (y * n // size_px)[:, None] + (y * n // size_px)[None, :]
    pixels = (
        blend((cell % 2).astype(np.float32), one, two) * (0.9 + 0.2 * cloud(rng, size_px, cells=6))[..., None]
    )
    seam = (y * n % size_px) < n * 1.5
    pixels[seam] *= np.float32(0.75)
    pixels[:, seam] *= np.float32(0.75)
    return pixels


def grass(rng: np.random.Generator, size_px: int) -> Pixels:
    """Grass, moss or fallen needles, blade by blade."""
    base = pick(rng, "4f7a35 6f9440 3f6a3a 8a8f4a 7a6a45")
    pixels = blend(cloud(rng, size_px, cells=6), lighter(base, -0.45), lighter(base, -0.1))
    image = to_image(pixels)
    draw = ImageDraw.Draw(image)
    length = size_px * rng.uniform(0.03, 0.07)
    starts = rng.uniform(-0.05, 1.05, (600, 2)) * size_px
    lean = rng.normal(0, 0.45, 600) * length
    tones = rng.uniform(-0.35, 0.35, 600)
    for (x, y), dx, tone in zip(starts.tolist(), lean.tolist(), tones.tolist(), strict=True):
        red, green, blue = (round(255 * c) for c in lighter(base, tone))
        tip = (x + dx, y - length * (1 - abs(tone)))
        draw.line([(x, y), tip], fill=(red, green, blue), width=1 + (tone > 0.1) * round(size_px / 160))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(size_px / 500)), np.float32) / np.float32(255)


def plaster(rng: np.random.Generator, size_px: int) -> Pixels:
    """A painted wall, plain or papered in stripes."""
    base = pick(rng, "e9dfcd c8d5cf d9b8a0 8fa8b5 b9c49a 6a7f8f e6c9c0 f2efe8 4f5f6a d9a84f")
    pixels = blend(cloud(rng, size_px, cells=3, octaves=5), lighter(base, -0.1), lighter(base, 0.06))
    if rng.random() < 0.3:
        stripe = (np.arange(size_px) * int(rng.integers(6, 18)) // size_px) % 2
        pixels *= (1 - stripe * np.float32(rng.uniform(0.05, 0.18)))[None, :, None].astype(np.float32)
    return pixels


def brick(rng: np.random.Generator, size_px: int) -> Pixels:
    """Bricks in mortar."""
    base, mortar = pick(rng, "a8553f 8f4a3a c98a6a b5a898 d9d4cc"), pick(rng, "c9c0b0 8a8580 e0dcd2")
    n = int(rng.integers(7, 14))
    row, inside = _rows(rng, size_px, n)
    across = np.linspace(0, n / 2.4, size_px, dtype=np.float32)[None, :] + (row % 2) * 0.5
    column = np.floor(across)
    tone = np.sin(row * 12.9 + column * 78.2) * np.float32(0.16)
    pixels = (
        np.array(base, np.float32)
        * (1 + tone)[..., None]
        * (0.8 + 0.4 * cloud(rng, size_px, cells=24))[..., None]
    )
    joint = (inside < 0.13) | (across % 1 < 0.055)
    pixels[joint] = np.array(mortar, np.float32) * np.float32(0.9)
    return pixels


def sky(rng: np.random.Generator, size_px: int) -> Pixels:
    """Clear, cloudy, grey or at sunset."""
    zenith, low = (
        ("5a93d0", "c9e2f2"), ("3f74b8", "a8cdec"), ("9aa8b5", "dfe4e8"), ("6a6fa8", "f2b88a"),
        ("8fb8dc", "f2f0e6"),
    )[int(rng.integers(5))]  # fmt: skip
    pixels = blend(_down(size_px), rgb(zenith), rgb(low))
    cover = np.clip((cloud(rng, size_px, cells=(2, 4), octaves=5) - rng.uniform(0.35, 0.75)) * 3.2, 0, 1)
    white = mix(rgb("ffffff"), rgb(low), 0.25)
    return np.asarray(pixels + (np.array(white, np.float32) - pixels) * cover[..., None] * 0.9, np.float32)


def water(rng: np.random.Generator, size_px: int) -> Pixels:
    """Under water: darker below, with webs of light."""
    top, deep = pick(rng, "6fc3cf 5fa8c9 8fc9a8 4f8fb5"), pick(rng, "1f5a7a 16485a 2f6a5a 123a5f")
    pixels = blend(np.clip(_down(size_px) + cloud(rng, size_px, cells=3) * 0.4 - 0.2, 0, 1), top, deep)
    web = np.abs(cloud(rng, size_px, cells=(6, 11), octaves=2) - np.float32(0.5))
    light = np.exp(-web * 15) * (1.1 - _down(size_px)) * np.float32(rng.uniform(0.05, 0.4))
    return np.asarray(pixels + light[..., None], np.float32)


def foliage(rng: np.random.Generator, size_px: int) -> Pixels:
    """Leaves and blossoms far out of focus."""
    base = pick(rng, "3f6a3a 5a8a45 2f5545 7a8f4a 8a7a3f 55704f")
    image = to_image(blend(cloud(rng, size_px, cells=3), lighter(base, -0.5), base))
    draw = ImageDraw.Draw(image)
    petals = pick(rng, "e8a0b0 f2d96a e6e6f0 c9503f 9a7ac9")
    for _ in range(70):
        x, y, r = (rng.uniform(0, 1, 3) * (1, 1, 0.09) + (0, 0, 0.02)) * size_px
        flower = rng.random() < 0.1
        colour = petals if flower else lighter(base, float(rng.uniform(-0.45, 0.45)))
        red, green, blue = (round(255 * c) for c in colour)
        draw.ellipse([x - r, y - r * 0.7, x + r, y + r * 0.7], fill=(red, green, blue))
    blurred = image.filter(ImageFilter.GaussianBlur(size_px * rng.uniform(0.008, 0.035)))
    return np.asarray(blurred, np.float32) / np.float32(255)


TABLES: tuple[Surface, ...] = (wood, wood, cloth, cloth, paper, stone, tiles, sand)
FLOORS: tuple[Surface, ...] = (wood, wood, cloth, tiles, stone)
WALLS: tuple[Surface, ...] = (plaster, plaster, brick, wood)
