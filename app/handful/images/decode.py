"""A file as an upright 8-bit RGB picture, or a `PictureError` with the reason; bytes and pixels bounded."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final, Literal

import numpy as np
from PIL import ExifTags, Image

from handful.images.colour import to_rgb
from handful.images.diagnosis import reason_for
from handful.images.errors import PictureError
from handful.images.files import read_bytes
from handful.images.formats import FORMATS, MAX_PIXELS
from handful.images.quiet import quiet_pillow
from handful.message import Message

__all__ = ["Fit", "PictureError", "decode_picture", "read_picture", "to_square"]

Fit = Literal["crop", "squash"]

_MEGA: Final = 1_000_000
_TOO_LARGE: Final = Message("{width} x {height} pixels; at most {most} megapixels are read")
_TOO_MANY: Final = Message("more than {n} megapixels; at most {most} megapixels are read")
_MODES_TO_AVERAGE: Final = ("L", "LA", "RGB", "RGBA")
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(path: Path, *, at_least_px: int | None = None) -> Image.Image:
    """The first frame of a picture file: mode RGB, sRGB, upright by its EXIF orientation, on white.

    at_least_px: for speed, give a smaller copy where that is quicker; its shorter side is still at least
    this, or the picture's own where that is less.
    Raises PictureError for anything else than a readable picture; never waits on a pipe or device.
    """
    return decode_picture(read_bytes(path), at_least_px=at_least_px)


def decode_picture(data: bytes, *, at_least_px: int | None = None) -> Image.Image:
    """`read_picture` for the bytes of a file, for callers that need them for more than this."""
    try:
        with quiet_pillow():
            return _decode(data, at_least_px)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError(_TOO_MANY.filled(n=2 * MAX_PIXELS // _MEGA, most=MAX_PIXELS // _MEGA)) from error
    except Exception as error:  # the parsers of a dozen formats raise whatever they like on hostile bytes
        raise PictureError(reason_for(data, error)) from error


def to_square(image: Image.Image, size_px: int, fit: Fit = "squash") -> np.ndarray:
    """(size_px, size_px, 3) uint8 of an RGB picture, antialiased (bicubic over the area that a pixel covers).

    `squash` shows the whole picture and gives up its aspect; `crop` keeps it and cuts out the middle.
    """
    return resized_box(image, size_px, fitted_box(image.size, fit))


def fitted_box(size: tuple[int, int], fit: Fit) -> tuple[float, float, float, float]:
    """The part (left, upper, right, lower) of a picture of `size` (width, height) that `fit` shows."""
    width, height = size
    if fit == "squash":
        return 0.0, 0.0, float(width), float(height)
    side = min(width, height)
    left, upper = (width - side) / 2, (height - side) / 2
    return left, upper, left + side, upper + side


def resized_box(image: Image.Image, size_px: int, box: tuple[float, float, float, float]) -> np.ndarray:
    """(size_px, size_px, 3) uint8: the part `box` of the picture, scaled to a square."""
    scaled = image.resize((size_px, size_px), Image.Resampling.BICUBIC, box=box, reducing_gap=3.0)
    return np.array(scaled)


def _decode(data: bytes, at_least_px: int | None) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        _require_bounded(image.size)
        if at_least_px is not None:
            image.draft(None, (at_least_px, at_least_px))
        image.load()
        turn = _TURNS.get(_orientation(image))
        rgb = to_rgb(image if at_least_px is None else _reduced(image, at_least_px))
    return _bare(rgb if turn is None else rgb.transpose(turn))


def _reduced(image: Image.Image, at_least_px: int) -> Image.Image:
    """Averaged over blocks as large as the size allows, so that fewer colours need converting."""
    factor = min(image.size) // at_least_px
    if factor < 2 or image.mode not in _MODES_TO_AVERAGE or "transparency" in image.info:
        return image
    return image.reduce(factor)


def _bare(image: Image.Image) -> Image.Image:
    """Without the metadata, which no longer holds for the converted pixels."""
    image.info = {}
    return image


def _require_bounded(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise PictureError(_TOO_LARGE.filled(width=width, height=height, most=MAX_PIXELS // _MEGA))


def _orientation(image: Image.Image) -> int:
    """1 to 8 as EXIF counts them; 1 where there is none or the EXIF data are damaged."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # damaged EXIF data raise many kinds; the picture is still good
        return 1
    return value if isinstance(value, int) else 1
