"""One open project: the document, its file and its undo history, always in step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handful.project.changes import Edit, apply
from handful.project.document import Change, Facts, Prediction, Project, ProjectError
from handful.project.failures import told_for_people
from handful.project.history import History
from handful.project.lock import LockedError, ProjectLock
from handful.project.store import Store


class Session:
    """A project and its file. Not thread-safe: for one thread.

    What a method has changed is on the disk when it returns; where that fails it raises ProjectError, and
    project and file stay as they were. A read-only session keeps facts and predictions in memory only.
    """

    def __init__(
        self, path: Path, store: Store, project: Project, lock: ProjectLock | None, reason: str | None
    ) -> None:
        self.path = path
        self.project = project
        self.read_only_reason = reason
        self._store = store
        self._lock = lock
        self._history = History(store.connection, store.anchor)
        self._group: str | None = None

    @classmethod
    def create(cls, path: Path) -> Session:
        """A new, empty project. Raises ProjectError where there is a file already, or none can be made."""
        path = path.absolute()
        with told_for_people(path, "create"):
            lock = _locked(path)
        try:
            return cls(path, Store.create(path), Project(), lock, None)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path) -> Session:
        """A project that exists; read-only where another program has it open or the folder cannot be written.

        Raises ProjectError that says what to do: missing, no project, newer, damaged, no permission.
        """
        path = path.absolute()
        if not path.is_file():
            raise ProjectError(f"there is no file '{path}'; it may have been moved: open it where it is now")
        lock: ProjectLock | None = None
        reason: str | None = None
        try:
            lock = _locked(path)
        except ProjectError as error:
            reason = str(error)
        except OSError:
            reason = f"the folder of '{path.name}' cannot be written to; save a copy to change it"
        try:
            store = Store(path, writable=lock is not None)
            try:
                project = store.load()
            except BaseException:
                store.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(path, store, project, lock, reason)

    @property
    def read_only(self) -> bool:
        """Whether edits are refused; `read_only_reason` says why."""
        return self.read_only_reason is not None

    @property
    def undo_words(self) -> str | None:
        """What undo would take back, None where there is nothing."""
        step = None if self.read_only else self._history.undo_step()
        return None if step is None else self._history.words(step).text

    @property
    def redo_words(self) -> str | None:
        """What redo would do again, None where there is nothing."""
        step = None if self.read_only else self._history.redo_step()
        return None if step is None else self._history.words(step).text

    def apply(self, edit: Edit, *, group: str | None = None) -> Change:
        """Do the edit. In the same group as the edit before it, both are one undo step."""
        self._require_writable()
        if edit.is_empty:
            return Change()
        project, change = apply(self.project, edit)
        with self._store.transaction():
            self._store.write(self.project, project, edit.pictures)
            self._history.push(edit, join=group is not None and group == self._group)
        self.project = project
        self._group = group
        return change

    def undo(self) -> Change | None:
        """Take back the last step; None where there is nothing to undo."""
        return self._travel(undo=True)

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing to redo."""
        return self._travel(undo=False)

    def record_facts(self, facts: Mapping[int, Facts]) -> Change:
        """Keep what the worker learned; news of pictures that are gone is dropped."""
        known = self.project.facts
        news = {k: v for k, v in facts.items() if k in self.project.pictures and known.get(k) != v}
        if not news:
            return Change()
        if not self.read_only:
            with self._store.transaction(durable=False):
                self._store.write_facts(news)
        self.project = replace(self.project, facts={**known, **news})
        return Change(changed=tuple(sorted(news)))

    def record_predictions(self, predictions: Mapping[int, Prediction]) -> Change:
        """Keep predictions; those of support pictures, or of what is gone, are dropped."""
        pictures, class_ids = self.project.pictures, {each.id for each in self.project.classes}
        news = {
            key: value
            for key, value in predictions.items()
            if key in pictures and pictures[key].role == "query" and value.class_id in class_ids
        }
        if not news:
            return Change()
        if not self.read_only:
            with self._store.transaction(durable=False):
                self._store.write_predictions(news)
        self.project = replace(self.project, predictions={**self.project.predictions, **news})
        return Change(changed=tuple(sorted(news)))

    def clear_predictions(self) -> Change:
        """Forget all predictions."""
        cleared = tuple(sorted(self.project.predictions))
        if cleared and not self.read_only:
            with self._store.transaction(durable=False):
                self._store.clear_predictions()
        self.project = replace(self.project, predictions={})
        return Change(changed=cleared)

    def copy_to(self, path: Path, *, overwrite: bool = False) -> None:
        """Save a copy, undo history included; this session stays with its own file.

        Raises ProjectError where a file is there and `overwrite` is not set; it is replaced only when the
        copy is complete.
        """
        path = path.absolute()
        if path == self.path or (path.exists() and path.samefile(self.path)):
            raise ProjectError(f"'{path.name}' is the project itself; choose another name for the copy")
        if path.exists() and not overwrite:
            raise ProjectError(f"there is already a file '{path.name}'; choose another name for the copy")
        with told_for_people(path, "write"):
            lock = _locked(path)
            try:
                with tempfile.TemporaryDirectory(prefix=".handful-", dir=path.parent) as folder:
                    partial = Path(folder, path.name)
                    self._store.copy_to(partial)
                    os.replace(partial, path)
            finally:
                lock.release()

    def close(self) -> None:
        """Close the file and free it for others. A second call does nothing."""
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    def _travel(self, *, undo: bool) -> Change | None:
        self._require_writable()
        step = self._history.undo_step() if undo else self._history.redo_step()
        if step is None:
            return None
        edit = self._history.edit(step, self.project, undo=undo)
        project, change = apply(self.project, edit)
        with self._store.transaction():
            self._store.write(self.project, project, edit.pictures)
            self._history.move_to(step - 1 if undo else step)
        self.project = project
        self._group = None
        return change

    def _require_writable(self) -> None:
        if self.read_only_reason is not None:
            raise ProjectError(f"'{self.path.name}' is open for reading only: {self.read_only_reason}")


def _locked(path: Path) -> ProjectLock:
    try:
        return ProjectLock(path)
    except LockedError:
        raise ProjectError(
            f"'{path.name}' is open in another window or program; close it there to change it here"
        ) from None
