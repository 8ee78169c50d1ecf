"""Labels that were made elsewhere, as an edit: which picture each of them means. Opens no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handful.project.changes import Edit, PictureChange
from handful.project.document import UNKNOWN, Facts, Picture, PictureClass, Project
from handful.project.edits import new_class
from handful.project.naming import tidy_class_name
from handful.project.wording import Wording

LabelRole = Literal["labels", "examples"]
"""labels: decided, and still among the pictures to look at. examples: what the learner learns from."""


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    """A picture file, absolute, with a label: a class's name, or None for "none of these classes".

    content_hash: by it a copy is known, whatever it is called; None where the project knows the path.
    """

    path: str
    class_name: str | None
    content_hash: str | None = None


def picture_id_of(project: Project, by_content: Mapping[str, int], given: LabelledPicture) -> int | None:
    """The picture of the project that is meant: by its path, or else by its content."""
    found = project.by_path().get(given.path)
    if found is None and given.content_hash is not None:
        found = by_content.get(given.content_hash)
    return found


def import_labels(project: Project, given: Sequence[LabelledPicture], role: LabelRole) -> Edit:
    """Give each picture its label. Pictures and classes that are new come in; names of classes are tidied.

    As labels, an example stays one, of the class that is given. Where a picture is given twice, the last
    label counts.
    """
    classes = list(project.classes)
    class_ids: dict[str, int] = {each.name.casefold(): each.id for each in classes}
    by_content = dict(project.by_content())
    new_ids: dict[str, int] = {}
    pictures: dict[int, PictureChange] = {}
    for each in given:
        label = (
            UNKNOWN if each.class_name is None else _class_id(project, classes, class_ids, each.class_name)
        )
        picture_id = picture_id_of(project, by_content, each) or new_ids.get(each.path)
        if picture_id is None:
            picture_id = new_ids[each.path] = project.next_picture_id + len(new_ids)
            by_content |= {each.content_hash: picture_id} if each.content_hash is not None else {}
        before, now = pictures.get(picture_id) or (project.pictures.get(picture_id),) * 2
        now = now or Picture(picture_id, each.path, "query", None)
        pictures[picture_id] = (before, _labelled(now, label, role))
    changed = {key: pair for key, pair in pictures.items() if pair[0] != pair[1]}
    made = (project.classes, tuple(classes)) if len(classes) > len(project.classes) else None
    return Edit(Wording("import_labels", len(changed)), made, changed)


def facts_of(project: Project, given: Sequence[LabelledPicture]) -> dict[int, Facts]:
    """The content hashes of those that came in by this, by picture id; once they are in the project."""
    by_path = project.by_path()
    found = {by_path[e.path]: Facts(e.content_hash) for e in given if e.path in by_path and e.content_hash}
    return {key: facts for key, facts in found.items() if key not in project.facts}


def _class_id(project: Project, classes: list[PictureClass], class_ids: dict[str, int], wanted: str) -> int:
    """The id of the class with this name, which is made where there is none."""
    name = tidy_class_name(wanted)
    found = class_ids.get(name.casefold())
    if found is None:
        made = new_class(classes, project.next_class_id, name)
        classes.append(made)
        found = class_ids[name.casefold()] = made.id
    return found


def _labelled(picture: Picture, label: int, role: LabelRole) -> Picture:
    if label != UNKNOWN and (role == "examples" or picture.role == "support"):
        return picture.as_support(label)
    return picture.as_query(label)
