"""Why bytes could not be decoded, in words for people. Reads signatures and lengths, never pixels."""

from __future__ import annotations

from typing import Final

from PIL import UnidentifiedImageError

from handful.images import formats
from handful.message import Message

CUT_SHORT: Final = Message("the file is cut short")
DAMAGED: Final = Message("the file is damaged")
DAMAGED_OR_STRANGE: Final = Message("the file is damaged, or of a variant that is not read")
AN_SVG: Final = Message("an SVG drawing; export it as PNG")
NOT_A_PICTURE: Final = Message("not a picture")
NOT_READ_HERE: Final = Message(
    "this kind of picture cannot be read on this computer; convert it to JPEG or PNG"
)

_STRANGERS: Final = (
    (b"%PDF", Message("a PDF document, not a picture")),
    (b"8BPS", Message("a Photoshop document; export it as JPEG or PNG")),
    (b"%!PS", Message("a PostScript document, not a picture")),
    (b"PK\x03\x04", Message("an archive, not a picture; unpack it first")),
    (b"\xff\x0a", Message("JPEG XL is not read; convert it to JPEG or PNG")),
    (b"\x00\x00\x00\x0cJXL ", Message("JPEG XL is not read; convert it to JPEG or PNG")),
    (b"\x00\x00\x00\x0cjP  ", Message("JPEG 2000 is not read; convert it to JPEG or PNG")),
    (b"\xff\x4f\xff\x51", Message("JPEG 2000 is not read; convert it to JPEG or PNG")),
)
_TRUNCATION_WORDS: Final = ("truncated", "not enough", "end of file", "end-of-file")
_SIGNATURES: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
)
_BMP_HEADER_SIZES: Final = (12, 40, 52, 56, 64, 108, 124)
_AVIF_BRANDS: Final = (b"avif", b"avis")
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis")
_SHARED_BRANDS: Final = (b"mif1", b"msf1")


def reason_for(data: bytes, error: Exception) -> Message:
    """The best guess, from the bytes and from what the decoder said of them."""
    if isinstance(error, MemoryError):
        return Message("too large for the memory of this computer")
    for signature, words in _STRANGERS:
        if data.startswith(signature):
            return words
    if not looks_like_picture(data):
        return AN_SVG if b"<svg" in data[:1024] else NOT_A_PICTURE
    if _lacks_reader(data) or isinstance(error, ImportError):
        return NOT_READ_HERE
    said = str(error).lower()
    if isinstance(error, EOFError) or is_cut_short(data) or any(words in said for words in _TRUNCATION_WORDS):
        return CUT_SHORT
    return DAMAGED_OR_STRANGE if isinstance(error, UnidentifiedImageError) else DAMAGED


def looks_like_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a format that is read."""
    return (
        data.startswith(_SIGNATURES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES)
        or _brand(data) in (*_AVIF_BRANDS, *_HEIC_BRANDS, *_SHARED_BRANDS)
    )


def _brand(data: bytes) -> bytes:
    return data[8:12] if data[4:8] == b"ftyp" else b""


def _lacks_reader(data: bytes) -> bool:
    brand = _brand(data)
    return (brand in _HEIC_BRANDS and not formats.HEIF_IS_READ) or (
        brand in _AVIF_BRANDS and not formats.AVIF_IS_READ
    )


def is_cut_short(data: bytes) -> bool:
    """Whether the file ends before its format says it should, where that is easily seen."""
    if data.startswith(b"\xff\xd8"):
        return b"\xff\xd9" not in data[-4096:]
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-4096:]
    if data.startswith(b"GIF8"):
        return not data.rstrip(b"\0").endswith(b";")
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") > len(data)
    if data.startswith((b"II*\0", b"MM\0*")):  # the directory often stands at the end
        return int.from_bytes(data[4:8], "little" if data.startswith(b"II") else "big") + 2 > len(data)
    return data[4:8] == b"ftyp" and _boxes_overrun(data)


def _boxes_overrun(data: bytes) -> bool:
    """Walk the outermost boxes of an ISO base media file: does the last one reach past the end?"""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            return False  # 0: to the end of the file; anything else is damage
        at += size
    return at != len(data)
