"""Which kinds of picture are read. Registers the HEIC reader with Pillow where its library loads."""

from __future__ import annotations

from typing import Final

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
    features,
)


def _register_heif() -> bool:
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


HEIF_IS_READ: Final = _register_heif()
AVIF_IS_READ: Final = bool(features.check("avif"))

# Named one by one, so that a stray file never reaches a reader that runs other programs (EPS, WMF).
FORMATS: Final = (
    JpegImagePlugin.JpegImageFile.format,  # MPO (several JPEGs in one file) too
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    BmpImagePlugin.DibImageFile.format,
    GifImagePlugin.GifImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    AvifImagePlugin.AvifImageFile.format,
    *(("HEIF",) if HEIF_IS_READ else ()),
)

_SUFFIXES = ".jpg .jpeg .jpe .jfif .mpo .png .apng .webp .bmp .dib .gif .tif .tiff .avif .heic .heif .hif"
SUFFIXES: Final = frozenset(_SUFFIXES.split())

MAX_PIXELS: Final = 200_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own bound only warns up to twice this; `decode` is strict
