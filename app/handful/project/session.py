"""One open project: the document, its file and its undo history, always in step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handful.message import Message
from handful.project.bulk import no_garbage_collection
from handful.project.changes import Edit, apply
from handful.project.document import Change, Facts, Prediction, Project, ProjectError
from handful.project.failures import told_for_people
from handful.project.history import History, Steps, damaged
from handful.project.opening import Opened, create_file, locked, open_file
from handful.project.places import Anchor


class Session:
    """A project and its file. Not thread-safe: for one thread.

    What a method has changed is on the disk when it returns; where that fails it raises ProjectError, and
    project and file stay as they were. A read-only session keeps facts and predictions in memory only.
    """

    def __init__(self, path: Path, opened: Opened) -> None:
        self.path = path
        self.project = opened.project
        self.read_only_reason = opened.reason
        self._store = opened.store
        self._lock = opened.lock
        self._history = History(self._store.connection, self._store.anchor)
        self._group: str | None = None

    @classmethod
    def create(cls, path: Path, settings: Mapping[str, str] | None = None) -> Session:
        """A new project with no pictures. Raises ProjectError where there is a file already, or none can be.

        settings: the choices that it begins with; they are no step of its history.
        """
        return cls(path.absolute(), create_file(path.absolute(), settings or {}))

    @classmethod
    def open(cls, path: Path) -> Session:
        """A project that exists; read-only where another program has it open, or it may not be written.

        Raises ProjectError that says what to do: missing, no project, newer, damaged, no permission. Then
        nothing has been written.
        """
        return cls(path.absolute(), open_file(path.absolute()))

    @property
    def read_only(self) -> bool:
        """Whether edits are refused; `read_only_reason` says why."""
        return self.read_only_reason is not None

    @property
    def steps(self) -> Steps:
        """Every step since the project was made, and how many of them are done."""
        return self._history.steps

    @property
    def undo_words(self) -> str | None:
        """What undo would take back, None where there is nothing."""
        step = self._history.steps.undo
        return None if step is None or self.read_only else step.wording.text

    @property
    def redo_words(self) -> str | None:
        """What redo would do again, None where there is nothing."""
        step = self._history.steps.redo
        return None if step is None or self.read_only else step.wording.text

    def apply(self, edit: Edit, *, group: str | None = None) -> Change:
        """Do the edit. In the same group as the edit before it, both are one undo step."""
        self._require_writable()
        if edit.is_empty:
            return Change()
        with no_garbage_collection():
            project, change = apply(self.project, edit)
            with self._store.transaction():
                self._store.write(self.project, project, edit.pictures)
                steps = self._history.push(edit, join=group is not None and group == self._group)
        self._history.steps = steps
        self.project = project
        self._group = group
        return change

    def undo(self) -> Change | None:
        """Take back the last step; None where there is nothing to undo."""
        return self.go_to(self.steps.done - 1)

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing to redo."""
        return self.go_to(self.steps.done + 1)

    def go_to(self, done: int) -> Change | None:
        """Undo or redo until this many steps are done, all or nothing; None where there are not as many."""
        self._require_writable()
        if not 0 <= done <= len(self.steps.all) or done == self.steps.done:
            return None
        with no_garbage_collection():
            project, steps, change, edited = self._travelled(done)
            with self._store.transaction():
                self._store.write(self.project, project, edited)
                self._history.travel(steps)
        self._history.steps = steps
        self.project = project
        self._group = None
        return change

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
            raise ProjectError(
                Message("'{name}' is the project itself; choose another name for the copy", name=path.name)
            )
        if path.exists() and not overwrite:
            raise ProjectError(
                Message("there is already a file '{name}'; choose another name for the copy", name=path.name)
            )
        with told_for_people(path, "write"):
            lock = locked(path)
            try:
                with tempfile.TemporaryDirectory(prefix=".handful-", dir=path.parent) as folder:
                    partial = Path(folder, path.name)
                    self._store.copy_to(partial, Anchor.of(path))
                    os.replace(partial, path)
            finally:
                lock.release()

    def close(self) -> None:
        """Close the file and free it for others. A second call does nothing."""
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    def _travelled(self, done: int) -> tuple[Project, Steps, Change, set[int]]:
        """The project with `done` steps done, what changed on the way, and the pictures that were edited."""
        project, steps, total, edited = self.project, self.steps, Change(), set[int]()
        while steps.done != done:
            undo = steps.done > done
            step = steps.undo if undo else steps.redo
            assert step is not None, "the number of steps was checked"
            edit = self._history.edit(step, project, undo=undo)
            try:
                project, change = apply(project, edit)
            except ProjectError as error:
                raise damaged(step, undo=undo) from error
            total, steps = total.then(change), steps.travelled(undo=undo)
            edited.update(edit.pictures)
        return project, steps, total, edited

    def _require_writable(self) -> None:
        if self.read_only_reason is not None:
            raise ProjectError(self.read_only_reason)
