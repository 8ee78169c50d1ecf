"""Opening files that strangers name: only regular files, never waiting on a pipe or a device.

Knows nothing of pictures. Every way in which it can fail is a `PictureError` with a reason in plain words.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path
from typing import Final

from handful.images.errors import PictureError
from handful.message import Message, said

MAX_FILE_BYTES: Final = 1 << 30
_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
)
_KINDS: Final = (
    (stat.S_ISDIR, Message("a folder, not a file")),
    (stat.S_ISFIFO, Message("a pipe, not a file")),
    (stat.S_ISSOCK, Message("a socket, not a file")),
)


def open_regular(path: Path) -> io.BufferedReader:
    """Open for the caller to read and close. Raises PictureError unless it is a regular file with content."""
    try:
        _require_regular(os.stat(path))  # before opening: opening a device can already do something
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise PictureError(reason_for(error, path)) from error
    try:
        status = os.fstat(descriptor)
        _require_regular(status)  # again: it may have been swapped since
        _require_size(status.st_size)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_bytes(path: Path) -> bytes:
    """All bytes of a regular file of at most `MAX_FILE_BYTES`; raises PictureError."""
    with open_regular(path) as file:
        try:
            data = file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise PictureError(reason_for(error, path)) from error
    _require_size(len(data))
    return data


def reason_for(error: OSError | ValueError, path: Path) -> Message:
    """Why a file or folder could not be opened or read, in a few words."""
    if isinstance(error, PictureError):
        return said(error)
    if isinstance(error, FileNotFoundError):
        return Message("the link points nowhere") if os.path.islink(path) else Message("no such file")
    if isinstance(error, PermissionError):
        return Message("no permission to read it")
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Message("the link leads back to itself")
    if isinstance(error, OSError):
        return Message("it cannot be read: {why}", why=error.strerror or Message("unknown error"))
    return Message("its name is not valid here")


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    raise PictureError(
        next((words for is_kind, words in _KINDS if is_kind(status.st_mode)), Message("a device, not a file"))
    )


def _require_size(size_bytes: int) -> None:
    if size_bytes == 0:
        raise PictureError(Message("the file is empty (0 bytes)"))
    if size_bytes > MAX_FILE_BYTES:
        raise PictureError(
            Message(
                "{size:.1f} GB; at most {most:.1f} GB are read",
                size=size_bytes / 1e9,
                most=MAX_FILE_BYTES / 1e9,
            )
        )
