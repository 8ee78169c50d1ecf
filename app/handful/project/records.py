"""Edits and their words as JSON, as the undo history keeps them. What is read is checked."""

from __future__ import annotations

import json
from typing import Any

from handful.project.changes import Classes, Edit, PictureChange
from handful.project.document import Picture, PictureClass, Project, Role
from handful.project.places import Anchor
from handful.project.wording import ACTIONS, Wording


def wording_to_json(wording: Wording) -> str:
    """As [action, count, name, other]."""
    return json.dumps([wording.action, wording.count, wording.name, wording.other])


def wording_from_json(text: str) -> Wording:
    """Raises ValueError or TypeError where the text is not one of `wording_to_json`."""
    action, count, name, other = json.loads(text)
    if action not in ACTIONS or type(count) is not int:
        raise ValueError(f"{action!r} is no action")
    return Wording(action, count, str(name), str(other))


def edit_to_json(anchor: Anchor, edit: Edit) -> str:
    """All but the words of the edit, which a step has of its own."""
    value: dict[str, Any] = {}
    if edit.classes is not None:
        value["classes"] = [[[each.id, each.name, each.colour] for each in side] for side in edit.classes]
    if edit.settings:
        value["settings"] = edit.settings
    if edit.pictures:
        value["pictures"] = [
            [key, *_sides(anchor, before, after)] for key, (before, after) in edit.pictures.items()
        ]
    return json.dumps(value, separators=(",", ":"))


def _sides(anchor: Anchor, before: Picture | None, after: Picture | None) -> list[Any]:
    """A path is written only where the project cannot tell it, which keeps steps over many pictures small."""
    if before is not None and after is not None and before.path == after.path:
        return [[before.role, before.label], [after.role, after.label]]
    return [
        None if side is None else [side.role, side.label, side.path, anchor.relative(side.path)]
        for side in (before, after)
    ]


class EditReader:
    """Reads the records of one step, in the order in which they are to be applied to the project."""

    def __init__(self, anchor: Anchor, project: Project, wording: Wording, *, undo: bool) -> None:
        self._anchor = anchor
        self._project = project
        self._wording = wording
        self._undo = undo
        self._paths: dict[int, str] = {}  # of pictures that an earlier record of the step brought in

    def read(self, text: str) -> Edit:
        """Raises ValueError, TypeError or a LookupError where the text is not one of `edit_to_json`."""
        value = json.loads(text)
        classes: tuple[Classes, Classes] | None = None
        if "classes" in value:
            before, after = self._turned(value["classes"])
            classes = (_classes(before), _classes(after))
        settings = {str(key): self._turned(pair) for key, pair in value.get("settings", {}).items()}
        pictures: dict[int, PictureChange] = {}
        for key, *pair in value.get("pictures", ()):
            now, then = self._turned(pair)
            pictures[key] = (self._present(key, now), self._picture(key, then, comes=now is None))
        return Edit(self._wording, classes, pictures, settings)

    def _turned(self, pair: Any) -> tuple[Any, Any]:
        before, after = pair
        return (after, before) if self._undo else (before, after)

    def _present(self, key: int, side: Any) -> Picture | None:
        """The project's own picture where it is as the record says, which spares comparing the two later."""
        picture = self._project.pictures.get(key)
        if side is not None and picture is not None and [picture.role, picture.label] == side[:2]:
            return picture
        return self._picture(key, side)

    def _picture(self, key: int, side: Any, *, comes: bool = False) -> Picture | None:
        if side is None:
            return None
        if comes:
            self._paths[key] = self._anchor.resolve(side[2], side[3])
        path = self._paths[key] if key in self._paths else self._project.pictures[key].path
        role: Role = "support" if side[0] == "support" else "query"
        return Picture(key, path, role, side[1])


def _classes(side: Any) -> Classes:
    return tuple(PictureClass(*each) for each in side)
