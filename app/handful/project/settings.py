"""The settings of the app, not of a project: one table says what there is, one JSON file keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handful.project.keeping import keep_aside, write_atomically

_MAX_BYTES: Final = 4 * 1024 * 1024
Value = str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its type is that of its default; `choices`: the only values, where it is a choice."""

    name: str
    default: Value
    description: str
    choices: tuple[str, ...] = ()


SETTINGS: Final = (
    Setting("theme", "system", "Light or dark, or as the system is", ("system", "light", "dark")),
    Setting("language", "system", "What is spoken, or as the system is", ("system", "en", "ko")),
    Setting("learner", "ridge", "The learner of a new project: the one that was chosen last"),
    Setting("device", "auto", "Where the encoder runs", ("auto", "cpu", "cuda")),
    Setting("last_folder", "", "The folder that a file dialog opens in"),
    Setting("window_geometry", "", "Place and size of the window, base64"),
    Setting("window_state", "", "Sizes of the panes of the window, base64"),
    Setting("insight_tab", "fit", "The view of insight in front", ("fit", "map", "confusion", "examples")),
    Setting("insight_place", "beside", "Where insight stands", ("beside", "under")),
    Setting("shortcuts", "", "Keys that differ from those of the table of commands, JSON"),
    Setting("after_decision", "next", "What follows a decision on one picture", ("next", "stay")),
    Setting("thumbnail_px", (), "Side of a thumbnail in the grid; as the grid has it where empty"),
)
_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


class AppSettings:
    """Reads once, writes the whole file at each `set`. What a newer Handful has put there is kept.

    A damaged file is put aside, see `damaged_file`, and the defaults are used.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.damaged_file: Path | None = None
        self._values = self._read()

    def text(self, name: str) -> str:
        """The value of a text or a choice; its default where none, or none that is allowed, was set."""
        value = self._value(name)
        if not isinstance(value, str):
            raise KeyError(f"the setting {name!r} is not a text")
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        """The value of a list of integers; its default where none was set."""
        value = self._value(name)
        if isinstance(value, str):
            raise KeyError(f"the setting {name!r} is not a list of integers")
        return value

    def set(self, name: str, value: Value) -> None:
        """Keep a value. Raises ValueError where it is not allowed, OSError where it cannot be written."""
        setting = _BY_NAME[name]
        checked = _checked(setting, value)
        if checked is None:
            wanted = " or ".join(setting.choices) or type(setting.default).__name__
            raise ValueError(f"the setting {name!r} is {value!r}; it has to be {wanted}")
        values = {**self._values, name: checked}
        write_atomically(self._file, json.dumps(values, indent=1))
        self._values = values

    def _value(self, name: str) -> Value:
        setting = _BY_NAME[name]
        checked = _checked(setting, self._values.get(name))
        return setting.default if checked is None else checked

    def _read(self) -> dict[str, Any]:
        try:
            with self._file.open("rb") as stream:
                value = json.loads(stream.read(_MAX_BYTES))
        except OSError:
            return {}
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        self.damaged_file = keep_aside(self._file)
        return {}


def _checked(setting: Setting, value: object) -> Value | None:
    """The value if it is of the setting's type and allowed, None otherwise."""
    if isinstance(setting.default, str):
        allowed = isinstance(value, str) and value in (setting.choices or (value,))
        return str(value) if allowed else None
    if isinstance(value, (list, tuple)) and all(type(each) is int for each in value):
        return tuple(value)
    return None
