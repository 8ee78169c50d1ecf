"""One picture from a name and a seed, the same on every machine."""

from __future__ import annotations

import zlib

import numpy as np
from PIL import Image

from handful.demo.drawings import CLASSES, STRANGERS
from handful.demo.scenes import compose

CLASS_NAMES: tuple[str, ...] = tuple(CLASSES)
STRANGER_NAMES: tuple[str, ...] = tuple(STRANGERS)
MIN_SIZE_PX = 16


def render(class_name: str, seed: int, size_px: int = 256) -> Image.Image:
    """An RGB picture of one thing, its longer side `size_px`; a pure function of its arguments.

    Raises ValueError for a name in neither CLASS_NAMES nor STRANGER_NAMES, or a size under 16.
    """
    subject = CLASSES.get(class_name) or STRANGERS.get(class_name)
    if subject is None:
        known = ", ".join(CLASS_NAMES + STRANGER_NAMES)
        raise ValueError(f"the demo has no drawing of '{class_name}'; it has {known}")
    if size_px < MIN_SIZE_PX:
        raise ValueError(f"a picture of {size_px} px was asked for; the least is {MIN_SIZE_PX}")
    rng = np.random.default_rng([zlib.crc32(class_name.encode()), seed])
    return compose(rng, subject, size_px)
