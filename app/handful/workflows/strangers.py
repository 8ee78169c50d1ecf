"""How many strangers to expect among the pictures, for the window and the command line. Imports no torch."""

from __future__ import annotations

from handful.project.strangers import DEFAULT_SHARE, LARGEST_SHARE

__all__ = ["DEFAULT_SHARE", "LARGEST_SHARE"]
