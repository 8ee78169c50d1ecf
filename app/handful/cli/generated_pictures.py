"""Photographs for benchmarks, made on the spot: a shape before clouds, a colour a class. No two are alike."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

WIDTH_PX: Final = 1024
HEIGHT_PX: Final = 768
N_CLASSES: Final = 8
N_SUPPORT: Final = 5


@dataclass(frozen=True, slots=True)
class GeneratedFolders:
    """`support` holds one folder a class, `queries` the pictures to classify."""

    support: Path
    queries: Path


def make_pictures(root: Path, n_queries: int) -> Iterator[int]:
    """Write the JPEG files below `root`; yields how many are done."""
    folders = generated_folders(root)
    plan = [
        (folders.support / f"class {c + 1}" / f"example {i}.jpg", c, i)
        for c in range(N_CLASSES)
        for i in range(N_SUPPORT)
    ]
    plan += [(folders.queries / f"picture {i}.jpg", i % N_CLASSES, N_SUPPORT + i) for i in range(n_queries)]
    for done, (path, class_index, seed) in enumerate(plan, start=1):
        path.parent.mkdir(parents=True, exist_ok=True)
        photograph(class_index, seed).save(path, quality=88)
        yield done


def generated_folders(root: Path) -> GeneratedFolders:
    """Where `make_pictures` puts what it makes."""
    return GeneratedFolders(root / "examples", root / "unsorted")


def photograph(class_index: int, seed: int) -> Image.Image:
    """A polygon with `class_index + 3` corners in the colour of the class, somewhere before clouds."""
    random = np.random.default_rng([class_index, seed])
    image = _clouds(random)
    image = Image.blend(image, _texture(random), 0.25)
    hue = (class_index + random.uniform(-0.2, 0.2)) / N_CLASSES
    red, green, blue = (round(255 * v) for v in colorsys.hsv_to_rgb(hue % 1, 0.8, random.uniform(0.6, 1)))
    ImageDraw.Draw(image).polygon(_corners(class_index + 3, random), fill=(red, green, blue))
    return image


def _clouds(random: np.random.Generator) -> Image.Image:
    coarse = random.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.BICUBIC)


def _texture(random: np.random.Generator) -> Image.Image:
    fine = random.integers(0, 256, (HEIGHT_PX // 4, WIDTH_PX // 4, 3), dtype=np.uint8)
    return Image.fromarray(fine).resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.BILINEAR)


def _corners(n: int, random: np.random.Generator) -> list[tuple[float, float]]:
    x, y = random.uniform(0.35, 0.65) * WIDTH_PX, random.uniform(0.35, 0.65) * HEIGHT_PX
    radius, turn = random.uniform(0.25, 0.45) * HEIGHT_PX, random.uniform(0, math.tau)
    angles = (turn + math.tau * i / n for i in range(n))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]
