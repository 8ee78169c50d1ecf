"""Every edit a person can make: pure functions from a project to an `Edit`, each one undoable step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handful.message import Message
from handful.project.bulk import no_garbage_collection
from handful.project.changes import Edit, PictureChange, apply
from handful.project.document import UNKNOWN, Picture, PictureClass, Project, ProjectError, Role
from handful.project.naming import checked_class_name, tidy_class_name
from handful.project.review import answer
from handful.project.wording import Wording

__all__ = [
    "Edit",
    "NewPicture",
    "accept",
    "accept_above",
    "add_class",
    "add_pictures",
    "apply",
    "clear_label",
    "label",
    "move_to_class",
    "move_to_new_class",
    "promote",
    "remove_class",
    "remove_pictures",
    "rename_class",
    "return_to_queries",
    "set_setting",
]


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture found on disk: a support picture of a class (by id, or by name), or else a query."""

    path: str
    class_name: str | None = None
    class_id: int | None = None


def add_class(project: Project, name: str) -> Edit:
    """A new class at the end, in the first colour that no class has."""
    name = checked_class_name(project, name)
    added = new_class(project.classes, project.next_class_id, name)
    return Edit(Wording("add_class", name=name), (project.classes, (*project.classes, added)))


def rename_class(project: Project, class_id: int, name: str) -> Edit:
    """The same class under another name."""
    old = project.class_by_id(class_id)
    new = replace(old, name=checked_class_name(project, name, renaming=old))
    classes = tuple(new if each.id == class_id else each for each in project.classes)
    wording = Wording("rename_class", name=old.name, other=new.name)
    return Edit(wording, None if new == old else (project.classes, classes))


def remove_class(project: Project, class_id: int) -> Edit:
    """Its support pictures go back to the unsorted; labels that name it are cleared."""
    removed = project.class_by_id(class_id)
    classes = tuple(each for each in project.classes if each.id != class_id)
    pictures: dict[int, PictureChange] = {
        picture.id: (picture, picture.as_query(None))
        for picture in project.pictures.values()
        if picture.label == class_id
    }
    return Edit(Wording("remove_class", name=removed.name), (project.classes, classes), pictures)


def add_pictures(project: Project, found: Sequence[NewPicture]) -> Edit:
    """The pictures that are not there yet, by path. A class name that is new becomes a class.

    Names of classes come from folders here, so they are tidied where `add_class` would refuse them. Pictures
    that are the same by content are for the caller to leave out, with `Project.by_content`.
    """
    known = project.by_path()
    seen: set[str] = set()
    classes = list(project.classes)
    class_ids = {each.name.casefold(): each.id for each in classes}
    pictures: dict[int, PictureChange] = {}
    for new in found:
        path = new.path if os.path.isabs(new.path) else os.path.abspath(new.path)
        if path in known or path in seen:
            continue
        seen.add(path)
        class_id = None if new.class_id is None else project.class_by_id(new.class_id).id
        if class_id is None and new.class_name is not None:
            name = tidy_class_name(new.class_name)
            class_id = class_ids.get(name.casefold())
            if class_id is None:
                added = new_class(classes, project.next_class_id, name)
                classes.append(added)
                class_id = class_ids[name.casefold()] = added.id
        picture_id = project.next_picture_id + len(pictures)
        role: Role = "query" if class_id is None else "support"
        pictures[picture_id] = (None, Picture(picture_id, path, role, class_id))
    changed_classes = (project.classes, tuple(classes)) if len(classes) > len(project.classes) else None
    return Edit(Wording("add_pictures", len(pictures)), changed_classes, pictures)


def label(project: Project, ids: Iterable[int], class_id: int) -> Edit:
    """What a person decided: a class, or UNKNOWN.

    A support picture moves to the class; UNKNOWN takes it back to the unsorted.
    """
    if class_id == UNKNOWN:
        pictures = _changed(project, ids, lambda each: each.as_query(UNKNOWN))
        return Edit(Wording("label_unknown", len(pictures)), pictures=pictures)
    name = project.class_by_id(class_id).name

    def labelled(picture: Picture) -> Picture:
        return picture.as_query(class_id) if picture.role == "query" else picture.as_support(class_id)

    pictures = _changed(project, ids, labelled)
    return Edit(Wording("label", len(pictures), name), pictures=pictures)


