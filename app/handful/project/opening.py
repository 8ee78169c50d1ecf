"""Opens a project file without harming it: locked, then read and checked, then opened for writing."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handful.message import Message, said
from handful.project.document import Project, ProjectError
from handful.project.failures import told_for_people
from handful.project.lock import LockedError, ProjectLock
from handful.project.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file and what it holds. Without a lock it is read-only, and `reason` says why."""

    store: Store
    project: Project
    lock: ProjectLock | None = None
    reason: str | None = None


def create_file(path: Path, settings: Mapping[str, str]) -> Opened:
    """A new project with no pictures. Raises ProjectError where there is a file, or none can be made."""
    project = Project(settings=dict(settings))
    with told_for_people(path, "create"):
        lock = locked(path)
    try:
        return Opened(Store.create(path, project), project, lock)
    except BaseException:
        lock.release()
        raise


def open_file(path: Path) -> Opened:
    """A project that exists; read-only where another program has it open, or it may not be written.

    Raises ProjectError that says what to do: missing, no project, newer, damaged, no permission. Then nothing
    has been written.
    """
    if not path.is_file():
        raise ProjectError(
            Message("there is no file '{path}'; it may have been moved: open it where it is now", path=path)
        )
    try:
        lock = _writable_lock(path)
    except ProjectError as error:
        return _read(Store(path, writable=False), reason=said(error))
    except OSError as error:
        text = Message("'{name}' cannot be changed where it is ({why}); save a copy")
        return _read_copy(path, reason=text.filled(name=path.name, why=_why_not_writable(error)))
    try:
        checked = _read(Store(path, writable=False))
        checked.store.close()
        return Opened(Store(path, writable=True), checked.project, lock)
    except BaseException:
        lock.release()
        raise


def locked(path: Path) -> ProjectLock:
    """The lock of a project. Raises ProjectError where another holds it, OSError where there can be none."""
    try:
        return ProjectLock(path)
    except LockedError:
        raise ProjectError(
            Message(
                "'{name}' is open in another window or program; close it there to change it here",
                name=path.name,
            )
        ) from None


def _writable_lock(path: Path) -> ProjectLock:
    if not os.access(path, os.W_OK):
        raise PermissionError(Message("the file is write-protected"))
    return locked(path)


def _why_not_writable(error: OSError) -> str:
    return error.strerror.lower() if error.strerror else said(error)


def _read(store: Store, *, reason: str | None = None) -> Opened:
    try:
        return Opened(store, store.load(), reason=reason)
    except BaseException:
        store.close()
        raise


def _read_copy(path: Path, *, reason: str) -> Opened:
    """From a copy in a temporary folder: reading a write-ahead log needs a folder that can be written."""
    with contextlib.ExitStack() as cleaner, told_for_people(path, "open"):
        copy = Path(cleaner.enter_context(tempfile.TemporaryDirectory(prefix="handful-")), path.name)
        shutil.copyfile(path, copy)
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(log.name))
        store = Store(path, writable=True, file=copy)
        opened = _read(store, reason=reason)
        store.clean_up_with(cleaner.pop_all())
        return opened
