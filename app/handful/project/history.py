"""The undo history in the project file: each step's words, its edits as JSON, and how far has been undone."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final

from handful.project.changes import Classes, Edit, PictureChange
from handful.project.document import Picture, PictureClass, Project, ProjectError, Role
from handful.project.places import Anchor
from handful.project.wording import ACTIONS, Wording

MAX_STEPS: Final = 1_000
MAX_CHARACTERS: Final = 64 * 1024 * 1024  # of all edits together; the latest step is kept whatever its size


class History:
    """Steps that can be undone and redone. Every method that writes has to be called inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, anchor: Anchor) -> None:
        self._connection = connection
        self._anchor = anchor

    def undo_step(self) -> int | None:
        """The step that undo would take back."""
        return self._number("SELECT max(id) FROM steps WHERE id <= ?")

    def redo_step(self) -> int | None:
        """The step that redo would do again."""
        return self._number("SELECT min(id) FROM steps WHERE id > ?")

    def words(self, step: int) -> Wording:
        """What the step did."""
        row = self._connection.execute("SELECT wording FROM steps WHERE id = ?", (step,)).fetchone()
        return _wording_from_json(json.loads(row[0]))

    def edit(self, step: int, project: Project, *, undo: bool) -> Edit:
        """The edit that undoes the step, or does it again, in a project that is where the step left it.

        Raises ProjectError where what the file holds is damaged.
        """
        order = "DESC" if undo else "ASC"
        found = self._connection.execute(
            f"SELECT edit FROM parts WHERE step = ? ORDER BY id {order}", (step,)
        )
        try:
            wording = self.words(step)
            reader = _EditReader(self._anchor, project, wording, undo=undo)
            edit = Edit(wording)
            for (part,) in found:
                edit = edit.then(reader.read(json.loads(part)))
        except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
            raise ProjectError("this step cannot be undone or redone: its record is damaged") from error
        return Edit(wording, edit.classes, edit.pictures, edit.settings)

    def push(self, edit: Edit, *, join: bool) -> None:
        """Add a step after the present one, or `join` the edit to that; undone steps are forgotten."""
        execute = self._connection.execute
        present = self.undo_step() or 0
        execute("DELETE FROM parts WHERE step > ?", (present,))
        execute("DELETE FROM steps WHERE id > ?", (present,))
        if join and present:
            wording = self.words(present).then(edit.wording)
            execute("UPDATE steps SET wording = ? WHERE id = ?", (_wording_to_json(wording), present))
        else:
            present += 1
            execute("INSERT INTO steps VALUES (?, ?)", (present, _wording_to_json(edit.wording)))
            self._forget_oldest(present)
        execute("INSERT INTO parts (step, edit) VALUES (?, ?)", (present, _edit_to_json(self._anchor, edit)))
        self.move_to(present)

    def move_to(self, position: int) -> None:
        """Note that the steps up to this one are done, and those after it undone."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('undo_position', ?)", (position,))

    def _number(self, query: str) -> int | None:
        position = self._connection.execute("SELECT value FROM meta WHERE key = 'undo_position'").fetchone()
        found: int | None = self._connection.execute(query, position or (0,)).fetchone()[0]
        return found

    def _forget_oldest(self, present: int) -> None:
        kept = self._connection.execute(
            "SELECT min(step) FROM (SELECT step, sum(sum(length(edit))) OVER (ORDER BY step DESC) AS total"
            " FROM parts GROUP BY step) WHERE total <= ?",
            (MAX_CHARACTERS,),
        ).fetchone()[0]
        oldest = max(present - MAX_STEPS + 1, min(present, kept or present))
        self._connection.execute("DELETE FROM parts WHERE step < ?", (oldest,))
        self._connection.execute("DELETE FROM steps WHERE id < ?", (oldest,))


def _wording_to_json(wording: Wording) -> str:
    return json.dumps([wording.action, wording.count, wording.name, wording.other])


def _wording_from_json(value: Any) -> Wording:
    action, count, name, other = value
    if action not in ACTIONS or type(count) is not int or not isinstance(name, str):
        raise ValueError(f"{value!r} is no wording")
    return Wording(action, count, name, str(other))


def _edit_to_json(anchor: Anchor, edit: Edit) -> str:
    value: dict[str, Any] = {}
    if edit.classes is not None:
        value["classes"] = [[[each.id, each.name, each.colour] for each in side] for side in edit.classes]
    if edit.settings:
        value["settings"] = edit.settings
    if edit.pictures:
        value["pictures"] = [
            [key, *_sides_to_json(anchor, before, after)] for key, (before, after) in edit.pictures.items()
        ]
    return json.dumps(value, separators=(",", ":"))


def _sides_to_json(anchor: Anchor, before: Picture | None, after: Picture | None) -> list[Any]:
    """A path is written only where the project cannot tell it, which keeps steps over many pictures small."""
    same_path = before is not None and after is not None and before.path == after.path
    sides: list[Any] = []
    for side in (before, after):
        if side is None:
            sides.append(None)
        elif same_path:
            sides.append([side.role, side.label])
        else:
            sides.append([side.role, side.label, side.path, anchor.relative(side.path)])
    return sides


class _EditReader:
    """Reads the parts of one step in the order in which they are to be applied to the project."""

    def __init__(self, anchor: Anchor, project: Project, wording: Wording, *, undo: bool) -> None:
        self._anchor = anchor
        self._project = project
        self._wording = wording
        self._undo = undo
        self._paths: dict[int, str] = {}  # of pictures that an earlier part of the step brought in

    def read(self, value: Any) -> Edit:
        classes: tuple[Classes, Classes] | None = None
        if "classes" in value:
            before, after = (tuple(PictureClass(*each) for each in side) for side in value["classes"])
            classes = (after, before) if self._undo else (before, after)
        settings = {key: self._turned(pair) for key, pair in value.get("settings", {}).items()}
        pictures: dict[int, PictureChange] = {}
        for key, *pair in value.get("pictures", ()):
            old, new = self._turned(pair)
            pictures[key] = (self._picture(key, old, now=True), self._picture(key, new, now=False))
        return Edit(self._wording, classes, pictures, settings)

    def _turned(self, pair: Any) -> Any:
        before, after = pair
        return (after, before) if self._undo else (before, after)

    def _picture(self, key: int, side: Any, *, now: bool) -> Picture | None:
        if side is None:
            return None
        role: Role = "support" if side[0] == "support" else "query"
        if len(side) > 2 and not now:
            self._paths[key] = self._anchor.resolve(side[2], side[3])
        path = self._paths.get(key) or self._project.pictures[key].path
        return Picture(key, path, role, side[1])