def clear_label(project: Project, ids: Iterable[int]) -> Edit:
    """Queries without a person's label again. Support pictures stay as they are."""
    pictures = _changed(project, ids, lambda each: each.as_query(None) if each.role == "query" else each)
    return Edit(Wording("clear_label", len(pictures)), pictures=pictures)


def accept(project: Project, ids: Iterable[int]) -> Edit:
    """The label of each query becomes what was predicted. Pictures without a prediction stay as they are."""
    pictures = _accepted(project, ids)
    return Edit(Wording("accept", len(pictures)), pictures=pictures)


def accept_above(project: Project, ids: Iterable[int], confidence: float) -> Edit:
    """As `accept`; the words say from which confidence on, 0 to 1, these were chosen."""
    pictures = _accepted(project, ids)
    return Edit(Wording("accept_above", len(pictures), f"{confidence:.0%}"), pictures=pictures)


def move_to_class(project: Project, ids: Iterable[int], class_id: int) -> Edit:
    """The pictures become support pictures of the class."""
    name = project.class_by_id(class_id).name
    pictures = _changed(project, ids, lambda each: each.as_support(class_id))
    return Edit(Wording("move_to_class", len(pictures), name), pictures=pictures)


def move_to_new_class(project: Project, ids: Iterable[int], name: str) -> Edit:
    """The pictures become the support pictures of a class made for them."""
    name = checked_class_name(project, name)
    added = new_class(project.classes, project.next_class_id, name)
    pictures = _changed(project, ids, lambda each: each.as_support(added.id))
    wording = Wording("move_to_class", len(pictures), name)
    return Edit(wording, (project.classes, (*project.classes, added)), pictures)


def promote(project: Project, ids: Iterable[int]) -> Edit:
    """Queries become support pictures of the class that a person, or else the app, gave them.

    Pictures without a class, and those of none of the classes, stay as they are.
    """

    def promoted(picture: Picture) -> Picture:
        class_id = answer(project, picture) if picture.role == "query" else None
        return picture.as_support(class_id) if class_id else picture

    pictures = _changed(project, ids, promoted)
    return Edit(Wording("promote", len(pictures)), pictures=pictures)


def return_to_queries(project: Project, ids: Iterable[int]) -> Edit:
    """Support pictures go back to the unsorted, without a label. Queries stay as they are."""
    pictures = _changed(
        project,
        ids,
        lambda each: each.as_query(None) if each.role == "support" else each,
    )
    return Edit(Wording("return_to_queries", len(pictures)), pictures=pictures)


def remove_pictures(project: Project, ids: Iterable[int]) -> Edit:
    """The pictures leave the project; the files stay where they are."""
    pictures = _changed(project, ids, lambda _: None)
    return Edit(Wording("remove_pictures", len(pictures)), pictures=pictures)


def set_setting(project: Project, key: str, value: str) -> Edit:
    """A choice that belongs to the project, e.g. its learner."""
    before = project.settings.get(key)
    settings = {} if before == value else {key: (before, value)}
    return Edit(Wording("set_setting", name=key, other=value), settings=settings)


def _accepted(project: Project, ids: Iterable[int]) -> dict[int, PictureChange]:
    def accepted(picture: Picture) -> Picture:
        prediction = project.predictions.get(picture.id)
        if prediction is None or picture.role != "query":
            return picture
        return picture.as_query(UNKNOWN if prediction.unknown else prediction.class_id)

    return _changed(project, ids, accepted)


def _changed(
    project: Project, ids: Iterable[int], change: Callable[[Picture], Picture | None]
) -> dict[int, PictureChange]:
    with no_garbage_collection():
        return dict(_changes(project, ids, change))


def _changes(
    project: Project, ids: Iterable[int], change: Callable[[Picture], Picture | None]
) -> Iterator[tuple[int, PictureChange]]:
    for picture_id in sorted(set(ids)):
        before = project.pictures.get(picture_id)
        if before is None:
            raise ProjectError(
                Message(
                    "picture {number} is not in the project; it may have been removed meanwhile",
                    number=picture_id,
                )
            )
        after = change(before)
        if after != before:
            yield picture_id, (before, after)


def new_class(classes: Sequence[PictureClass], next_id: int, name: str) -> PictureClass:
    """A class of this name after the others, in the first colour that none of them has."""
    used = {each.colour for each in classes}
    colour = next(index for index in range(len(used) + 1) if index not in used)
    class_id = max([next_id, *(each.id + 1 for each in classes)])
    return PictureClass(class_id, name, colour)
