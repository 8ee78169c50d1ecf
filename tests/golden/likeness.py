"""How like two pictures of a window are, as an eye at some distance sees them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

WIDTH_PX = 600  # as they are kept
BLOCK_PX = 12
COLOURS = 192
FAR = 24.0  # of 255: a block that differs by more is seen to differ
MOST_FAR = 0.04  # of the blocks
MOST_MEAN = 5.0


@dataclass(frozen=True)
class Likeness:
    """`mean`: the mean difference of a block, 0 to 255. `far`: the part of the blocks seen to differ."""

    mean: float
    far: float

    @property
    def holds(self) -> bool:
        """Whether somebody would call them the same."""
        return self.mean <= MOST_MEAN and self.far <= MOST_FAR


def likeness(one: Image.Image, other: Image.Image) -> Likeness:
    """Both brought to the same size and to blocks; a different shape is no likeness at all."""
    if abs(one.width / one.height - other.width / other.height) > 0.03:
        return Likeness(255.0, 1.0)
    size = (WIDTH_PX // BLOCK_PX, round(WIDTH_PX * other.height / other.width / BLOCK_PX))
    blocks = [
        np.asarray(each.convert("RGB").resize(size, Image.Resampling.BOX), float) for each in (one, other)
    ]
    apart = np.abs(blocks[0] - blocks[1]).max(axis=2)
    return Likeness(float(apart.mean()), float((apart > FAR).mean()))


def keep(picture: Image.Image, path: Path) -> None:
    """Small: few colours and a part of the size."""
    height = round(picture.height * WIDTH_PX / picture.width)
    small = picture.convert("RGB").resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
