"""The size of a picture is that which it has when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from handful.images.decode import read_picture
from handful.images.errors import PictureError
from handful.images.sizes import picture_size

from .drawing import SAVED_AS, encoded, noise


@pytest.mark.parametrize("kind", SAVED_AS)
def test_it_is_that_of_the_picture_as_it_is_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encoded(noise(48, 32), kind))
    assert picture_size(path) == read_picture(path).size == (48, 32)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_on_its_side_is_measured_upright(orientation: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "picture.jpg"
    path.write_bytes(encoded(noise(48, 32), "JPEG", exif=exif.tobytes()))
    assert picture_size(path) == read_picture(path).size


def test_what_is_no_picture_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("hello")
    with pytest.raises(PictureError, match="not a picture"):
        picture_size(tmp_path / "a.jpg")
