"""Whatever the bytes, the outcome is a picture or a reason: no other error, no warning, no bomb goes off."""

from __future__ import annotations

import functools
import random
import struct
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from handful.images import decode, formats
from handful.images.decode import PictureError, decode_picture
from handful.images.diagnosis import CUT_SHORT, DAMAGED, NOT_A_PICTURE

from .drawing import SAVED_AS, encoded, noise
from .test_colour import profile_with_swapped_primaries, tiff

MUCH = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@functools.cache
def sample(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    described = (
        {}
        if kind in ("BMP", "GIF")
        else {"exif": exif.tobytes(), "icc_profile": profile_with_swapped_primaries()}
    )
    return encoded(noise(48, 32), kind, **described)


def outcome(data: bytes) -> str:
    """`picture`, or the reason; anything else fails the test by itself."""
    try:
        image = decode_picture(data)
    except PictureError as error:
        words = str(error)
    else:
        assert image.mode == "RGB"
        assert image.width > 0
        return "picture"
    assert 3 < len(words) < 80
    assert "\n" not in words
    assert "object at" not in words
    return words


def reason(data: bytes) -> str:
    with pytest.raises(PictureError) as raised:
        decode_picture(data)
    return str(raised.value)


@pytest.mark.parametrize("fraction", [0.35, 0.6, 0.9])
@pytest.mark.parametrize("kind", SAVED_AS)
def test_a_truncated_file_is_said_to_be_cut_short(kind: str, fraction: float) -> None:
    data = encoded(noise(48, 32), kind)
    assert reason(data[: int(len(data) * fraction)]) == CUT_SHORT


def test_a_truncated_compressed_tiff_is_said_to_be_cut_short() -> None:
    data = encoded(noise(48, 32), "TIFF", compression="tiff_lzw")
    assert reason(data[: len(data) // 2]) == CUT_SHORT


@pytest.mark.parametrize("kind", SAVED_AS)
@MUCH
@given(fraction=st.floats(0, 1))
def test_every_truncation_ends_in_a_picture_or_a_reason(kind: str, fraction: float) -> None:
    data = sample(kind)
    outcome(data[: int(len(data) * fraction)])


@pytest.mark.parametrize("kind", SAVED_AS)
@MUCH
@given(seed=st.integers(0, 2**32 - 1), n_flips=st.integers(1, 12), in_header=st.booleans())
def test_every_bit_flip_ends_in_a_picture_or_a_reason(
    kind: str, seed: int, n_flips: int, in_header: bool
) -> None:
    data, choice = bytearray(sample(kind)), random.Random(seed)
    reach = min(len(data), 600) if in_header else len(data)
    for _ in range(n_flips):
        data[choice.randrange(reach)] ^= 1 << choice.randrange(8)
    outcome(bytes(data))


@pytest.mark.parametrize("kind", SAVED_AS)
@MUCH
@given(seed=st.integers(0, 2**32 - 1))
def test_every_overwritten_stretch_ends_in_a_picture_or_a_reason(kind: str, seed: int) -> None:
    data, choice = bytearray(sample(kind)), random.Random(seed)
    start = choice.randrange(len(data))
    end = min(len(data), start + choice.randrange(1, 200))
    data[start:end] = choice.choice([b"\0", b"\xff", choice.randbytes(1)]) * (end - start)
    outcome(bytes(data))


@MUCH
@given(data=st.binary(max_size=400))
def test_random_bytes_are_not_a_picture(data: bytes) -> None:
    outcome(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", NOT_A_PICTURE),
        (b"", NOT_A_PICTURE),
        (b"BMW and other makes of cars, a list", NOT_A_PICTURE),
        (b"%PDF-1.7 ...", "a PDF document, not a picture"),
        (
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "an SVG drawing; export it as PNG",
        ),
        (b"8BPS\0\1", "a Photoshop document; export it as JPEG or PNG"),
        (b"PK\x03\x04zip", "an archive, not a picture; unpack it first"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL is not read; convert it to JPEG or PNG"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, NOT_A_PICTURE),
    ],
)
def test_what_is_no_picture_is_named_as_far_as_it_is_known(data: bytes, words: str) -> None:
    assert reason(data) == words


def test_postscript_never_reaches_an_interpreter() -> None:
    assert (
        reason(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n")
        == "a PostScript document, not a picture"
    )


def test_a_sound_tiff_of_a_variant_that_pillow_does_not_know_is_not_called_damaged() -> None:
    half_floats = tiff(np.ones((4, 4), np.float16))
    assert reason(half_floats) == "the file is damaged, or of a variant that is not read"


@pytest.mark.parametrize(("kind", "switch"), [("HEIF", "HEIF_IS_READ"), ("AVIF", "AVIF_IS_READ")])
def test_a_kind_whose_library_is_missing_is_named_so(
    kind: str, switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, switch, False)
    monkeypatch.setattr(decode, "FORMATS", tuple(name for name in formats.FORMATS if name != kind))
    assert reason(encoded(noise(48, 32), kind)).startswith(
        "this kind of picture cannot be read on this computer"
    )


def test_damage_in_the_middle_of_a_png_is_named_so() -> None:
    data = bytearray(encoded(noise(48, 32), "PNG"))
    data[60:90] = b"\0" * 30
    assert reason(bytes(data)) == DAMAGED


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_beyond_the_bound_is_refused_by_its_header(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MAX_PIXELS", 1_500)

    def unreachable(*_: object) -> None:
        raise AssertionError("decoded before the size was checked")

    monkeypatch.setattr(decode, "to_rgb", unreachable)
    assert reason(encoded(noise(48, 32), kind)) == "48 x 32 pixels; at most 0 megapixels are read"


@pytest.mark.parametrize("side", [15_000, 20_000, 60_000, 2**31 - 1])
def test_a_bomb_of_a_few_bytes_is_refused_at_once(side: int) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = [
        struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c))
        for c in (header, pixels, b"IEND")
    ]
    assert reason(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).endswith("at most 200 megapixels are read")


def test_a_compressed_text_that_explodes_is_refused() -> None:
    text = b"zTXtcomment\0\0" + zlib.compress(b"x" * 100_000_000)
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    data = encoded(noise(8, 8), "PNG")
    assert outcome(data[:33] + chunk + data[33:]) in ("picture", DAMAGED)


def test_a_lack_of_memory_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: Image.Image) -> Image.Image:
        raise MemoryError

    monkeypatch.setattr(decode, "to_rgb", exhausted)
    assert reason(encoded(noise(8, 8), "PNG")) == "too large for the memory of this computer"


def test_pillows_own_bound_is_ours() -> None:
    assert formats.MAX_PIXELS == Image.MAX_IMAGE_PIXELS
