"""The one error of this room."""

from __future__ import annotations


class PictureError(ValueError):
    """A picture cannot be had; the message is the reason in a few words that people understand."""
