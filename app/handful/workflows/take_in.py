"""Taking pictures in: walk what was dropped, recognise what is there already, report what is no picture."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handful.message import said
from handful.project.edits import NewPicture
from handful.workflows.progress import Searching, TakeInSummary, TakenIn

if TYPE_CHECKING:
    from handful.images.folders import Found

BATCH_PICTURES: Final = 500
BATCH_S: Final = 0.2


def take_in(
    paths: Sequence[str], known: Mapping[str, str], *, class_id: int | None = None
) -> Generator[TakenIn | Searching, None, TakeInSummary]:
    """Find the pictures below the dropped paths and tell the new ones from those that are there by content.

    A file is taken in if it is a picture by its first bytes, even one that is damaged further on: that one
    says so in its place. Everything else (no bytes, none that can be read, another kind of file) is left out
    and listed with its reason.

    known: content hash -> path of each picture in the project. class_id: they become its support pictures,
    whatever folders they lie in; otherwise folders of class folders name the classes.
    """
    from handful.images.folders import walk_with_pauses

    seen = dict(known)
    batch: list[tuple[NewPicture, str]] = []
    duplicates: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    added, flushed_s = 0, time.monotonic()
    for found in walk_with_pauses(Path(p) for p in paths):
        if len(batch) >= BATCH_PICTURES or time.monotonic() - flushed_s > BATCH_S:
            yield _taken(batch) if batch else Searching()
            added, flushed_s, batch = added + len(batch), time.monotonic(), []
        if found is None:
            continue
        digest, reason = _recognised(found)
        if digest is None:
            skipped.append((str(found.path), reason))
        elif digest in seen:
            duplicates.append((str(found.path), seen[digest]))
        else:
            seen[digest] = str(found.path)
            name = found.class_name if class_id is None else None
            batch.append((NewPicture(str(found.path), name, class_id), digest))
    if batch:
        yield _taken(batch)
    return TakeInSummary(added + len(batch), tuple(duplicates), tuple(skipped))


def _recognised(found: Found) -> tuple[str | None, str]:
    """The content hash of a picture, or None and why it is none."""
    from handful.images.errors import PictureError
    from handful.images.recognise import picture_hash

    if found.error is not None:
        return None, found.error
    try:
        return picture_hash(found.path), ""
    except PictureError as error:
        return None, said(error)


def _taken(batch: Sequence[tuple[NewPicture, str]]) -> TakenIn:
    return TakenIn(tuple(picture for picture, _ in batch), tuple(digest for _, digest in batch))
