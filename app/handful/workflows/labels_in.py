"""Labels into a project, from a table or from class folders, so that work begun elsewhere goes on here."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal

from handful.export.class_folders import MANIFEST, UNKNOWN_FOLDER
from handful.export.read_labels import GivenLabel, LabelsError, read_labels
from handful.project import edits
from handful.project.document import UNKNOWN, Facts, Project
from handful.project.edits import NewPicture
from handful.project.naming import tidy_class_name
from handful.project.session import Session
from handful.workflows.progress import WorkflowError

Role = Literal["labels", "examples"]
"""labels: decided, and still among the pictures to look at. examples: what the learner learns from."""

SPLITS: Final = frozenset({"train", "val", "valid", "validation", "test"})
LeftOut = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ImportStep:
    """How many pictures are looked at."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """labelled: pictures that have their label now; added: of these, new to the project."""

    labelled: int
    added: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture file with a label: the class's name, or None for "none of these classes"."""

    path: Path
    name: str | None


def import_labels(
    project_file: Path, source: Path, role: Role = "labels"
) -> Generator[ImportStep, None, ImportReport]:
    """Put the labels of a table (CSV) or of a folder of class folders into a project, as one undoable step.

    A picture is known by its path, or else by its content, so that a copy that was sorted into folders labels
    the original. Pictures and classes that are new come in; so does a project that does not exist.
    Raises WorkflowError and ProjectError; what is in the project by then, undo takes back.
    """
    with ExitStack() as stack:
        session = None
        if project_file.exists():
            session = stack.enter_context(closing(Session.open(project_file)))
            if session.read_only_reason is not None:
                raise WorkflowError(session.read_only_reason)
        project = session.project if session is not None else Project()
        given, left_out = _given(source, project_file.absolute().parent, project)
        hashes, unread = yield from _hashes(given, project)
        if session is None:
            session = stack.enter_context(closing(Session.create(project_file)))
        report = _enter(session, [each for each in given if each.path not in unread], hashes, role)
    return ImportReport(*report, (*left_out, *((str(path), why) for path, why in unread.items())))


def _given(source: Path, project_folder: Path, project: Project) -> tuple[list[_Found], list[LeftOut]]:
    if source.is_dir():
        return list(_in_folders(source, project)), []
    try:
        lines = read_labels(source)
    except LabelsError as error:
        raise WorkflowError(str(error)) from error
    except OSError as error:
        raise WorkflowError(f"{source} cannot be read: {error.strerror}; name a table or a folder") from error
    found: list[_Found] = []
    left_out: list[LeftOut] = []
    for line in lines:
        path = _place(line, (source.absolute().parent, project_folder), project)
        if line.label is None and not line.unknown:
            left_out.append((line.paths[0] if line.paths else source.name, line.reason))
        elif path is None:
            left_out.append((line.paths[0], "no such file"))
        else:
            found.append(_Found(path, line.label))
    return found, left_out


def _place(line: GivenLabel, folders: Sequence[Path], project: Project) -> Path | None:
    """The first of the places that the line may mean where there is a picture, in the project or on disk."""
    known = project.by_path()
    candidates = [folder / text for text in line.paths for folder in folders]
    candidates += [folder / text.replace("\\", "/") for text in line.paths for folder in folders]
    return next((path for path in candidates if str(path) in known or os.path.isfile(path)), None)


def _in_folders(root: Path, project: Project) -> Iterator[_Found]:
    from handful.images.errors import PictureError
    from handful.images.folders import class_folders

    labels = _labels_by_folder(root)
    try:
        found = class_folders(root)
        roots = [root / name for name in found] if found and {*map(str.lower, found)} <= SPLITS else [root]
        for each in roots:
            for name, paths in class_folders(each).items():
                label = labels.get(name, name)
                is_unknown = label == UNKNOWN_FOLDER and project.class_named(label) is None
                yield from (_Found(path.absolute(), None if is_unknown else label) for path in paths)
    except PictureError as error:
        raise WorkflowError(f"{error}; the folder has to be readable") from error
    if not found:
        raise WorkflowError(f"{root} holds no class folder; it needs one folder per class")


def _labels_by_folder(root: Path) -> Mapping[str, str]:
    """What Handful wrote beside class folders: the name of a class may not be the name of a folder."""
    try:
        lines = read_labels(root / MANIFEST)
    except (OSError, LabelsError):
        return {}
    return {
        PurePath(text).parts[-2]: line.label
        for line in lines
        if line.label is not None
        for text in line.paths
        if not PurePath(text).is_absolute() and len(PurePath(text).parts) > 1
    }


def _hashes(
    given: Sequence[_Found], project: Project
) -> Generator[ImportStep, None, tuple[dict[Path, str], dict[Path, str]]]:
    """Content hashes of the files that the project does not know by path, and why others are no pictures."""
    from handful.images.errors import PictureError
    from handful.images.recognise import picture_hash

    known, hashes, unread = project.by_path(), dict[Path, str](), dict[Path, str]()
    for done, each in enumerate(given):
        yield ImportStep(done, len(given))
        if str(each.path) in known:
            continue
        try:
            hashes[each.path] = picture_hash(each.path)
        except PictureError as error:
            unread[each.path] = str(error)
    return hashes, unread


def _enter(
    session: Session, given: Sequence[_Found], hashes: Mapping[Path, str], role: Role
) -> tuple[int, int]:
    """How many pictures were labelled, and how many of them are new. All edits are one step of undo."""
    before = session.project
    by_content, group = dict(before.by_content()), f"import {id(given)}"
    new = {digest: path for path, digest in hashes.items() if digest not in by_content}
    session.apply(edits.add_pictures(before, [NewPicture(str(path)) for path in new.values()]), group=group)
    by_path = session.project.by_path()
    facts = {by_path[str(path)]: Facts(digest) for digest, path in new.items()}
    session.record_facts(facts)
    by_content |= {facts[picture_id].content_hash or "": picture_id for picture_id in facts}
    ids: dict[str | None, list[int]] = defaultdict(list)
    for each in given:
        digest = hashes.get(each.path)
        ids[each.name].append(by_path[str(each.path)] if digest is None else by_content[digest])
    for name, wanted in ids.items():
        _label(session, name, wanted, role, group)
    labelled = {picture_id for wanted in ids.values() for picture_id in wanted}
    return len(labelled), len(facts)


def _label(session: Session, name: str | None, ids: Sequence[int], role: Role, group: str) -> None:
    if name is None:
        session.apply(edits.label(session.project, ids, UNKNOWN), group=group)
        return
    tidy = tidy_class_name(name)
    if session.project.class_named(tidy) is None:
        session.apply(edits.add_class(session.project, tidy), group=group)
    found = session.project.class_named(tidy)
    if found is not None:
        put = edits.move_to_class if role == "examples" else edits.label
        session.apply(put(session.project, ids, found.id), group=group)
