"""Finds pictures again whose files have moved: by their content, in likely places or in a folder.

A file of the same name proves nothing: a picture is found only where the bytes are the ones that were read.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from handful.message import Message
from handful.project.document import Facts, Project
from handful.project.moved import facts_of, relink
from handful.project.session import Session
from handful.workflows.progress import WorkflowError

CHECKED_AT_ONCE: Final = 500
FOLDERS_ABOVE: Final = 3  # of the project that are likely places, too
LeftOut = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckStep:
    """How many pictures were looked for at their places."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SearchStep:
    """How many places or files were looked at (total 0: not known yet), and what was found since the last."""

    done: int
    total: int
    found: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelinkReport:
    """How many pictures were missing, how many were found again, and the others with the reason."""

    missing: int
    found: int
    still_missing: tuple[LeftOut, ...]


def find_missing(project: Project) -> Generator[CheckStep, None, tuple[int, ...]]:
    """The pictures that are not where they were, in document order."""
    missing: list[int] = []
    for done, picture in enumerate(project.pictures.values()):
        if done % CHECKED_AT_ONCE == 0:
            yield CheckStep(done, len(project.pictures))
        if not os.path.exists(picture.path):
            missing.append(picture.id)
    return tuple(missing)


def search_likely_places(
    project: Project, missing: Collection[int], project_folder: Path
) -> Generator[SearchStep, None, None]:
    """Look below the project's folder and the folders above it, at the end of each old path."""
    search = _Search(project, missing)
    moves: dict[str, str] = {}  # old folder -> new folder, of what was found: its neighbours moved along
    for done, picture_id in enumerate(missing, start=1):
        old = project.pictures[picture_id].path
        folder, name = os.path.split(old)
        known = [os.path.join(moves[folder], name)] if folder in moves else []
        for candidate in (*known, *_likely(old, project_folder)):
            if search.is_at(picture_id, candidate):
                moves[folder] = os.path.dirname(candidate)
                break
        yield SearchStep(done, len(missing), search.news())


def search_folder(
    project: Project, missing: Collection[int], folder: Path
) -> Generator[SearchStep, None, None]:
    """Look at every picture below the folder, those with the name of a missing one first.

    Raises WorkflowError where the folder cannot be listed.
    """
    from handful.images.folders import walk_with_pauses

    search = _Search(project, missing)
    names = {_name(project.pictures[i].path) for i in missing}
    alike: list[str] = []
    others: list[str] = []
    for found in walk_with_pauses([folder]):
        if found is None:
            yield SearchStep(0, 0)
        elif found.error is None:
            (alike if found.path.name in names else others).append(str(found.path))
        elif found.path == folder:
            raise WorkflowError(
                Message("{folder}: {why}; choose another folder", folder=folder, why=found.error)
            )
    for done, path in enumerate([*alike, *others], start=1):
        if search.is_over:
            break
        search.look_at(path)
        yield SearchStep(done, len(alike) + len(others), search.news())


def why_missing(project: Project, picture_ids: Sequence[int]) -> Iterator[LeftOut]:
    """Path and reason of each picture that is not found."""
    for picture_id in picture_ids:
        facts = project.facts.get(picture_id, Facts())
        never_read = Message("it was never read before, so its content is not known")
        reason = Message("not found yet") if facts.content_hash else never_read
        yield project.pictures[picture_id].path, reason


def relink_file(project_file: Path, folder: Path) -> Generator[SearchStep, None, RelinkReport]:
    """Find the missing pictures of a project file in likely places and in the folder, as one undoable step.

    Raises WorkflowError and ProjectError; then nothing was changed.
    """
    with closing(Session.open(project_file)) as session:
        if session.read_only_reason is not None:
            raise WorkflowError(session.read_only_reason)
        if not folder.is_dir():
            raise WorkflowError(
                Message("there is no folder {folder}; name the one to search in", folder=folder)
            )
        missing = yield from _missing(session.project)
        found: dict[int, str] = {}
        for step in search_likely_places(session.project, missing, session.path.parent):
            found |= step.found
            yield step
        for step in search_folder(session.project, [i for i in missing if i not in found], folder):
            found |= step.found
            yield step
        change = session.apply(relink(session.project, found))
        session.record_facts(facts_of(session.project, change.changed))
        still = [i for i in missing if i not in change.changed]
        return RelinkReport(len(missing), len(change.changed), tuple(why_missing(session.project, still)))


def _missing(project: Project) -> Generator[SearchStep, None, tuple[int, ...]]:
    checking = find_missing(project)
    while True:
        try:
            step = next(checking)
        except StopIteration as outcome:
            missing: tuple[int, ...] = outcome.value
            return missing
        yield SearchStep(step.done, step.total)


class _Search:
    """The content that is looked for, and what was found of it. A file is given to one picture only."""

    def __init__(self, project: Project, missing: Collection[int]) -> None:
        self._wanted: defaultdict[str, list[int]] = defaultdict(list)
        self._hashes: dict[int, str] = {}
        self._taken = set(project.by_path())
        self._news: dict[int, str] = {}
        for picture_id in missing:
            digest = project.facts.get(picture_id, Facts()).content_hash
            if digest is not None:
                self._wanted[digest].append(picture_id)
                self._hashes[picture_id] = digest

    @property
    def is_over(self) -> bool:
        """Whether nothing that can be recognised is missing any more."""
        return not self._wanted

    def news(self) -> dict[int, str]:
        """What was found since this was asked last."""
        news, self._news = self._news, {}
        return news

    def is_at(self, picture_id: int, path: str) -> bool:
        """Whether this very picture lies there now."""
        digest = self._hashes.get(picture_id)
        return digest is not None and os.path.isfile(path) and self.look_at(path, digest)

    def look_at(self, path: str, wanted: str | None = None) -> bool:
        """Read a file; it is found where it is one that is missing, and the `wanted` one if one is."""
        from handful.images.errors import PictureError
        from handful.images.hashing import content_hash

        if path in self._taken:
            return False
        try:
            digest = content_hash(Path(path))
        except PictureError:
            return False
        if digest not in self._wanted or wanted not in (None, digest):
            return False
        ids = self._wanted[digest]
        self._news[ids.pop(0)] = path
        if not ids:
            del self._wanted[digest]
        self._taken.add(path)
        return True


def _likely(old: str, project_folder: Path) -> Iterator[str]:
    """Places where a picture may be now: the end of its old path, the longest first, below each folder."""
    parts = _parts(old)
    bases = [project_folder, *project_folder.parents][: FOLDERS_ABOVE + 1]
    for base in bases:
        for start in range(len(parts)):
            yield os.path.join(base, *parts[start:])


def _parts(path: str) -> tuple[str, ...]:
    """Folders and name, without root or drive; a path of Windows is understood everywhere."""
    kind = PureWindowsPath if "\\" in path else PurePath
    pure = kind(path)
    return tuple(part for part in pure.parts if part not in (pure.anchor, ".."))


def _name(path: str) -> str:
    return _parts(path)[-1] if _parts(path) else path
