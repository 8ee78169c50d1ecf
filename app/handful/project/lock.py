"""A lock file beside an open project: only one program writes it. A crash frees it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD_BY_ANOTHER = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class LockedError(Exception):
    """Another program, or another window, holds the lock."""


class ProjectLock:
    """Held from construction to `release`.

    Raises LockedError where another holds it, and OSError where the folder allows no lock at all.
    """

    def __init__(self, project_file: Path) -> None:
        real = Path(os.path.realpath(project_file))  # one lock for all names that lead to the file
        self._path = real.with_name(f".{real.name}.lock")
        self._descriptor = self._acquire()

    def release(self) -> None:
        """Free the lock and take the file away. A second call does nothing."""
        if self._descriptor < 0:
            return
        if sys.platform != "win32":  # while still held, so that nobody locks a file that is about to go
            with contextlib.suppress(OSError):
                os.unlink(self._path)
        os.close(self._descriptor)
        self._descriptor = -1
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                os.unlink(self._path)

    def _acquire(self) -> int:
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
            try:
                _lock(descriptor)
                if self._is_the_file(descriptor):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # the holder before took the file away between our opening and locking it

    def _is_the_file(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self._path))
        except FileNotFoundError:
            return False


def _lock(descriptor: int) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            raise LockedError from error
        raise
