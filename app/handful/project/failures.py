"""What SQLite and the file system say when something goes wrong, in words for people that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handful.project.document import ProjectError

_REASONS = {
    "SQLITE_FULL": "the disk is full; free some space and do it again",
    "SQLITE_READONLY": "it may not be written to; save a copy in another folder",
    "SQLITE_PERM": "access was refused; check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened; check the permissions of the file and its folder",
    "SQLITE_IOERR": "the disk could not be read or written; check that the drive is still connected",
    "SQLITE_BUSY": "another program is using it; close that program and do it again",
    "SQLITE_LOCKED": "another program is using it; close that program and do it again",
    "SQLITE_PROTOCOL": "the folder does not support locking; move the project to a folder on this computer",
    "SQLITE_NOTADB": "it is not a Handful project, or its beginning is damaged; choose another file",
    "SQLITE_TOOBIG": "a value is too large to be kept",
    "SQLITE_CONSTRAINT": "a value is not one that can be kept",
    "SQLITE_NOMEM": "there is not enough memory; close other programs and do it again",
}
DAMAGED = "the file is damaged, and was left as it is; open a copy of it from a backup"


@contextmanager
def told_for_people(path: Path, doing: str) -> Iterator[None]:
    """Turns errors of SQLite and the file system inside into a ProjectError: "cannot save 'x.handful': …"."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:  # the last: SQLite quotes a damaged file
        raise ProjectError(f"cannot {doing} '{path.name}': {_reason(error)}") from error


def _reason(error: sqlite3.Error | OSError | UnicodeDecodeError) -> str:
    if isinstance(error, OSError):
        return f"{(error.strerror or str(error)).lower()}; check the file and its folder"
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, reason in _REASONS.items():
        if name.startswith(start):
            return reason
    if "disk is full" in str(error):
        return _REASONS["SQLITE_FULL"]
    return DAMAGED
