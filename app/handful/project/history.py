"""The undo history in the project file: each step's words, its edits as JSON, and how far has been undone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Final

from handful.message import Message
from handful.project.changes import Edit, joined
from handful.project.document import Project, ProjectError
from handful.project.places import Anchor
from handful.project.records import EditReader, edit_to_json, wording_from_json, wording_to_json
from handful.project.wording import Wording

_UNREADABLE: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    sqlite3.DatabaseError,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step. `characters`: the size of its record."""

    id: int
    characters: int
    wording: Wording


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps, oldest first; the first `done` of them are done, the others undone."""

    all: tuple[Step, ...] = ()
    done: int = 0

    @property
    def undo(self) -> Step | None:
        """The step that undo would take back."""
        return self.all[self.done - 1] if self.done else None

    @property
    def redo(self) -> Step | None:
        """The step that redo would do again."""
        return self.all[self.done] if self.done < len(self.all) else None

    def pushed(self, wording: Wording, characters: int, *, join: bool) -> Steps:
        """With a step after the present one, or that one made larger; without the undone ones."""
        last = self.undo
        if join and last is not None:
            joined = Step(last.id, last.characters + characters, last.wording.then(wording))
            return Steps((*self.all[: self.done - 1], joined), self.done)
        step = Step(last.id + 1 if last is not None else 1, characters, wording)
        return Steps((*self.all[: self.done], step), self.done + 1)

    def travelled(self, *, undo: bool) -> Steps:
        """With one more step undone, or redone."""
        return replace(self, done=self.done + (-1 if undo else 1))


def damaged(step: Step, *, undo: bool) -> ProjectError:
    """What to raise where a step cannot be undone or redone."""
    if undo:
        text = Message("'{step}' cannot be undone: its record in the file is damaged", step=step.wording.text)
    else:
        text = Message(
            "'{step}' cannot be done again: its record in the file is damaged", step=step.wording.text
        )
    return ProjectError(text)


class History:
    """The steps in the file. `steps` is what the file holds; set it when a transaction has been committed."""

    def __init__(self, connection: sqlite3.Connection, anchor: Anchor) -> None:
        self._connection = connection
        self._anchor = anchor
        self.steps = self._read()

    def edit(self, step: Step, project: Project, *, undo: bool) -> Edit:
        """The edit that undoes the step, or does it again, in a project that is where the step left it.

        Raises ProjectError where what the file holds is damaged.
        """
        order = "DESC" if undo else "ASC"
        query = f"SELECT edit FROM parts WHERE step = ? ORDER BY id {order}"
        reader = EditReader(self._anchor, project, step.wording, undo=undo)
        try:
            found = self._connection.execute(query, (step.id,))
            return joined(step.wording, [reader.read(record) for (record,) in found])
        except _UNREADABLE as error:
            raise damaged(step, undo=undo) from error

    def push(self, edit: Edit, *, join: bool) -> Steps:
        """Write a step after the present one, or `join` the edit to that. To be called in a transaction."""
        record = edit_to_json(self._anchor, edit)
        steps = self.steps.pushed(edit.wording, len(record), join=join)
        last, execute = steps.all[-1], self._connection.execute
        present = self.steps.undo.id if self.steps.undo is not None else 0
        execute("DELETE FROM parts WHERE step > ?", (present,))
        execute("DELETE FROM steps WHERE id > ?", (present,))
        wording = wording_to_json(last.wording)
        execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?)", (last.id, last.characters, wording))
        execute("INSERT INTO parts (step, edit) VALUES (?, ?)", (last.id, record))
        self._write_position(steps)
        return steps

    def travel(self, steps: Steps) -> None:
        """Note how many of the steps are done now. To be called in a transaction."""
        self._write_position(steps)

    def _write_position(self, steps: Steps) -> None:
        position = steps.undo.id if steps.undo is not None else 0
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('undo_position', ?)", (position,))

    def _read(self) -> Steps:
        """Nothing where the steps are damaged: a project without its history is better than no project."""
        execute = self._connection.execute
        try:
            found = execute("SELECT id, characters, wording FROM steps ORDER BY id").fetchall()
            position = execute("SELECT value FROM meta WHERE key = 'undo_position'").fetchone() or (0,)
            steps = tuple(Step(int(row[0]), int(row[1]), wording_from_json(row[2])) for row in found)
            return Steps(steps, sum(step.id <= position[0] for step in steps))
        except _UNREADABLE:
            return Steps()
