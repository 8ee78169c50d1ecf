"""Keeps a picture that was just taken: beside the project, named by the time, never over another one."""

from __future__ import annotations

import os
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from handful.message import Message
from handful.workflows.progress import WorkflowError


def folder_for_pictures(project_file: Path) -> Path:
    """Where the pictures of a project go that a camera takes: "trip pictures" beside trip.handful."""
    return project_file.parent / f"{project_file.stem} pictures"


def keep_picture(data: bytes, folder: Path, taken: datetime, suffix: str) -> Generator[None, None, Path]:
    """Write a new file, "2026-11-30 16.02.11.jpg", then "… 2.jpg" and so on; the folder is made.

    data: the encoded picture. Raises WorkflowError where it cannot be written; then no part of it is there.
    """
    yield None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, descriptor = _new_file(folder, taken.strftime("%Y-%m-%d %H.%M.%S"), suffix)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or str(error)
        raise WorkflowError(
            Message("{folder}: the picture cannot be kept there: {why}", folder=folder, why=why)
        ) from error
    return path


def _new_file(folder: Path, stem: str, suffix: str) -> tuple[Path, int]:
    """A file that was not there before, and its descriptor."""
    path, number = folder / f"{stem}{suffix}", 1
    while True:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            return path, os.open(path, flags, 0o666)
        except FileExistsError:
            number += 1
            path = folder / f"{stem} {number}{suffix}"
