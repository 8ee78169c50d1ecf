"""`handful export` and `handful import`: labels out of a project file, and into one."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from handful.cli.console import EXIT_SOME_UNREADABLE, Bars, check_out, fail, progress_bars, reasons, say
from handful.workflows.labels_out import FORMATS

SHOWN: Final = 20

EXPORT_HELP: Final = "Write the labels of a project.\n\n" + "\n\n".join(
    f"- **{each.name}**: {each.summary}" for each in FORMATS.values()
)
EXPORT_NOTES: Final = """

Originals are never moved or changed. Folders are written whole or not at all, into a new or an empty one.

Exit code: 0 every picture went along; 3 some were left out, and are listed; 2 nothing was written.
"""

IMPORT_HELP: Final = """
Put labels from elsewhere into a project, as one step that undo takes back.

LABELS is a table (CSV with a column for the picture and one for its label, such as `handful export` writes),
or a folder of class folders, also with train and val above them. A picture is known by its path, or else by
its content: a copy that was sorted into folders labels the original. What is new comes in; a project that
does not exist is made. Proposals of the app are no labels, and are left out.

Exit code: 0 every label was put in; 3 some were left out, and are listed; 2 nothing was changed.
"""


class FormatChoice(StrEnum):
    """Every name in `FORMATS`."""

    CSV = "csv"
    JSON = "json"
    IMAGEFOLDER = "imagefolder"
    YOLO = "yolo"
    COCO = "coco"
    XMP = "xmp"


class LabelsOf(StrEnum):
    """Whose answers are written."""

    ALL = "all"
    PERSON = "person"


class Role(StrEnum):
    """What the pictures become."""

    LABELS = "labels"
    EXAMPLES = "examples"


ProjectFile = Annotated[Path, typer.Argument(metavar="PROJECT", help="A project (FILE.handful).")]


def export(
    project: ProjectFile,
    format: Annotated[FormatChoice, typer.Option(help="The form, see above.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="The file or folder to write; without, xmp goes beside the pictures."
        ),
    ] = None,
    labels: Annotated[
        LabelsOf, typer.Option(help="A person's labels alone, or also what the app proposes.")
    ] = LabelsOf.ALL,
    link: Annotated[
        bool, typer.Option("--link", help="Hard links in place of copies, where possible.")
    ] = False,
) -> None:
    """`EXPORT_HELP` says what it does."""
    from handful.workflows.labels_out import ExportOrder, export_labels, open_to_export
    from handful.workflows.progress import WorkflowError

    chosen = FORMATS[str(format)]
    if out is None and not chosen.beside:
        fail(f"--format {chosen.name} needs --out, the {'file' if chosen.suffix else 'folder'} to write")
    if out is not None and chosen.suffix:
        check_out(out)
    with reasons(ValueError):
        document = open_to_export(project)
    order = ExportOrder(format=chosen.name, out=out, wanted=labels.value, link=link)
    with reasons(WorkflowError):
        report = with_bar(export_labels(document, order), "writing")
    where = str(out) if out is not None else "beside the pictures"
    say(f"{report.written} pictures: {where}{f' ({report.note})' if report.note else ''}")
    end_with(report.left_out)


def import_(
    project: ProjectFile,
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="A table, or a folder of class folders.")],
    role: Annotated[
        Role, typer.Option("--as", help="labels: decided; examples: what the learner learns from.")
    ] = Role.LABELS,
) -> None:
    """`IMPORT_HELP` says what it does."""
    from handful.workflows.labels_in import import_into_file

    with reasons(ValueError):
        report = with_bar(import_into_file(project, labels, role.value), "reading")
    say(f"{report.labelled} pictures labelled, {report.added} of them new: {project}")
    end_with(report.left_out)


def with_bar(work: Generator[Any, None, Any], what: str) -> Any:
    """What the work returns; meanwhile a bar shows how far it is."""
    with progress_bars() as progress:
        bars = Bars(progress)
        while True:
            try:
                step = next(work)
            except StopIteration as outcome:
                return outcome.value
            bars.show(what, step.done, step.total)


def end_with(left_out: tuple[tuple[str, str], ...], words: str = "left out") -> None:
    """List what was left out, each with its reason; the exit code says whether there is any."""
    for path, reason in left_out[:SHOWN]:
        say(f"{words} {path}: {reason}")
    if len(left_out) > SHOWN:
        say(f"{words} {len(left_out) - SHOWN} more")
    if left_out:
        raise typer.Exit(EXIT_SOME_UNREADABLE)
