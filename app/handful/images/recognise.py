"""Whether a file is a picture at all, told from its first bytes. A damaged picture is one."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Final

from PIL import Image

from handful.images.diagnosis import looks_like_picture, reason_for
from handful.images.errors import PictureError
from handful.images.files import open_regular
from handful.images.files import reason_for as reason_for_file
from handful.images.formats import FORMATS
from handful.images.quiet import quiet_pillow

HEAD_BYTES: Final = 4096


def picture_hash(path: Path) -> str:
    """The content hash of a file that is a picture, be it whole or damaged.

    Raises PictureError where it is none: no bytes can be read, there are none, or they begin as no picture
    does.
    """
    with open_regular(path) as file:
        try:
            _require_picture(file)
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise PictureError(reason_for_file(error, path)) from error


def _require_picture(file: io.BufferedReader) -> None:
    head = file.read(HEAD_BYTES)
    if looks_like_picture(head):
        return
    try:  # a format may have more beginnings than are listed
        with quiet_pillow(), Image.open(file, formats=FORMATS):
            return
    except Exception as error:  # the parsers raise whatever they like on hostile bytes
        raise PictureError(reason_for(head, error)) from error
