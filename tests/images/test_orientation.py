"""Pictures stand upright, whatever the camera wrote and however they are decoded."""

from __future__ import annotations

import pytest
from PIL import ExifTags, Image, ImageOps

from handful.images.decode import decode_picture

from .drawing import corner_names, corners, encoded

UPRIGHT = ["upper left", "upper right", "lower left", "lower right"]
# How a picture is stored that its orientation tag turns upright again.
STORED = {
    1: lambda im: im,
    2: ImageOps.mirror,
    3: lambda im: im.transpose(Image.Transpose.ROTATE_180),
    4: ImageOps.flip,
    5: lambda im: im.transpose(Image.Transpose.TRANSPOSE),
    6: lambda im: im.transpose(Image.Transpose.ROTATE_90),
    7: lambda im: im.transpose(Image.Transpose.TRANSVERSE),
    8: lambda im: im.transpose(Image.Transpose.ROTATE_270),
}


def turned(kind: str, orientation: int, size: tuple[int, int] = (96, 64)) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return encoded(STORED[orientation](corners(*size)), kind, exif=exif.tobytes())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_every_orientation_is_turned_upright(kind: str, orientation: int) -> None:
    image = decode_picture(turned(kind, orientation))
    assert image.size == (96, 64)
    assert corner_names(image) == UPRIGHT


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_decoded_at_reduced_scale_is_upright_too(orientation: int) -> None:
    image = decode_picture(turned("JPEG", orientation, (960, 640)), at_least_px=80)
    assert image.size == (120, 80)
    assert corner_names(image) == UPRIGHT


@pytest.mark.parametrize("orientation", range(1, 9))
def test_deep_grey_is_turned_upright_as_well(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    wide = Image.new("I;16", (8, 2), 65535)
    wide.putpixel((0, 0), 0)
    image = decode_picture(encoded(STORED[orientation](wide), "PNG", exif=exif))
    assert image.size == (8, 2)
    assert image.getpixel((0, 0)) == (0, 0, 0)
    assert image.getpixel((7, 1)) == (255, 255, 255)


@pytest.mark.parametrize("value", [0, 9, 255])
def test_an_orientation_that_does_not_exist_leaves_the_picture_as_it_is(value: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = value
    assert corner_names(decode_picture(encoded(corners(), "PNG", exif=exif))) == UPRIGHT


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"junk"]
)
def test_damaged_exif_data_cost_the_turn_but_not_the_picture(exif: bytes) -> None:
    assert corner_names(decode_picture(encoded(corners(), "JPEG", exif=exif))) == UPRIGHT


def test_the_metadata_do_not_stay_with_the_converted_pixels() -> None:
    image = decode_picture(turned("JPEG", 6))
    assert not image.info
    assert ExifTags.Base.Orientation not in image.getexif()
