"""How numbers and answers are said in the views. Owns the words; knows no widget."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

NBSP: Final = "\u00a0"
_CERTAIN_PERCENT: Final = 100


def percent(fraction: float) -> str:
    """0.873 -> "87 %"; only a full 1.0 is said to be 100 %."""
    whole = round(100 * fraction)
    if whole == _CERTAIN_PERCENT and fraction < 1.0:
        whole = _CERTAIN_PERCENT - 1
    return f"{whole}{NBSP}%"


def count(n: int) -> str:
    """12345 -> "12,345", as the person's language writes it."""
    return QLocale().toString(n)


def decimal(value: float) -> str:
    """0.5 -> "0.50": a similarity or a loss."""
    return QLocale().toString(value, "f", 2)
