"""Labels out of a project, in any of the forms that other programs read. Originals are only read.

The writers are imported by the export that needs them: the window imports this module before it shows.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from handful.export import FORMATS, ExportFormat, FormatName, Wanted, answers_of, labels_of, write_labels_csv
from handful.export.answers import Answer
from handful.message import Message, said
from handful.project.document import Project
from handful.project.session import Session
from handful.workflows.progress import NOT_WRITTEN, WorkflowError

if TYPE_CHECKING:
    from handful.export.class_folders import Layout, Placed
    from handful.export.coco import Size

__all__ = [
    "FORMATS",
    "ExportFormat",
    "ExportOrder",
    "ExportReport",
    "ExportStep",
    "Wanted",
    "export_labels",
    "open_to_export",
]

T = TypeVar("T")

ONE_COPIED: Final = Message("1 could not be linked there and was copied")
COPIED: Final = Message("{n} could not be linked there and were copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """out: the file or folder to write; None, for sidecars: beside the pictures.

    wanted: whose answers; CSV and JSON tell of every picture and whose answer it is. link: hard links where
    pictures would be copied.
    """

    format: FormatName
    out: Path | None
    wanted: Wanted = "all"
    link: bool = False


@dataclass(frozen=True, slots=True)
class ExportStep:
    """How many pictures are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """written: pictures. left_out: (path, reason). note: what else is worth knowing, or nothing."""

    written: int
    left_out: tuple[tuple[str, str], ...] = ()
    note: str = ""


def open_to_export(path: Path) -> Project:
    """The project in a file, which may be open in a window meanwhile. Raises ProjectError."""
    session = Session.open(path)
    session.close()
    return session.project


def export_labels(project: Project, order: ExportOrder) -> Generator[ExportStep, None, ExportReport]:
    """Write what was ordered, whole or not at all; sidecars each by itself.

    Raises WorkflowError where it cannot be written, and says what to do.
    """
    yield ExportStep(0, len(project.pictures))
    with _told(order):
        match order.format:
            case "csv":
                rows = labels_of(project)
                write_labels_csv(rows, [c.name for c in project.classes], _out(order))
                return ExportReport(len(rows))
            case "json":
                return _json(project, order)
            case "coco":
                return (yield from _coco(project, order))
            case "xmp":
                return (yield from _sidecars(project, order))
            case "imagefolder" | "yolo":
                return (yield from _class_folders(project, order, order.format))


def _out(order: ExportOrder) -> Path:
    if order.out is None:
        raise WorkflowError(Message("'{form}' needs a place to be written to; name one", form=order.format))
    return order.out


def _json(project: Project, order: ExportOrder) -> ExportReport:
    from handful.export.labels_json import write_labels_json

    return ExportReport(write_labels_json(project, _out(order)))


def _coco(project: Project, order: ExportOrder) -> Generator[ExportStep, None, ExportReport]:
    from handful.export.coco import write_coco

    answers, left_out = answers_of(project, order.wanted)
    sizes = yield from _sizes(answers)
    unsized = write_coco(project, answers, sizes, _out(order))
    return ExportReport(len(answers) - len(unsized), left_out + unsized)


def _sizes(answers: Sequence[Answer]) -> Generator[ExportStep, None, dict[int, Size]]:
    from handful.images.errors import PictureError
    from handful.images.sizes import picture_size

    sizes: dict[int, Size] = {}
    for done, answer in enumerate(answers):
        yield ExportStep(done, len(answers))
        try:
            sizes[answer.picture_id] = picture_size(Path(answer.path))
        except PictureError:
            continue
    return sizes


def _sidecars(project: Project, order: ExportOrder) -> Generator[ExportStep, None, ExportReport]:
    from handful.export.sidecars import write_sidecars

    answers, left_out = answers_of(project, order.wanted)
    if order.out is not None:
        order.out.mkdir(exist_ok=True)
    written, more = yield from _steps(write_sidecars(answers, order.out))
    return ExportReport(written, left_out + more)


def _class_folders(
    project: Project, order: ExportOrder, layout: Layout
) -> Generator[ExportStep, None, ExportReport]:
    from handful.export.class_folders import write_class_folders

    answers, left_out = answers_of(project, order.wanted)
    work = write_class_folders(answers, _out(order), layout, link=order.link)
    report = yield from _steps(work)
    n = report.copied_instead
    note = "" if not n else ONE_COPIED if n == 1 else COPIED.filled(n=n)
    return ExportReport(report.written, left_out + report.left_out, note)


def _steps(work: Generator[Placed, None, T]) -> Generator[ExportStep, None, T]:
    while True:
        try:
            placed = next(work)
        except StopIteration as outcome:
            result: T = outcome.value
            return result
        yield ExportStep(placed.done, placed.total)


@contextmanager
def _told(order: ExportOrder) -> Iterator[None]:
    """Errors of the file system as words that say what to do."""
    name = order.out.name if order.out is not None else Message("the sidecars")
    try:
        yield
    except FileExistsError as error:
        raise WorkflowError(
            Message(
                "{name} was not written: there is something there already. Name a new or an empty folder",
                name=name,
            )
        ) from error
    except OSError as error:
        reason = error.strerror or said(error)
        raise WorkflowError(NOT_WRITTEN.filled(name=name, reason=reason)) from error
