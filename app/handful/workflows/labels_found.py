"""Finds labels in a table or in class folders that others made. Opens no picture and changes no project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Final

from handful.export.class_folders import MANIFEST, UNKNOWN_FOLDER
from handful.export.read_labels import GivenLabel, LabelsError, read_labels
from handful.message import Message, said
from handful.project.document import Project
from handful.project.labels_from_elsewhere import LabelledPicture
from handful.workflows.progress import WorkflowError

SPLITS: Final = frozenset({"train", "val", "valid", "validation", "test"})
LeftOut = tuple[str, str]
"""A path, or what a line says in its place, and why it gives no label."""


def find_labels(
    source: Path, project_folder: Path, project: Project
) -> tuple[list[LabelledPicture], list[LeftOut]]:
    """The pictures that a table or a folder labels, and the lines that label none, each with its reason.

    Paths in a table are looked for beside the table and beside the project. Raises WorkflowError.
    """
    if source.is_dir():
        return list(_in_folders(source, project)), []
    try:
        lines = read_labels(source)
    except LabelsError as error:
        raise WorkflowError(said(error)) from error
    except OSError as error:
        raise WorkflowError(
            Message(
                "{source} cannot be read: {why}; name a table or a folder", source=source, why=error.strerror
            )
        ) from error
    found: list[LabelledPicture] = []
    left_out: list[LeftOut] = []
    for line in lines:
        path = _place(line, (source.absolute().parent, project_folder), project)
        if line.label is None and not line.unknown:
            left_out.append((line.paths[0] if line.paths else source.name, line.reason))
        elif path is None:
            left_out.append((line.paths[0], Message("no such file")))
        else:
            found.append(LabelledPicture(str(path), line.label))
    return found, left_out


def _place(line: GivenLabel, folders: Sequence[Path], project: Project) -> Path | None:
    """The first of the places that the line may mean where there is a picture, in the project or on disk."""
    known = project.by_path()
    candidates = [folder / text for text in line.paths for folder in folders]
    candidates += [folder / text.replace("\\", "/") for text in line.paths for folder in folders]
    return next((path for path in candidates if str(path) in known or os.path.isfile(path)), None)


def _in_folders(root: Path, project: Project) -> Iterator[LabelledPicture]:
    from handful.images.errors import PictureError
    from handful.images.folders import class_folders

    labels = _labels_by_folder(root)
    try:
        found = class_folders(root)
        roots = [root / name for name in found] if found and {*map(str.lower, found)} <= SPLITS else [root]
        for each in roots:
            for folder, paths in class_folders(each).items():
                label = labels.get(folder, folder)
                is_unknown = label == UNKNOWN_FOLDER and project.class_named(label) is None
                name = None if is_unknown else label
                yield from (LabelledPicture(str(path.absolute()), name) for path in paths)
    except PictureError as error:
        raise WorkflowError(Message("{why}; the folder has to be readable", why=said(error))) from error
    if not found:
        raise WorkflowError(
            Message("{folder} holds no class folder; it needs one folder per class", folder=root)
        )


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
