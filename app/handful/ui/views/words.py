"""How numbers and answers are said in the views. Owns the words; knows no widget."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

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


def pictures(n: int) -> str:
    """0 -> "0 pictures", 1 -> "1 picture"."""
    one = QCoreApplication.translate("words", "1 picture")
    many = QCoreApplication.translate("words", "{n} pictures")
    return one if n == 1 else many.format(n=count(n))


def decimal(value: float, places: int = 2) -> str:
    """0.5 -> "0.50": a similarity, a loss, a speed."""
    return QLocale().toString(value, "f", places)


def sentence(text: str) -> str:
    """The reason that a lower room gives, begun as a sentence; a file's name keeps its letters."""
    first = text.split(maxsplit=1)[:1]
    return text if first and "." in first[0].rstrip(".") else text[:1].upper() + text[1:]


def tooltip(text: str) -> str:
    """Text that a file or a stranger supplied, so that a tooltip shows it letter by letter."""
    return f"<p style='white-space:pre'>{escape(text)}</p>" if text else ""


def button_text(text: str) -> str:
    """Such text for a button or a menu, where "&" would otherwise underline a letter."""
    return text.replace("&", "&&")
