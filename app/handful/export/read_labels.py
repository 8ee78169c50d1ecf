"""Tables of labels that others made, or Handful itself: which picture has which label. Opens no picture."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.export.labels_csv import FORMULA_STARTS
from handful.message import Message

PATH_COLUMNS: Final = ("path", "file", "filename", "file_name", "image", "image_path", "picture")
LABEL_COLUMNS: Final = ("label", "class", "class_name", "category", "tag")
MAX_BYTES: Final = 512 * 1024 * 1024
DELIMITERS: Final = ",;\t"


class LabelsError(ValueError):
    """A table that cannot be read as labels; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class GivenLabel:
    """A line of a table. paths: what it calls its picture, the likeliest first.

    label None with `unknown`: "none of these classes"; without: the line gives no label, `reason` says why.
    """

    paths: tuple[str, ...]
    label: str | None
    unknown: bool = False
    reason: str = ""


def read_labels(file: Path) -> tuple[GivenLabel, ...]:
    """The lines of a CSV with a header, separated by commas, semicolons or tabs.

    Columns of Handful's own tables are understood in full: a proposal of the app is no label, and marks
    against formulas are taken off. Raises LabelsError, and OSError.
    """
    if file.stat().st_size > MAX_BYTES:
        raise LabelsError(
            Message("{name} is larger than {most} MB; divide it", name=file.name, most=MAX_BYTES >> 20)
        )
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            delimiter = max(DELIMITERS, key=head.count)
            return tuple(_lines(csv.reader(stream, delimiter=delimiter), file.name))
    except (csv.Error, UnicodeDecodeError) as error:
        raise LabelsError(
            Message("{name} is no table in UTF-8 ({why}); save it as CSV", name=file.name, why=error)
        ) from error


def _lines(table: Iterator[list[str]], name: str) -> Iterator[GivenLabel]:
    header = [cell.strip().lower() for cell in next(table, [])]
    paths = [header.index(column) for column in PATH_COLUMNS if column in header]
    labels = [header.index(column) for column in LABEL_COLUMNS if column in header]
    if not paths or not labels:
        raise LabelsError(
            Message(
                "{name} needs a column for the picture ({paths}) and one for its label ({labels}) "
                "in its first line",
                name=name,
                paths=", ".join(PATH_COLUMNS[:3]),
                labels=", ".join(LABEL_COLUMNS[:2]),
            )
        )
    for cells in table:
        if any(cells):
            yield _given(dict(zip(header, cells, strict=False)), _at(cells, paths), _at(cells, labels[:1]))


def _given(row: Mapping[str, str], paths: Sequence[str], labels: Sequence[str]) -> GivenLabel:
    label = _bare(labels[0]) if labels else ""
    if not paths:
        return GivenLabel((), None, reason=Message("the line names no picture"))
    if row.get("source") == "model":
        return GivenLabel(
            tuple(paths), None, reason=Message("it is a proposal of the app, no label of a person")
        )
    if label:
        return GivenLabel(tuple(paths), label)
    if row.get("source") == "person" and row.get("unknown") == "true":
        return GivenLabel(tuple(paths), None, unknown=True)
    return GivenLabel(tuple(paths), None, reason=Message("it has no label"))


def _at(cells: Sequence[str], columns: Sequence[int]) -> list[str]:
    return [cells[column] for column in columns if column < len(cells) and cells[column]]


def _bare(text: str) -> str:
    """Without the mark that `defused` put in front."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
