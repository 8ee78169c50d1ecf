"""Which keys each command has: those of the table, unless the person chose others. Knows no action."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from handful.ui.actions import ActionInfo

RESERVED: Final = frozenset(
    {"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Tab", "Shift+Tab", "Esc", "Ctrl+A"}
)
"""Keys that walk and select; a command with one of them would lock the person in."""


class Keymap(QObject):
    """Keys as portable texts, "Ctrl+K". `changed` follows each choice."""

    changed = Signal()

    def __init__(self, table: Iterable[ActionInfo], chosen: str = "", parent: QObject | None = None) -> None:
        """chosen: what `to_text` gave before; what is not understood is passed over."""
        super().__init__(parent)
        self._defaults = {info.key: default_keys(info) for info in table}
        self._chosen = {k: v for k, v in _read(chosen).items() if k in self._defaults}

    def keys(self, key: str) -> tuple[str, ...]:
        """The keys of a command, the one that is shown first."""
        return self._chosen.get(key, self._defaults[key])

    def is_default(self, key: str) -> bool:
        """Whether the command has the keys of the table."""
        return self.keys(key) == self._defaults[key]

    def owner(self, keys: str) -> str | None:
        """The command that these keys belong to, or None."""
        return next((key for key in self._defaults if keys in self.keys(key)), None)

    def assign(self, key: str, keys: tuple[str, ...]) -> None:
        """Give a command these keys, taking them from whatever had them. Raises ValueError for `RESERVED`."""
        for each in keys:
            if each in RESERVED:
                raise ValueError(f"{each} walks through the pictures and cannot be given to a command")
        for other in self._defaults:
            kept = tuple(each for each in self.keys(other) if each not in keys)
            if other != key and kept != self.keys(other):
                self._set(other, kept)
        self._set(key, keys)
        self.changed.emit()

    def reset(self, key: str | None = None) -> None:
        """The keys of the table again, for one command (taken from whatever has them now) or for all."""
        if key is None:
            self._chosen = {}
            self.changed.emit()
        else:
            self.assign(key, self._defaults[key])

    def to_text(self) -> str:
        """What differs from the table, to be kept; empty where nothing does."""
        return json.dumps(self._chosen) if self._chosen else ""

    def _set(self, key: str, keys: tuple[str, ...]) -> None:
        self._chosen.pop(key, None)
        if keys != self._defaults[key]:
            self._chosen[key] = keys


def default_keys(info: ActionInfo) -> tuple[str, ...]:
    """The keys of the table; of a standard key the first one that the platform has."""
    found = []
    for each in info.shortcut:
        if isinstance(each, QKeySequence.StandardKey):
            found += [portable(keys) for keys in QKeySequence.keyBindings(each)[:1]]
        else:
            found.append(portable(QKeySequence(each)))
    return tuple(dict.fromkeys(found))


def portable(keys: QKeySequence) -> str:
    """As it is kept."""
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: str) -> str:
    """As the platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _read(chosen: str) -> Mapping[str, tuple[str, ...]]:
    try:
        values = json.loads(chosen or "{}")
    except ValueError:
        return {}
    if not isinstance(values, dict):
        return {}
    return {
        key: tuple(keys)
        for key, keys in values.items()
        if isinstance(keys, list)
        and all(isinstance(each, str) and each and portable(QKeySequence(each)) == each for each in keys)
        and not RESERVED.intersection(keys)
    }
