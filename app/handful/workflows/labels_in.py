"""Labels into a project, from a table or from class folders, so that work begun elsewhere goes on here."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from handful.message import Message, said
from handful.project.document import UNKNOWN, Project
from handful.project.labels_from_elsewhere import (
    LabelledPicture,
    LabelRole,
    facts_of,
    import_labels,
    picture_id_of,
)
from handful.project.naming import tidy_class_name
from handful.project.session import Session
from handful.workflows.labels_found import LeftOut, find_labels
from handful.workflows.progress import WorkflowError

_TWICE: Final = Message("it is labelled '{label}' before that; a picture has one label")


@dataclass(frozen=True, slots=True)
class ImportStep:
    """How many pictures are looked at."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ClassToFill:
    """A class (name None: "none of these classes"), how many pictures get it, and whether it is new."""

    name: str | None
    pictures: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, before anything is done.

    given: one entry a picture. added: of these, new to the project. relabelled: those to which a person gave
    another class before.
    """

    given: tuple[LabelledPicture, ...]
    classes: tuple[ClassToFill, ...]
    added: int
    relabelled: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """labelled: pictures that have their label now; added: of these, new to the project."""

    labelled: int
    added: int
    left_out: tuple[LeftOut, ...]


def plan_import(
    project: Project, project_folder: Path, source: Path
) -> Generator[ImportStep, None, ImportPlan]:
    """Read the labels of a table (CSV) or of a folder of class folders, and find their pictures.

    A picture is known by its path, or else by its content, so that a copy that was sorted into folders labels
    the original. One that is given two classes keeps the first; the second is left out. Raises WorkflowError.
    """
    found, left_out = find_labels(source, project_folder, project)
    given, unread = yield from _with_hashes(found, project)
    once, twice = _each_once(project, given)
    classes, added, relabelled = _counted(project, once)
    return ImportPlan(tuple(once), classes, added, relabelled, (*left_out, *unread, *twice))


def import_into_file(
    project_file: Path, source: Path, role: LabelRole = "labels"
) -> Generator[ImportStep, None, ImportReport]:
    """Put labels into a project file, as one undoable step; a project that does not exist is made.

    Raises WorkflowError and ProjectError; then nothing was changed.
    """
    with ExitStack() as stack:
        session = None
        if project_file.exists():
            session = stack.enter_context(closing(Session.open(project_file)))
            if session.read_only_reason is not None:
                raise WorkflowError(session.read_only_reason)
        project = session.project if session is not None else Project()
        plan = yield from plan_import(project, project_file.absolute().parent, source)
        if session is None:
            session = stack.enter_context(closing(Session.create(project_file)))
        session.apply(import_labels(session.project, plan.given, role))
        session.record_facts(facts_of(session.project, plan.given))
    return ImportReport(len(plan.given), plan.added, plan.left_out)


def _with_hashes(
    found: Sequence[LabelledPicture], project: Project
) -> Generator[ImportStep, None, tuple[list[LabelledPicture], list[LeftOut]]]:
    """With the content hashes of files that the project does not know by path, and what is no picture."""
    from handful.images.errors import PictureError
    from handful.images.recognise import picture_hash

    known, given, unread = project.by_path(), list[LabelledPicture](), list[LeftOut]()
    for done, each in enumerate(found):
        yield ImportStep(done, len(found))
        try:
            digest = None if each.path in known else picture_hash(Path(each.path))
        except PictureError as error:
            unread.append((each.path, said(error)))
            continue
        given.append(replace(each, content_hash=digest))
    return given, unread


def _each_once(
    project: Project, given: Sequence[LabelledPicture]
) -> tuple[list[LabelledPicture], list[LeftOut]]:
    """One entry a picture, the first, and those that contradict it."""
    by_content, first = project.by_content(), dict[object, LabelledPicture]()
    contradicting: list[LeftOut] = []
    for each in given:
        kept = first.setdefault(picture_id_of(project, by_content, each) or each.content_hash, each)
        if _key(kept.class_name) != _key(each.class_name):
            label = kept.class_name or "unknown"
            contradicting.append((each.path, _TWICE.filled(label=label)))
    return list(first.values()), contradicting


def _counted(project: Project, given: Sequence[LabelledPicture]) -> tuple[tuple[ClassToFill, ...], int, int]:
    """The classes in the order in which they come, the number of new pictures, and of labels that change."""
    by_content, counts, names = project.by_content(), dict[str | None, int](), dict[str | None, str | None]()
    added = relabelled = 0
    for each in given:
        key = _key(each.class_name)
        known = project.class_named(key) if key is not None else None
        names.setdefault(key, known.name if known else each.class_name and tidy_class_name(each.class_name))
        counts[key] = counts.get(key, 0) + 1
        picture_id = picture_id_of(project, by_content, each)
        label = project.pictures[picture_id].label if picture_id is not None else None
        wanted = UNKNOWN if key is None else known.id if known else -1
        added += picture_id is None
        relabelled += label is not None and label != wanted
    is_new = {key: key is not None and project.class_named(key) is None for key in counts}
    return tuple(ClassToFill(names[k], counts[k], is_new[k]) for k in counts), added, relabelled


def _key(name: str | None) -> str | None:
    """The same for names that are one class."""
    return None if name is None else tidy_class_name(name).casefold()
