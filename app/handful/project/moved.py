"""Pictures whose files have moved: their new paths, as one edit. Looks for no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handful.project.changes import Edit, PictureChange
from handful.project.document import Facts, Picture, Project
from handful.project.wording import Wording


def relink(project: Project, found: Mapping[int, str]) -> Edit:
    """The pictures with these absolute paths, by picture id; labels, facts and predictions stay.

    Pictures that are gone from the project stay out of it, and a path that another picture has is not taken.
    """
    by_path, taken = project.by_path(), set[str]()
    pictures: dict[int, PictureChange] = {}
    for picture_id, path in found.items():
        before = project.pictures.get(picture_id)
        if before is None or path in by_path or path in taken:
            continue
        taken.add(path)
        pictures[picture_id] = (before, Picture(before.id, path, before.role, before.label))
    return Edit(Wording("relink", len(pictures)), pictures=pictures)


def facts_of(project: Project, picture_ids: Iterable[int]) -> dict[int, Facts]:
    """What is known of pictures that were found again: their content, and no error any more."""
    return {i: Facts(project.facts[i].content_hash) for i in picture_ids if i in project.facts}
