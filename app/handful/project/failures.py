"""What SQLite and the file system say when something goes wrong, in words for people that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from handful.message import Message
from handful.project.document import ProjectError

_REASONS: Final = {
    "SQLITE_FULL": Message("the disk is full; free some space and do it again"),
    "SQLITE_READONLY": Message("it may not be written to; save a copy in another folder"),
    "SQLITE_PERM": Message("access was refused; check the permissions of the file and its folder"),
    "SQLITE_CANTOPEN": Message("it cannot be opened; check the permissions of the file and its folder"),
    "SQLITE_IOERR": Message("the disk could not be read or written; check that the drive is still connected"),
    "SQLITE_BUSY": Message("another program is using it; close that program and do it again"),
    "SQLITE_LOCKED": Message("another program is using it; close that program and do it again"),
    "SQLITE_PROTOCOL": Message(
        "the folder does not support locking; move the project to a folder on this computer"
    ),
    "SQLITE_NOTADB": Message("it is not a Handful project, or its beginning is damaged; choose another file"),
    "SQLITE_TOOBIG": Message("a value is too large to be kept"),
    "SQLITE_CONSTRAINT": Message("a value is not one that can be kept"),
    "SQLITE_NOMEM": Message("there is not enough memory; close other programs and do it again"),
}
DAMAGED = Message("the file is damaged, and was left as it is; open a copy of it from a backup")

Doing = Literal["open", "create", "save", "write"]
_CANNOT: Final[dict[Doing, Message]] = {
    "open": Message("cannot open '{name}': {reason}"),
    "create": Message("cannot create '{name}': {reason}"),
    "save": Message("cannot save '{name}': {reason}"),
    "write": Message("cannot write '{name}': {reason}"),
}


@contextmanager
def told_for_people(path: Path, doing: Doing) -> Iterator[None]:
    """Turns errors of SQLite and the file system inside into a ProjectError: "cannot save 'x.handful': …"."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:  # the last: SQLite quotes a damaged file
        raise ProjectError(cannot(doing, path.name, _reason(error))) from error


def cannot(doing: Doing, name: str, reason: str) -> Message:
    """What cannot be done to a project file, and why."""
    return _CANNOT[doing].filled(name=name, reason=reason)


def _reason(error: sqlite3.Error | OSError | UnicodeDecodeError) -> Message:
    if isinstance(error, OSError):
        why = (error.strerror or str(error)).lower()
        return Message("{why}; check the file and its folder", why=why)
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, reason in _REASONS.items():
        if name.startswith(start):
            return reason
    if "disk is full" in str(error):
        return _REASONS["SQLITE_FULL"]
    return DAMAGED
