"""Names for files and folders that other systems accept: one component each, and no two alike anywhere.

Windows, macOS and Linux each forbid something else; what is made here is allowed on all of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_BYTES: Final = 120  # UTF-8; with a number and a suffix it stays below the 255 that file systems allow
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
EMPTY: Final = "_"


def safe_name(wish: str) -> str:
    """A name as close to `wish` as can be: no separator, no control character, not reserved, not hidden."""
    text = unicodedata.normalize("NFC", wish)
    text = "".join(_in_sight(c) for c in text)
    text = _shortened(_FORBIDDEN.sub("_", text).strip(), MAX_BYTES)
    text = text.rstrip(". ")
    if text.startswith("."):
        text = "_" + text[1:]
    stem = text.split(".", 1)[0].rstrip()
    if _RESERVED.fullmatch(stem):
        text = f"{stem}_{text[len(stem) :].lstrip()}"
    return text or EMPTY


def same_key(name: str) -> str:
    """Equal where two names could be one file: some systems ignore case, and how accents are composed."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


class Namer:
    """Hands out names for one folder, no two of which are the same on any system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wish: str, suffix: str = "") -> str:
        """`safe_name(wish)` with the suffix, numbered "name (2)", "name (3)" where it is taken.

        suffix: with its dot, as the file has it; kept where it is harmless.
        """
        stem, ending = safe_name(wish), _safe_suffix(suffix)
        name, number = f"{stem}{ending}", 1
        while same_key(name) in self._taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        self._taken.add(same_key(name))
        return name


def _in_sight(character: str) -> str:
    """The character, an underline for one that shows nothing, an ordinary space for any kind of space."""
    category = unicodedata.category(character)
    return "_" if category in _INVISIBLE else " " if category == "Zs" else character


def _safe_suffix(suffix: str) -> str:
    return suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,10}", suffix) else ""


def _shortened(text: str, max_bytes: int) -> str:
    """At most so many bytes in UTF-8, no character cut in two."""
    return text.encode()[:max_bytes].decode(errors="ignore").rstrip()
