"""Pictures for the screen, as plain bytes. Imports pillow only where it decodes."""

from __future__ import annotations

from pathlib import Path

from handful.message import said
from handful.workflows.progress import Raster, WorkflowError


def raster(path: str, size_px: int) -> Raster:
    """The picture, its longest side at most `size_px`. Raises WorkflowError with the reason if unreadable."""
    from handful.images.errors import PictureError
    from handful.images.thumbnails import thumbnail

    try:
        pixels = thumbnail(Path(path), size_px)
    except PictureError as error:
        raise WorkflowError(said(error)) from error
    height, width = pixels.shape[:2]
    return Raster(width, height, pixels.tobytes())
