"""How large a picture is, from its first bytes: no pixel is decoded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import ExifTags, Image

from handful.images.diagnosis import reason_for
from handful.images.errors import PictureError
from handful.images.files import open_regular
from handful.images.formats import FORMATS
from handful.images.quiet import quiet_pillow

_LYING: Final = (5, 6, 7, 8)  # EXIF orientations that swap width and height


def picture_size(path: Path) -> tuple[int, int]:
    """(width, height) in pixels, upright as `read_picture` gives it. Raises PictureError."""
    with open_regular(path) as file:
        try:
            with quiet_pillow(), Image.open(file, formats=FORMATS) as image:
                width, height = image.size
                lies = image.getexif().get(ExifTags.Base.Orientation) in _LYING
        except Exception as error:  # the parsers raise whatever they like on hostile bytes
            file.seek(0)
            raise PictureError(reason_for(file.read(4096), error)) from error
    return (height, width) if lies else (width, height)
