"""Pictures copied or linked into a folder for each class, as training programs read them.

The originals are only read. What was put where, and by whose answer, stands in `labels.csv` beside them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

from handful.export.answers import Answer, LeftOut
from handful.export.labels_csv import defused, number_text, write_line
from handful.export.names import Namer
from handful.export.whole_folder import folder_written_whole
from handful.message import Message, said

Layout = Literal["imagefolder", "yolo"]
MANIFEST: Final = "labels.csv"
MANIFEST_COLUMNS: Final = (
    "file", "path", "label", "unknown", "source", "confidence", "score", "model_hash"
)  # fmt: skip
UNKNOWN_FOLDER: Final = "unknown"
VALIDATION_EVERY: Final = 5
_PIECE_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Placed:
    """How many pictures are done, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FolderReport:
    """`written` pictures; those left out, with the reason; how many could not be linked and were copied."""

    written: int
    left_out: tuple[LeftOut, ...]
    copied_instead: int


class _SourceError(Exception):
    """The original cannot be read; the picture is left out, and the rest goes on."""


def write_class_folders(
    answers: Sequence[Answer], target: Path, layout: Layout, *, link: bool
) -> Generator[Placed, None, FolderReport]:
    """Write the folder whole, or not at all. Raises OSError; FileExistsError where `target` has content.

    imagefolder: CLASS/PICTURE, and `unknown` for pictures of none of the classes. yolo: train/CLASS/PICTURE
    and val/CLASS/PICTURE, every fifth picture of a class for validation, and none that is unknown.
    link: hard links in place of copies, where the file system can.
    """
    with folder_written_whole(target) as root:
        left_out: list[LeftOut] = []
        rows: list[tuple[str, Answer]] = []
        linked, plan = 0, _Plan(layout)
        for done, answer in enumerate(answers):
            yield Placed(done, len(answers))
            if answer.class_name is None and layout == "yolo":
                left_out.append((answer.path, Message("it is none of the classes")))
                continue
            place = plan.place(answer)
            try:
                linked += _put(Path(answer.path), root / place, link=link)
            except _SourceError as error:
                left_out.append((answer.path, said(error)))
            else:
                rows.append((place.as_posix(), answer))
        _write_manifest(root / MANIFEST, rows)
        yield Placed(len(answers), len(answers))
    return FolderReport(len(rows), tuple(left_out), len(rows) - linked if link else 0)


class _Plan:
    """Where each picture goes: folder names are unique, and file names within each folder."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._folders, self._folder_names = Namer(), dict[int, str]()
        self._files: dict[str, Namer] = {}
        self._counts: Counter[str] = Counter()

    def place(self, answer: Answer) -> Path:
        """Relative to the root."""
        if answer.class_id not in self._folder_names:
            name = self._folders.take(answer.class_name or UNKNOWN_FOLDER)
            self._folder_names[answer.class_id] = name
        folder = self._folder_names[answer.class_id]
        original = Path(answer.path)
        file = self._files.setdefault(folder, Namer()).take(original.stem, original.suffix)
        if self._layout == "imagefolder":
            return Path(folder, file)
        self._counts[folder] += 1
        part = "val" if self._counts[folder] % VALIDATION_EVERY == 0 else "train"
        return Path(part, folder, file)


def _put(source: Path, target: Path, *, link: bool) -> bool:
    """Whether it was linked; copied otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if link and os.path.isfile(source):
        with suppress(OSError):
            os.link(os.path.realpath(source), target)
            return True
    _copy(source, target)
    return False


def _copy(source: Path, target: Path) -> None:
    try:
        if not os.path.isfile(source):  # whatever the path is like, this raises nothing
            raise _SourceError(
                Message("it is no file") if os.path.lexists(source) else Message("no such file")
            )
        status, stream = source.stat(), source.open("rb")
    except OSError as error:
        raise _SourceError(error.strerror or said(error)) from error
    try:
        with stream, target.open("xb") as copy:
            _pour(stream, copy)
            copy.flush()
            os.fsync(copy.fileno())
    except _SourceError:
        target.unlink()
        raise
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def _pour(source: BinaryIO, target: BinaryIO) -> None:
    while True:
        try:
            piece = source.read(_PIECE_BYTES)
        except OSError as error:
            raise _SourceError(error.strerror or said(error)) from error
        if not piece:
            return
        target.write(piece)


def _write_manifest(file: Path, rows: Sequence[tuple[str, Answer]]) -> None:
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        write_line(stream, MANIFEST_COLUMNS)
        for place, answer in rows:
            numbers = (answer.confidence, answer.score)
            cells = [
                defused(place, "./"),
                defused(answer.path, "./"),
                defused(answer.class_name or ""),
                number_text(answer.class_name is None),
                answer.source,
                *map(number_text, numbers),
                answer.model_hash or "",
            ]
            write_line(stream, cells)
        stream.flush()
        os.fsync(stream.fileno())
