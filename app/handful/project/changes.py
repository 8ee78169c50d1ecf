"""An edit as a value, and how it turns one project into the next. Knows no meaning of any edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from handful.message import Message
from handful.project.document import UNKNOWN, Change, Picture, PictureClass, Prediction, Project, ProjectError
from handful.project.wording import Wording

K = TypeVar("K")
V = TypeVar("V")
Classes = tuple[PictureClass, ...]
PictureChange = tuple[Picture | None, Picture | None]
"""Before and after; None: the picture was not, or is no longer, in the project."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step that can be undone: before and after. Facts and predictions are no part of it.

    classes: all of them before and after, None where none changed.
    """

    wording: Wording
    classes: tuple[Classes, Classes] | None = None
    pictures: Mapping[int, PictureChange] = field(default_factory=dict)
    settings: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @property
    def words(self) -> Message:
        """What the undo menu says, e.g. "Add 12 pictures"."""
        return self.wording.text

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.pictures and not self.settings and self.classes is None

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(
            self.wording,
            None if self.classes is None else (self.classes[1], self.classes[0]),
            {key: (after, before) for key, (before, after) in self.pictures.items()},
            {key: (after, before) for key, (before, after) in self.settings.items()},
        )


def joined(wording: Wording, edits: Sequence[Edit]) -> Edit:
    """Edits that follow one another as a single edit with these words."""
    touched = [edit.classes for edit in edits if edit.classes is not None]
    classes = (touched[0][0], touched[-1][1]) if touched and touched[0][0] != touched[-1][1] else None
    pictures = _joined([edit.pictures for edit in edits])
    return Edit(wording, classes, pictures, _joined([edit.settings for edit in edits]))


def apply(project: Project, edit: Edit) -> tuple[Project, Change]:
    """The project after the edit, and what changed.

    Raises ProjectError where the edit was made for another state, or would leave a label without its class.

    Facts go with their picture. So do predictions, and those that name a class that is gone, or belong to a
    picture that became a support picture.
    """
    _check_fits(project, edit)
    classes = project.classes if edit.classes is None else edit.classes[1]
    pictures = _edited_pictures(project, edit)
    _check_labels(project, edit, classes, pictures)
    lost = _lost_predictions(project, edit, classes)
    change = _change(project, edit, classes, lost)
    result = replace(
        project,
        classes=classes,
        pictures=pictures,
        facts=_without(project.facts, change.removed),
        predictions=_without(project.predictions, lost),
        settings=_edited_settings(project, edit),
        support_revision=project.support_revision + change.support_changed,
        next_class_id=max(project.next_class_id, *(each.id + 1 for each in classes), 1),
        next_picture_id=max(project.next_picture_id, max(change.added, default=0) + 1),
        path_index=_edited_index(project, edit),
    )
    return result, change


def _change(project: Project, edit: Edit, classes: Classes, lost: set[int]) -> Change:
    removed = {key for key, (_, after) in edit.pictures.items() if after is None}
    added = {key for key, (before, _) in edit.pictures.items() if before is None}
    support_changed = _class_ids(classes) != _class_ids(project.classes) or any(
        _support_class(before) != _support_class(after) for before, after in edit.pictures.values()
    )
    return Change(
        classes_changed=classes != project.classes,
        added=tuple(sorted(added)),
        removed=tuple(sorted(removed)),
        changed=tuple(sorted((edit.pictures.keys() | lost) - added - removed)),
        support_changed=support_changed,
        settings_changed=bool(edit.settings),
    )


def _check_fits(project: Project, edit: Edit) -> None:
    fits = edit.classes is None or edit.classes[0] == project.classes
    present = project.pictures.get
    for key, (before, _) in edit.pictures.items():
        now = present(key)
        fits = fits and (now is before or now == before)
    fits = fits and all(project.settings.get(key) == before for key, (before, _) in edit.settings.items())
    if not fits:
        text = Message(
            "'{step}' no longer fits, the project has changed meanwhile; do it again", step=edit.words
        )
        raise ProjectError(text)


def _check_labels(project: Project, edit: Edit, classes: Classes, pictures: Mapping[int, Picture]) -> None:
    support_labels: set[int | None] = {*_class_ids(classes)}
    query_labels = support_labels | {UNKNOWN, None}
    whole = all(
        after is None or after.label in (support_labels if after.role == "support" else query_labels)
        for _, after in edit.pictures.values()
    )
    if not _class_ids(project.classes) <= support_labels:
        whole = whole and all(picture.label in query_labels for picture in pictures.values())
    if not whole:
        text = Message("'{step}' cannot be done: it would leave a label without its class", step=edit.words)
        raise ProjectError(text)


def _edited_pictures(project: Project, edit: Edit) -> Mapping[int, Picture]:
    if not edit.pictures:
        return project.pictures
    pictures = dict(project.pictures)
    last_id = next(reversed(pictures), 0)
    in_order = True
    for key, (before, after) in edit.pictures.items():
        if after is None:
            del pictures[key]
            continue
        if before is None:
            in_order = in_order and key > last_id
            last_id = key
        pictures[key] = after
    return pictures if in_order else {key: pictures[key] for key in sorted(pictures)}


def _edited_index(project: Project, edit: Edit) -> Mapping[str, int] | None:
    index = project.path_index
    moved = [pair for pair in edit.pictures.values() if _path(pair[0]) != _path(pair[1])]
    if index is None or not moved:
        return index
    index = dict(index)
    for before, _ in moved:
        if before is not None and index.get(before.path) == before.id:
            del index[before.path]
    index.update({after.path: after.id for _, after in moved if after is not None})
    return index


def _edited_settings(project: Project, edit: Edit) -> Mapping[str, str]:
    if not edit.settings:
        return project.settings
    settings = {key: value for key, value in project.settings.items() if key not in edit.settings}
    return settings | {key: after for key, (_, after) in edit.settings.items() if after is not None}


def _lost_predictions(project: Project, edit: Edit, classes: Classes) -> set[int]:
    known = project.predictions
    lost = {
        key
        for key, (_, after) in edit.pictures.items()
        if key in known and (after is None or after.role == "support")
    }
    gone = _class_ids(project.classes) - _class_ids(classes)
    if gone:
        lost.update(key for key, prediction in known.items() if _names_any(prediction, gone))
    return lost


def _names_any(prediction: Prediction, class_ids: set[int]) -> bool:
    return prediction.class_id in class_ids or not class_ids.isdisjoint(prediction.class_ids)


def _joined(changes: Iterable[Mapping[K, tuple[V | None, V | None]]]) -> dict[K, tuple[V | None, V | None]]:
    result: dict[K, tuple[V | None, V | None]] = {}
    for each in changes:
        for key, pair in each.items():
            result[key] = (result[key][0], pair[1]) if key in result else pair
    return {key: pair for key, pair in result.items() if pair[0] != pair[1]}


def _without(values: Mapping[int, V], keys: Iterable[int]) -> Mapping[int, V]:
    present = [key for key in keys if key in values]
    if not present:
        return values
    rest = dict(values)
    for key in present:
        del rest[key]
    return rest


def _class_ids(classes: Classes) -> set[int]:
    return {each.id for each in classes}


def _support_class(picture: Picture | None) -> int | None:
    return picture.label if picture is not None and picture.role == "support" else None


def _path(picture: Picture | None) -> str | None:
    return None if picture is None else picture.path
