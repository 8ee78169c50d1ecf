"""Edits and their words as JSON, as the undo history keeps them. What is read is checked."""

from __future__ import annotations

import json
from typing import Any

from handful.project.changes import Classes, Edit, PictureChange
from handful.project.document import Picture, Project, Role
from handful.project.places import Anchor
from handful.project.rows import class_from_row, text, whole
from handful.project.wording import ACTIONS, Wording


def wording_to_json(wording: Wording) -> str:
    """As [action, count, name, other]."""
    return json.dumps([wording.action, wording.count, wording.name, wording.other])


def wording_from_json(record: str) -> Wording:
    """Raises ValueError or TypeError where the record is not one of `wording_to_json`."""
    action, count, name, other = json.loads(record)
    if action not in ACTIONS or type(count) is not int:
        raise ValueError(f"{action!r} is no action")
    return Wording(action, count, str(name), str(other))


def edit_to_json(anchor: Anchor, edit: Edit) -> str:
    """All but the words of the edit, which a step has of its own.

    placed: pictures that come, go or change their path, with id, path, relative path, role and label.
    marked: ids by role and label before and after. That keeps steps over very many pictures small.
    """
    placed: list[Any] = []
    marked: dict[tuple[Any, ...], list[int]] = {}
    for key, (before, after) in edit.pictures.items():
        if before is not None and after is not None and before.path == after.path:
            change = (before.role, before.label, after.role, after.label)
            marked.setdefault(change, []).append(key)
        else:
            placed.append([key, _side(anchor, before), _side(anchor, after)])
    classes = edit.classes and [[[each.id, each.name, each.colour] for each in side] for side in edit.classes]
    value = {
        "classes": classes,
        "settings": edit.settings,
        "placed": placed,
        "marked": [[*change, keys] for change, keys in marked.items()],
    }
    return json.dumps({name: part for name, part in value.items() if part}, separators=(",", ":"))


def _side(anchor: Anchor, picture: Picture | None) -> list[Any] | None:
    if picture is None:
        return None
    return [picture.path, anchor.relative(picture.path), picture.role, picture.label]


class EditReader:
    """Reads the records of one step, in the order in which they are to be applied to the project."""

    def __init__(self, anchor: Anchor, project: Project, wording: Wording, *, undo: bool) -> None:
        self._anchor = anchor
        self._wording = wording
        self._undo = undo
        self._present = project.pictures.get
        self._paths: dict[int, str] = {}  # of pictures that an earlier record of the step brought in

    def read(self, record: str) -> Edit:
        """Raises ValueError, TypeError, LookupError or AttributeError where the record is damaged."""
        value = json.loads(record)
        classes: tuple[Classes, Classes] | None = None
        if "classes" in value:
            now, then = self._turned(*value["classes"])
            classes = (_classes(now), _classes(then))
        settings: dict[str, tuple[str | None, str | None]] = {}
        for name, pair in value.get("settings", {}).items():
            now, then = self._turned(*pair)
            settings[name] = (now and text(now), then and text(then))
        pictures: dict[int, PictureChange] = {}
        for key, before, after in value.get("placed", ()):
            now, then = self._turned(before, after)
            pictures[key] = (self._leaving(key, now), self._arriving(key, then))
        for role_before, label_before, role_after, label_after, keys in value.get("marked", ()):
            now, then = self._turned((role_before, label_before), (role_after, label_after))
            for key in keys:
                pictures[key] = (self._marked(key, *now), self._marked(key, *then))
        return Edit(self._wording, classes, pictures, settings)

    def _turned(self, before: Any, after: Any) -> tuple[Any, Any]:
        return (after, before) if self._undo else (before, after)

    def _arriving(self, key: int, side: Any) -> Picture | None:
        if side is None:
            return None
        path, relative, role, label = side
        resolved = self._anchor.resolve(text(path), relative and text(relative))
        if "\0" in resolved:
            raise ValueError("a path with a zero byte")
        self._paths[whole(key, 1)] = resolved
        return self._marked(key, role, label)

    def _leaving(self, key: int, side: Any) -> Picture | None:
        """With the path that it has now, which after a move of the project is not the recorded one."""
        return None if side is None else self._marked(key, side[2], side[3])

    def _marked(self, key: int, role: str, label: int | None) -> Picture:
        if type(label) is not int and label is not None:
            raise ValueError(f"{label!r} is no label")
        present = self._present(key)
        if key in self._paths or present is None:
            path = self._paths[key]
        elif present.role == role and present.label == label:
            return present  # the very picture, which spares comparing the two later
        else:
            path = present.path
        checked: Role = "support" if role == "support" else "query"
        return Picture(key, path, checked, label)


def _classes(side: Any) -> Classes:
    return tuple(class_from_row(row) for row in side)
