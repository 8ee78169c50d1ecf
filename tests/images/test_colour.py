"""Every mode ends as 8-bit sRGB with the values a person would expect."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms

from handful.images.decode import decode_picture

from .drawing import corner_names, corners, encoded

Pixel = tuple[int, int, int]


def first_pixel(data: bytes) -> Pixel:
    image = decode_picture(data)
    assert image.mode == "RGB"
    pixel = image.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


def png(width: int, height: int, *, depth: int, colour_type: int, rows: bytes, extra: bytes = b"") -> bytes:
    """A PNG written by hand: Pillow writes no 16-bit colour. rows: raw samples, no filter bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    stride = len(rows) // height
    raw = b"".join(b"\0" + rows[i * stride : (i + 1) * stride] for i in range(height))
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def trns(*samples: int) -> bytes:
    body = struct.pack(f">{len(samples)}H", *samples)
    return struct.pack(">I", len(body)) + b"tRNS" + body + struct.pack(">I", zlib.crc32(b"tRNS" + body))


def tiff(
    values: np.ndarray, *, white_is_zero: bool = False, bits: int | None = None, byte_order: str = "<"
) -> bytes:
    """An uncompressed grey TIFF written by hand, (h, w) of any number type."""
    height, width = values.shape
    data = values.astype(values.dtype.newbyteorder(byte_order)).tobytes()
    sample_format = {"u": 1, "i": 2, "f": 3}[values.dtype.kind]
    tags = [
        (256, width),
        (257, height),
        (258, bits or values.dtype.itemsize * 8),
        (259, 1),
        (262, 0 if white_is_zero else 1),
    ]
    tags += [(273, 0), (277, 1), (278, height), (279, len(data)), (339, sample_format)]
    start = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(
        struct.pack(f"{byte_order}HHII", tag, 4, 1, start if tag == 273 else value) for tag, value in tags
    )
    magic = b"II*\0" if byte_order == "<" else b"MM\0*"
    return magic + struct.pack(f"{byte_order}IH", 8, len(tags)) + entries + b"\0\0\0\0" + data


