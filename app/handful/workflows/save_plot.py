"""Writes what a plot shows: its picture as it was drawn, or its numbers as CSV. Whole or not at all."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from handful.message import said
from handful.workflows.progress import NOT_WRITTEN, WorkflowError

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Cell = str | float | int


def save_bytes(path: Path, data: bytes) -> Generator[None, None, Path]:
    """Write a picture that is drawn already. Raises WorkflowError."""
    yield None
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or said(error)
        raise WorkflowError(NOT_WRITTEN.filled(name=path.name, reason=reason)) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def save_table(
    path: Path, titles: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Generator[None, None, Path]:
    """Write numbers as CSV (UTF-8); a name that a spreadsheet would run as a formula gets a quote."""
    return (yield from save_bytes(path, table_csv(titles, rows).encode()))


def table_csv(titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """The text of the file; numbers with a point, whatever the language."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_plain(each) for each in titles])
    writer.writerows([_plain(each) for each in row] for row in rows)
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    if not isinstance(cell, str):
        return repr(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
