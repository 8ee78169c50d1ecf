"""Each kind of picture is read, its first frame, at the scale that was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handful.images.decode import decode_picture, read_picture
from handful.images.formats import SUFFIXES

from .drawing import LOSSLESS, SAVED_AS, corner_names, corners, encoded, noise
from .test_colour import profile_with_swapped_primaries

UPRIGHT = ["upper left", "upper right", "lower left", "lower right"]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.mark.parametrize("kind", SAVED_AS)
def test_each_kind_is_read_as_rgb_of_its_own_size(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "no suffix needed"
    path.write_bytes(encoded(corners(), kind))
    image = read_picture(path)
    assert (image.mode, image.size, corner_names(image)) == ("RGB", (96, 64), UPRIGHT)


@pytest.mark.parametrize("kind", LOSSLESS)
def test_lossless_kinds_keep_every_value(kind: str) -> None:
    original = corners(33, 17)
    assert np.array_equal(np.asarray(decode_picture(encoded(original, kind))), np.asarray(original))


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_deflate", "packbits", "tiff_adobe_deflate"])
def test_compressed_tiffs_keep_every_value(compression: str) -> None:
    original = noise(37, 21)
    data = encoded(original, "TIFF", compression=compression)
    assert np.array_equal(np.asarray(decode_picture(data)), np.asarray(original))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF", "MPO", "HEIF"])
def test_of_several_frames_the_first_is_read(kind: str) -> None:
    first, second = Image.new("RGB", (32, 32), WHITE), Image.new("RGB", (32, 32), BLACK)
    image = decode_picture(encoded(first, kind, save_all=True, append_images=[second]))
    assert min(image.getpixel((16, 16))) > 240


def test_a_progressive_and_a_grey_jpeg_are_read() -> None:
    assert corner_names(decode_picture(encoded(corners(), "JPEG", progressive=True))) == UPRIGHT
    grey = decode_picture(encoded(Image.new("L", (16, 16), 77), "JPEG"))
    assert grey.getpixel((8, 8)) == (77, 77, 77)


@pytest.mark.parametrize(
    ("wanted", "size"), [(400, (600, 400)), (399, (600, 400)), (200, (300, 200)), (201, (600, 400))]
)
def test_a_jpeg_is_decoded_at_the_smallest_scale_that_is_large_enough(
    wanted: int, size: tuple[int, int]
) -> None:
    assert decode_picture(encoded(corners(600, 400), "JPEG"), at_least_px=wanted).size == size


def test_asking_for_more_than_there_is_gives_what_there_is() -> None:
    assert decode_picture(encoded(corners(60, 40), "JPEG"), at_least_px=1000).size == (60, 40)


@pytest.mark.parametrize("kind", SAVED_AS)
def test_every_kind_bears_being_asked_for_a_reduced_scale(kind: str) -> None:
    image = decode_picture(encoded(corners(600, 400), kind), at_least_px=100)
    assert min(image.size) >= 100
    assert corner_names(image) == UPRIGHT


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "CMYK", "P", "1", "I;16"])
def test_at_a_reduced_scale_every_mode_has_the_colours_of_the_whole(mode: str) -> None:
    left_white = Image.new("L", (640, 320), 255)
    left_white.paste(40, (320, 0, 640, 320))
    if mode == "I;16":
        original = Image.fromarray(np.asarray(left_white).astype(np.uint16) * 257)
    else:
        original = (
            left_white.convert("1", dither=Image.Dither.NONE) if mode == "1" else left_white.convert(mode)
        )
    data = encoded(original, "TIFF" if mode == "CMYK" else "PNG")
    whole, reduced = decode_picture(data), decode_picture(data, at_least_px=40)
    assert min(reduced.size) >= 40
    for fraction in (0.1, 0.9):
        spots = [(int(image.width * fraction), image.height // 2) for image in (whole, reduced)]
        assert whole.getpixel(spots[0]) == reduced.getpixel(spots[1])


def test_a_reduced_picture_with_a_profile_and_transparency_is_converted_and_on_white() -> None:
    image = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (200, 0, 400, 200))
    got = decode_picture(encoded(image, "PNG", icc_profile=profile_with_swapped_primaries()), at_least_px=20)
    assert got.size == (40, 20)
    assert got.getpixel((5, 10)) == (255, 255, 255)
    assert got.getpixel((35, 10)) == pytest.approx((0, 0, 255), abs=3)


def test_odd_sizes_are_reduced_to_no_less_than_was_asked() -> None:
    for width, height in [(801, 799), (1, 500), (500, 1), (257, 255), (9, 9)]:
        image = decode_picture(encoded(corners(width, height), "JPEG"), at_least_px=32)
        assert min(image.size) >= min(32, width, height)


def test_one_pixel_is_a_picture() -> None:
    assert decode_picture(encoded(Image.new("RGB", (1, 1), (1, 2, 3)), "PNG")).getpixel((0, 0)) == (1, 2, 3)


def test_the_suffixes_are_lower_case_with_their_dot() -> None:
    assert {
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".bmp",
        ".gif",
        ".tif",
        ".tiff",
        ".heic",
        ".heif",
        ".avif",
    } <= SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUFFIXES)
