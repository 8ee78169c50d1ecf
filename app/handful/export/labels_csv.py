"""The table of labels: one line a picture, one score column a class. Owns columns, numbers and escaping."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TextIO

from handful.export.whole_file import written_whole

LABEL_COLUMNS: Final = ("path", "prediction", "confidence", "unknown", "error")
PROJECT_COLUMNS: Final = (
    "path",
    "label",
    "prediction",
    "confidence",
    "unknown",
    "error",
    "source",
    "model_hash",
)
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Source = Literal["person", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """What the app proposes for one picture.

    `prediction` is the closest class even where `unknown` is True; `confidence` (0..1) is the calibrated
    probability of the answer, be it the class or "none of these". `scores`: the raw similarity to each class,
    in the order of the class names. A picture that could not be read has an `error` and none of these.
    """

    path: str
    prediction: str | None = None
    confidence: float | None = None
    unknown: bool | None = None
    error: str | None = None
    scores: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLabelRow(LabelRow):
    """As `LabelRow`, and what a person decided: `label` is empty where they decided "none of these classes".

    `source` says who gave the answer that stands; `unknown` belongs to that answer. `model_hash` names the
    classifier that the prediction came from.
    """

    label: str | None = None
    source: Source | None = None
    model_hash: str | None = None


def write_labels_csv(rows: Iterable[LabelRow], class_names: Sequence[str], path: Path) -> None:
    """Write the table to `path`, whole or not at all. Raises OSError."""
    with written_whole(path) as stream:
        stream_labels_csv(rows, class_names, stream)


def stream_labels_csv(rows: Iterable[LabelRow], class_names: Sequence[str], stream: TextIO) -> None:
    """Write the table to a text stream; rows of a project have its additional columns."""
    rows = list(rows)
    of_project = any(isinstance(row, ProjectLabelRow) for row in rows)
    columns = PROJECT_COLUMNS if of_project else LABEL_COLUMNS
    write_line(stream, [*columns, *(f"score:{name}" for name in class_names)])
    for row in rows:
        scores = row.scores or (None,) * len(class_names)
        write_line(stream, [*(_cell(row, column) for column in columns), *map(number_text, scores)])


def write_line(stream: TextIO, cells: Sequence[str]) -> None:
    """One line of CSV.

    Python before 3.13 leaves a carriage return in a name unquoted where lines end without one.
    """
    odd = any("\r" in cell for cell in cells)
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL if odd else csv.QUOTE_MINIMAL).writerow(
        cells
    )


def _cell(row: LabelRow, column: str) -> str:
    value = getattr(row, column)
    if not isinstance(value, str):
        return number_text(value)
    return defused(value, mark="./" if column == "path" else "'")


def defused(text: str, mark: str = "'") -> str:
    """A spreadsheet would run a name like "=HYPERLINK(…)"; a mark in front keeps it a text.

    mark: "./" for a path, which stays usable with it.
    """
    return mark + text if text.startswith(FORMULA_STARTS) else text


def number_text(value: float | bool | None) -> str:
    """As it stands in a cell; empty where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return f"{value:.6f}"