def profile_with_swapped_primaries() -> bytes:
    """The sRGB profile with its red and blue primaries exchanged: it turns red into blue."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    offsets = {
        bytes(data[i : i + 4]): int.from_bytes(data[i + 4 : i + 8], "big")
        for i in range(132, 132 + 12 * count, 12)
    }
    red, blue = offsets[b"rXYZ"], offsets[b"bXYZ"]
    data[red : red + 20], data[blue : blue + 20] = data[blue : blue + 20], data[red : red + 20]
    at = data.find("sRGB".encode("utf-16-be"))
    while at >= 0:  # its description must not say that it is sRGB
        data[at : at + 8] = "Swap".encode("utf-16-be")
        at = data.find("sRGB".encode("utf-16-be"))
    return bytes(data)


class TestDepth:
    @pytest.mark.parametrize(
        ("value", "grey"), [(0, 0), (32767, 127), (32768, 128), (65535, 255), (257, 1), (65279, 254)]
    )
    def test_sixteen_bit_grey_png_is_scaled_not_clipped(self, value: int, grey: int) -> None:
        data = encoded(Image.fromarray(np.full((2, 3), value, np.uint16)), "PNG")
        assert first_pixel(data) == (grey, grey, grey)

    def test_sixteen_bit_colour_png_is_scaled_not_clipped(self) -> None:
        r, g, b = first_pixel(png(1, 1, depth=16, colour_type=2, rows=struct.pack(">3H", 32768, 65535, 300)))
        assert (r, g, b) == pytest.approx((128, 255, 1), abs=1)

    def test_sixteen_bit_colour_with_alpha_lies_on_white(self) -> None:
        data = png(1, 1, depth=16, colour_type=6, rows=struct.pack(">4H", 65535, 0, 0, 32768))
        assert first_pixel(data) == pytest.approx((255, 127, 127), abs=1)

    def test_sixteen_bit_grey_with_alpha_lies_on_white(self) -> None:
        data = png(2, 1, depth=16, colour_type=4, rows=struct.pack(">4H", 0, 32768, 0, 65535))
        image = decode_picture(data)
        assert image.getpixel((0, 0)) == pytest.approx((127, 127, 127), abs=1)
        assert image.getpixel((1, 0)) == (0, 0, 0)

    @pytest.mark.parametrize("byte_order", ["<", ">"])
    def test_sixteen_bit_tiff_is_scaled_in_both_byte_orders(self, byte_order: str) -> None:
        data = tiff(np.array([[32768, 65535]], np.uint16), byte_order=byte_order)
        image = decode_picture(data)
        assert [image.getpixel((x, 0)) for x in range(2)] == [(128,) * 3, (255,) * 3]

    @pytest.mark.parametrize("byte_order", ["<", ">"])
    def test_sixteen_bit_colour_tiff_is_scaled_not_clipped(self, byte_order: str) -> None:
        grey = bytearray(tiff(np.array([[32768, 65535, 300]], np.uint16), byte_order=byte_order))

        def set_tag(tag: int, value: int) -> None:
            at = grey.find(struct.pack(f"{byte_order}HHI", tag, 4, 1))
            grey[at : at + 12] = struct.pack(f"{byte_order}HHII", tag, 4, 1, value)

        for tag, value in [(256, 1), (262, 2), (277, 3)]:  # one pixel of three samples
            set_tag(tag, value)
        assert first_pixel(bytes(grey)) == pytest.approx((128, 255, 1), abs=1)

    def test_sixteen_bit_tiff_where_white_is_zero_is_inverted(self) -> None:
        assert first_pixel(tiff(np.array([[0, 65535]], np.uint16), white_is_zero=True)) == (255, 255, 255)

    def test_twelve_bit_tiff_uses_its_whole_range(self) -> None:
        packed = np.frombuffer(bytes([0xFF, 0xF8, 0x00]), np.uint8).reshape(1, 3)  # 4095 and 2048
        data = bytearray(tiff(packed, bits=12))
        data[data.find(struct.pack("<HHI", 256, 4, 1)) + 8] = 2  # two pixels in three bytes
        image = decode_picture(bytes(data))
        assert [image.getpixel((x, 0)) for x in range(2)] == [(255,) * 3, (128,) * 3]

    def test_floats_in_the_unit_range_keep_that_scale(self) -> None:
        image = decode_picture(tiff(np.array([[0.0, 0.25, 1.0]], np.float32)))
        assert [image.getpixel((x, 0))[0] for x in range(3)] == [0, 64, 255]

    def test_floats_that_are_bytes_keep_that_scale(self) -> None:
        assert first_pixel(tiff(np.array([[100.0, 200.0]], np.float32))) == (100, 100, 100)

    def test_floats_of_any_other_range_are_stretched(self) -> None:
        image = decode_picture(tiff(np.array([[-3.0, 0.0, 3.0]], np.float32)))
        assert [image.getpixel((x, 0))[0] for x in range(3)] == [0, 128, 255]

    def test_not_a_number_is_black_and_spoils_nothing(self) -> None:
        image = decode_picture(tiff(np.array([[np.nan, np.inf, 0.5]], np.float32)))
        assert [image.getpixel((x, 0))[0] for x in range(3)] == [0, 0, 128]

    def test_signed_integers_are_stretched_over_their_range(self) -> None:
        image = decode_picture(tiff(np.array([[-100_000, 100_000]], np.int32)))
        assert [image.getpixel((x, 0))[0] for x in range(2)] == [0, 255]

    def test_a_flat_picture_of_odd_range_is_one_grey(self) -> None:
        assert first_pixel(tiff(np.full((2, 2), -7.5, np.float32))) == (0, 0, 0)

    def test_32_bit_integers_of_16_bit_range_keep_that_scale(self) -> None:
        assert first_pixel(tiff(np.array([[32768, 1]], np.int32))) == (128, 128, 128)

    @pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF"])
    def test_one_bit_pictures_are_black_and_white(self, kind: str) -> None:
        bits = Image.new("1", (4, 4), 1)
        bits.putpixel((0, 0), 0)
        image = decode_picture(encoded(bits, kind))
        assert image.getpixel((0, 0)) == (0, 0, 0)
        assert image.getpixel((3, 3)) == (255, 255, 255)


class TestTransparency:
    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
    def test_what_is_transparent_is_white_and_half_is_mixed(self, kind: str) -> None:
        image = Image.new("RGBA", (16, 16), (0, 0, 0, 0))
        image.paste((255, 0, 0, 128), (8, 0, 16, 16))
        got = decode_picture(encoded(image, kind, **({"lossless": True} if kind == "WEBP" else {})))
        assert got.getpixel((0, 0)) == (255, 255, 255)
        assert got.getpixel((12, 8)) == (255, 127, 127)

    def test_grey_with_alpha_lies_on_white(self) -> None:
        assert first_pixel(encoded(Image.new("LA", (2, 2), (0, 51)), "PNG")) == (204, 204, 204)

    def test_palette_with_one_transparent_colour_lies_on_white(self) -> None:
        image = Image.new("P", (2, 1))
        image.putpalette([255, 0, 0, 0, 0, 255])
        image.putpixel((1, 0), 1)
        got = decode_picture(encoded(image, "PNG", transparency=0))
        assert [got.getpixel((x, 0)) for x in range(2)] == [(255, 255, 255), (0, 0, 255)]

    def test_palette_with_alpha_for_each_colour_lies_on_white(self) -> None:
        image = Image.new("P", (2, 1))
        image.putpalette([255, 0, 0, 0, 0, 255])
        image.putpixel((1, 0), 1)
        got = decode_picture(encoded(image, "PNG", transparency=bytes([128, 0])))
        assert [got.getpixel((x, 0)) for x in range(2)] == [(255, 127, 127), (255, 255, 255)]

    def test_a_transparent_colour_of_a_true_colour_png_is_white(self) -> None:
        data = encoded(Image.new("RGB", (1, 1), (10, 20, 30)), "PNG", transparency=(10, 20, 30))
        assert first_pixel(data) == (255, 255, 255)

    def test_a_transparent_colour_of_an_8_bit_grey_png_is_white(self) -> None:
        assert first_pixel(encoded(Image.new("L", (1, 1), 10), "PNG", transparency=10)) == (255, 255, 255)

    def test_a_transparent_grey_of_a_16_bit_png_is_white(self) -> None:
        data = png(2, 1, depth=16, colour_type=0, rows=struct.pack(">2H", 500, 600), extra=trns(500))
        image = decode_picture(data)
        assert [image.getpixel((x, 0)) for x in range(2)] == [(255, 255, 255), (2, 2, 2)]

    def test_a_transparent_colour_of_a_16_bit_png_does_not_make_it_unreadable(self) -> None:
        data = png(
            1, 1, depth=16, colour_type=2, rows=struct.pack(">3H", 65535, 0, 0), extra=trns(0, 65535, 0)
        )
        assert first_pixel(data) == (255, 0, 0)

    def test_a_transparent_gif_lies_on_white(self) -> None:
        image = Image.new("P", (4, 4), 0)
        image.putpalette([0, 0, 0, 255, 0, 0])
        image.putpixel((1, 1), 1)
        got = decode_picture(encoded(image, "GIF", transparency=0))
        assert got.getpixel((0, 0)) == (255, 255, 255)
        assert got.getpixel((1, 1)) == (255, 0, 0)


class TestCmyk:
    RED = (0, 255, 255, 0)

    @pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
    def test_red_ink_is_red(self, kind: str) -> None:
        r, g, b = first_pixel(encoded(Image.new("CMYK", (16, 16), self.RED), kind))
        assert r > 240
        assert max(g, b) < 15

    def test_a_jpeg_without_adobes_mark_is_not_taken_for_inverted(self) -> None:
        adobe = encoded(Image.new("CMYK", (16, 16), self.RED), "JPEG")
        at = adobe.find(b"\xff\xee")
        assert adobe[at + 4 : at + 9] == b"Adobe"
        length = int.from_bytes(adobe[at + 2 : at + 4], "big")
        r, g, b = first_pixel(adobe[:at] + adobe[at + 2 + length :])
        assert r < 15  # the same numbers, now as plain ink: all but red's complement
        assert min(g, b) < 15

    def test_an_rgb_profile_in_a_cmyk_picture_is_ignored(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        r, g, b = first_pixel(encoded(Image.new("CMYK", (16, 16), self.RED), "JPEG", icc_profile=profile))
        assert r > 240
        assert max(g, b) < 15


class TestProfiles:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "AVIF", "HEIF"])
    def test_colours_are_converted_by_the_embedded_profile(self, kind: str) -> None:
        red = Image.new("RGB", (32, 32), (255, 0, 0))
        r, g, b = first_pixel(encoded(red, kind, icc_profile=profile_with_swapped_primaries()))
        assert b > 235
        assert max(r, g) < 40

    def test_transparency_survives_the_profile(self) -> None:
        image = Image.new("RGBA", (2, 1), (255, 0, 0, 255))
        image.putpixel((1, 0), (255, 0, 0, 0))
        got = decode_picture(encoded(image, "PNG", icc_profile=profile_with_swapped_primaries()))
        assert got.getpixel((0, 0)) == pytest.approx((0, 0, 255), abs=3)
        assert got.getpixel((1, 0)) == (255, 255, 255)

    def test_a_palette_is_converted_by_the_profile_too(self) -> None:
        image = Image.new("P", (1, 1))
        image.putpalette([255, 0, 0])
        data = encoded(image, "PNG", icc_profile=profile_with_swapped_primaries())
        assert first_pixel(data) == pytest.approx((0, 0, 255), abs=3)

    def test_srgb_itself_changes_no_value(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        ramp = Image.fromarray(np.arange(256 * 3, dtype=np.uint8).reshape(1, 256, 3))
        got = decode_picture(encoded(ramp, "PNG", icc_profile=profile))
        assert np.array_equal(np.asarray(got), np.asarray(ramp))

    @pytest.mark.parametrize("damage", [b"", b"not a profile", b"\0" * 200])
    def test_a_malformed_profile_is_ignored(self, damage: bytes) -> None:
        assert corner_names(decode_picture(encoded(corners(), "PNG", icc_profile=damage)))[0] == "upper left"

    def test_a_profile_cut_in_half_is_ignored(self) -> None:
        half = profile_with_swapped_primaries()[:300]
        assert first_pixel(encoded(Image.new("RGB", (1, 1), (255, 0, 0)), "PNG", icc_profile=half)) == (
            255,
            0,
            0,
        )

    def test_a_lab_tiff_is_converted(self) -> None:
        lab = Image.new("LAB", (2, 2), (255, 128, 128))
        file = io.BytesIO()
        lab.save(file, "TIFF")
        assert min(first_pixel(file.getvalue())) > 240
