"""Any mode that Pillow gives, as 8-bit sRGB: depth scaled, profiles applied, transparency laid on white.

Knows no files. Raises what Pillow raises; `decode` turns that into a reason.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageCms

WHITE: Final = (255, 255, 255, 255)
_PROFILE_SPACES: Final = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_PHOTOMETRIC_TAG: Final = 262
_BITS_TAG: Final = 258
_BAND_PIXELS: Final = 1 << 20


def to_rgb(image: Image.Image) -> Image.Image:
    """A loaded picture in mode RGB and of the same size; the argument is left as it was."""
    if image.mode.startswith(("I", "F")):
        return _deep_grey_to_rgb(image)
    if image.mode == "LAB":
        return _applied(image, _lab_transform())
    if image.mode == "CMYK" and image.format in ("JPEG", "MPO") and "adobe" not in image.info:
        plain = ImageChops.invert(image)  # Pillow takes every CMYK JPEG for an inverted one; only Adobe's are
        plain.info = image.info
        image = plain
    if image.has_transparency_data:
        return _on_white(image)
    if image.mode in ("1", "LA", "P", "PA", "RGBX"):
        flat = image.convert("L" if image.mode == "1" else "RGB")
        flat.info = image.info
        image = flat
    return _managed(image)


def _on_white(image: Image.Image) -> Image.Image:
    """Composite the colours, converted to sRGB first, over white by their alpha."""
    rgba = image.convert("RGBA")
    managed = _managed(rgba.convert("RGB"))
    managed.putalpha(rgba.getchannel("A"))
    return Image.alpha_composite(Image.new("RGBA", managed.size, WHITE), managed).convert("RGB")


def _managed(image: Image.Image) -> Image.Image:
    """Convert to sRGB by the embedded profile; one that is damaged or of another colour space is ignored."""
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and image.mode in _PROFILE_SPACES:
        transform = _profile_transform(profile, image.mode)
        if transform is not None:
            return _applied(image, transform)
    return image.convert("RGB")


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # it is None for in-place transforms only
    return converted


@lru_cache(maxsize=8)
def _profile_transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from a profile to sRGB; None where there is nothing to do or the profile is of no use."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _PROFILE_SPACES[mode]:
            return None
        if mode == "RGB" and "sRGB" in (source.profile.profile_description or ""):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


@lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(lab, srgb, "LAB", "RGB")


def _deep_grey_to_rgb(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits, scaled so that the whole range of its type is kept."""
    values = np.asarray(image)
    grey = _scaled(values, image)
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        grey[values == transparent] = 255
    plain = Image.fromarray(grey)
    plain.info = image.info
    return _managed(plain)


def _scaled(values: np.ndarray, image: Image.Image) -> np.ndarray:
    """(h, w) of any number type -> (h, w) uint8, newly made; in bands, to need little memory."""
    tags = getattr(image, "tag_v2", {})
    grey = np.empty(values.shape, np.uint8)
    if values.dtype.itemsize == 2:
        table = _to_bytes(np.arange(1 << 16), 0.0, float((1 << _bits(tags)) - 1))
        for band in _bands(values.shape):
            grey[band] = table[values[band]]
    else:
        low, high = _open_range(values)
        for band in _bands(values.shape):
            grey[band] = _to_bytes(_finite(values[band]), low, high)
    if tags.get(_PHOTOMETRIC_TAG) == 0:  # "white is zero", which Pillow leaves to us beyond 8 bits
        np.subtract(255, grey, out=grey)
    return grey


def _to_bytes(values: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.rint((values - low) * (255.0 / (high - low))).clip(0, 255).astype(np.uint8)


def _bits(tags: Mapping[int, tuple[int, ...]]) -> int:
    bits = tags.get(_BITS_TAG, (16,))[0]
    return bits if 8 < bits <= 16 else 16


def _open_range(values: np.ndarray) -> tuple[float, float]:
    """The values shown as black and white: 32-bit integers and floats do not say.

    The smallest usual range that holds them all (0..1 and 0..255 for floats, 0..65535), else their own.
    """
    ends = [
        (float(part.min()), float(part.max()))
        for part in map(_finite, (values[b] for b in _bands(values.shape)))
    ]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    usual = (1.0, 255.0, 65535.0) if values.dtype.kind == "f" else (65535.0,)
    full = next((bound for bound in usual if low >= 0 and high <= bound), None)
    if full is not None:
        return 0.0, full
    return low, high if high > low else low + 1.0


def _finite(values: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.nan_to_num(values.astype(np.float64), copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _bands(shape: tuple[int, ...]) -> Iterator[slice]:
    height, width = shape
    step = max(1, _BAND_PIXELS // width)
    return (slice(top, top + step) for top in range(0, height, step))
