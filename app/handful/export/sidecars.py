"""XMP sidecars: PICTURE.jpg.xmp beside each picture, or below a folder of their own. Opens no picture."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from handful.export.answers import Answer, LeftOut
from handful.export.class_folders import Placed
from handful.export.whole_file import written_whole
from handful.export.xmp import MAX_BYTES, Keyword, XmpError, with_keyword
from handful.message import Message, said

SUFFIX: Final = ".xmp"
_DISK_IS_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def write_sidecars(
    answers: Sequence[Answer], root: Path | None
) -> Generator[Placed, None, tuple[int, tuple[LeftOut, ...]]]:
    """Write or amend the sidecar of each picture; returns how many, and which were left out.

    root: None: beside the pictures; else in this folder, in the folders that the pictures share below their
    common one. Each file is written whole or stays as it was; one that cannot be amended without harm is
    left out with the reason. Raises OSError where nothing can be written at all, the disk being full.
    """
    common = _common_folder(answers) if root is not None else None
    written, left_out = 0, list[LeftOut]()
    for done, answer in enumerate(answers):
        yield Placed(done, len(answers))
        picture = Path(os.path.normpath(answer.path))
        place = picture if root is None or common is None else root / picture.relative_to(common)
        try:
            if not os.path.isfile(picture):
                raise XmpError(Message("no such file"))
            place.parent.mkdir(parents=True, exist_ok=True)
            _amend(place.with_name(place.name + SUFFIX), answer)
        except XmpError as error:
            left_out.append((answer.path, said(error)))
        except OSError as error:
            if error.errno in _DISK_IS_FULL:
                raise
            left_out.append((answer.path, error.strerror or said(error)))
        else:
            written += 1
    yield Placed(len(answers), len(answers))
    return written, tuple(left_out)


def _common_folder(answers: Sequence[Answer]) -> Path | None:
    """None where the pictures lie on several drives: then there is none, and they are written beside."""
    with contextlib.suppress(ValueError):
        return Path(os.path.commonpath([os.path.dirname(os.path.normpath(a.path)) for a in answers]))
    return None


def _amend(file: Path, answer: Answer) -> None:
    keyword = Keyword(
        name=answer.class_name,
        source=answer.source,
        confidence=answer.confidence,
        score=answer.score,
        model_hash=answer.model_hash,
    )
    before = _read(file)
    after = with_keyword(before, keyword)
    if after != before:
        with written_whole(file) as stream:
            stream.write(after.decode("utf-8"))


def _read(file: Path) -> bytes | None:
    if not os.path.lexists(file):
        return None
    if not file.is_file():
        raise XmpError(Message("its sidecar is no file"))
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise XmpError(Message("its sidecar cannot be read: {why}", why=error.strerror)) from error
