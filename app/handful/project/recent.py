"""The projects that were open lately, and where a new one goes. Opens no project."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.message import Message
from handful.project.keeping import keep_aside, write_atomically

log = logging.getLogger(__name__)

MAX_RECENT: Final = 20
SUFFIX: Final = ".handful"
UNTITLED: Final = Message("Untitled")


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was open lately, and whether its file is still there."""

    path: Path
    exists: bool


class RecentProjects:
    """The list of recent projects, kept in one JSON file, newest first. A damaged file is kept aside.

    Where the list cannot be written it stays as it was: no project is harmed by that, so it is only logged.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def list(self) -> tuple[RecentProject, ...]:
        """Newest first; those whose file is gone are listed as missing."""
        return tuple(RecentProject(path, path.is_file()) for path in self._read())

    def add(self, path: Path) -> None:
        """Put the project first."""
        path = path.absolute()
        self._write([path, *(each for each in self._read() if each != path)][:MAX_RECENT])

    def remove(self, path: Path) -> None:
        """Forget the project; its file stays."""
        path = path.absolute()
        self._write([each for each in self._read() if each != path])

    def remove_missing(self) -> None:
        """Forget those whose file is gone."""
        self._write([each for each in self._read() if each.is_file()])

    def clear(self) -> None:
        """Forget all; their files stay."""
        self._write([])

    def _read(self) -> Sequence[Path]:
        try:
            value = json.loads(self._file.read_bytes())
            return [Path(each) for each in value["recent"] if isinstance(each, str) and "\0" not in each]
        except OSError:
            return []
        except (ValueError, TypeError, KeyError, RecursionError):
            keep_aside(self._file)
            return []

    def _write(self, paths: Sequence[Path]) -> None:
        text = json.dumps({"recent": [str(path) for path in paths]}, indent=1)
        try:
            write_atomically(self._file, text)
        except OSError as error:
            log.warning("the list of recent projects was not kept: %s", error)


def new_untitled_path(folder: Path, word: str = UNTITLED, *, today: datetime.date | None = None) -> Path:
    """A path in the folder where no file is: "Untitled 2026-11-24.handful", then "… 2.handful" and so on."""
    stem = f"{word} {(today or datetime.date.today()).isoformat()}"
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists() or path.is_symlink():
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path
