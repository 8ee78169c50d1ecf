"""Any mode that Pillow gives, as 8-bit sRGB: depth scaled, profiles applied, transparency laid on white.

Knows no files. Raises what Pillow raises; `decode` turns that into a reason.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageCms

WHITE: Final = (255, 255, 255, 255)
_PROFILE_SPACES: Final = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_PHOTOMETRIC_TAG: Final = 262
_BITS_TAG: Final = 258


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
    colours = rgba.convert("RGB")
    colours.info = image.info
    managed = _managed(colours)
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
    key = image.info.get("transparency")
    if isinstance(key, int):
        grey[values == key] = 255
    return _managed_grey(grey, image)


def _managed_grey(grey: np.ndarray, image: Image.Image) -> Image.Image:
    plain = Image.fromarray(grey)
    plain.info = image.info
    return _managed(plain)


def _scaled(values: np.ndarray, image: Image.Image) -> np.ndarray:
    """(h, w) of any number type -> (h, w) uint8, newly made."""
    tags = getattr(image, "tag_v2", {})
    if values.dtype.itemsize == 2:
        full = (1 << _bits(tags)) - 1
        grey = ((values.astype(np.uint32) * 255 + full // 2) // full).clip(0, 255).astype(np.uint8)
    else:
        grey = _scaled_open_range(values)
    if tags.get(_PHOTOMETRIC_TAG) == 0:  # "white is zero", which Pillow leaves to us beyond 8 bits
        return 255 - grey
    return grey


def _bits(tags: dict[int, tuple[int, ...]]) -> int:
    bits = tags.get(_BITS_TAG, (16,))[0]
    return bits if 8 < bits <= 16 else 16


def _scaled_open_range(values: np.ndarray) -> np.ndarray:
    """32-bit integers and floats say nothing of their range: the smallest usual one that holds them all.

    Floats in 0..1, values in 0..255 (floats only) and 0..65535 keep that scale; all else is stretched.
    """
    exact = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(exact.min()), float(exact.max())
    usual = (1.0, 255.0, 65535.0) if values.dtype.kind == "f" else (65535.0,)
    full = next((bound for bound in usual if low >= 0 and high <= bound), None)
    if full is None:
        exact, full = exact - low, max(high - low, 1e-300)
    return np.rint(exact * (255.0 / full)).clip(0, 255).astype(np.uint8)
