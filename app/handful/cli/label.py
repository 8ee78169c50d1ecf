"""`handful label`: labels for a folder of pictures, as a CSV file."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from handful.cli.console import (
    EXIT_SOME_UNREADABLE,
    Bars,
    Device,
    DeviceOption,
    LearnerOption,
    NoCacheOption,
    check_out,
    fail,
    open_engine,
    progress_bars,
    reasons,
    say,
)
from handful.workflows.learner_list import DEFAULT_LEARNER
from handful.workflows.strangers import DEFAULT_SHARE, LARGEST_SHARE

if TYPE_CHECKING:
    from handful.workflows.label_folder import FolderLabels, FolderTask
    from handful.workflows.progress import Adapted

LABEL_HELP: Final = """
Label every picture in a folder, from a handful of examples of each class.

`handful label SUPPORT_DIR QUERY_DIR --out FILE`, or, with what `handful export-model` wrote,
`handful label --model MODEL QUERY_DIR --out FILE`.

The CSV file has one line a picture, and the columns

- **path**, relative to QUERY_DIR;

- **prediction**, the closest class, also where unknown is true;

- **confidence**, 0 to 1, calibrated: in the class, or where unknown is true in that;

- **unknown**, true where the picture seems to show none of the classes;

- **error**, why it could not be read; then all the others are empty;

- **score:CLASS** for each class, the raw similarity.

What a spreadsheet would take for a formula gets ' in front, and a path ./

Exit code: 0 all pictures were read; 3 some could not be; 2 nothing was done, the message says why.
"""

SupportDir = Annotated[
    Path,
    typer.Argument(
        metavar="[SUPPORT_DIR]",
        help="Holds one folder per class, with a handful of pictures; left out with --model.",
    ),
]
QueryDir = Annotated[
    Path | None,
    typer.Argument(metavar="QUERY_DIR", help="The pictures to label; folders in it are searched as well."),
]
UnknownShare = Annotated[
    float,
    typer.Option(
        min=0,
        max=LARGEST_SHARE,
        help="Share of the pictures that you expect to show none of the classes. The larger, the more are "
        "called unknown; with 0 none is.",
    ),
]
ModelOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A .handful-model, in place of SUPPORT_DIR."),
]
Out = Annotated[Path, typer.Option(metavar="FILE", help="The CSV file to write; - for standard output.")]


def label(
    context: typer.Context,
    support_dir: SupportDir,
    out: Out,
    query_dir: QueryDir = None,
    model: ModelOption = None,
    learner: LearnerOption = DEFAULT_LEARNER,
    unknown_share: UnknownShare = DEFAULT_SHARE,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
) -> None:
    """`LABEL_HELP` says what it does."""
    from handful.workflows.label_folder import label_by_model, label_folder
    from handful.workflows.progress import WorkflowError

    to_stdout = str(out) == "-"
    task = _task(context, support_dir, query_dir, model)
    if not to_stdout:
        check_out(out)
    engine = open_engine(device, no_cache=no_cache)
    with reasons(ValueError):
        engine.learner(learner)
    with reasons(WorkflowError):
        by_examples = label_folder(engine, task, learner, unknown_share)
        work = by_examples if model is None else label_by_model(engine, task, model)
        labels, adapted = _label(work)
    try:
        labels.write(sys.stdout if to_stdout else out)
    except OSError as error:
        fail(f"{out} cannot be written ({error.strerror}); give another --out")
    _report(labels, "standard output" if to_stdout else str(out))
    _report_adaptation(adapted)
    if labels.unreadable:
        raise typer.Exit(EXIT_SOME_UNREADABLE)


def _task(
    context: typer.Context, support_dir: Path, query_dir: Path | None, model: Path | None
) -> FolderTask:
    """What the folders on the command line make up; with a model the only one is QUERY_DIR."""
    from handful.workflows.label_folder import find_folder_task, find_query_task
    from handful.workflows.progress import WorkflowError

    if model is None and query_dir is None:
        fail("QUERY_DIR is missing; give SUPPORT_DIR and QUERY_DIR, or --model FILE and QUERY_DIR")
    if model is not None and query_dir is not None:
        fail("--model takes the place of SUPPORT_DIR; give QUERY_DIR alone")
    for name in ("learner", "unknown_share"):
        source = context.get_parameter_source(name)
        if model is not None and source is not None and source.name == "COMMANDLINE":
            fail(
                f"--{name.replace('_', '-')} has no meaning with --model: the model has its own; leave it out"
            )
    with reasons(WorkflowError):
        return find_query_task(support_dir) if query_dir is None else find_folder_task(support_dir, query_dir)


def _label(work: Generator[Any, None, FolderLabels]) -> tuple[FolderLabels, Adapted | None]:
    from handful.workflows.hash_files import HashingStep
    from handful.workflows.progress import Adapted, EmbeddingStep

    words = {"support": "looking at the examples", "query": "labelling"}
    adapted: Adapted | None = None
    with progress_bars() as progress:
        bars = Bars(progress)
        while True:
            try:
                step = next(work)
            except StopIteration as outcome:
                labels: FolderLabels = outcome.value
                return labels, adapted
            match step:
                case HashingStep(done, total):
                    bars.show("reading", done, total)
                case EmbeddingStep(kind=kind, done=done, total=total):
                    bars.show(words[kind], done, total)
                case Adapted():
                    adapted = step


def _report(labels: FolderLabels, where: str) -> None:
    for path, reason in labels.skipped_support:
        say(f"left out the example {path}: {reason}")
    if not labels.rows:
        say("QUERY_DIR holds no picture; the table has no lines")
    unreadable = f", {labels.unreadable} could not be read" if labels.unreadable else ""
    say(f"{len(labels.rows)} pictures, {len(labels.class_names)} classes{unreadable}: {where}")


def _report_adaptation(adapted: Adapted | None) -> None:
    """What chose the learner, and what can be expected of "unknown"."""
    if adapted is None or adapted.outlook is None:
        return
    if adapted.chosen:
        say(f"learner: {adapted.chosen}; {adapted.reason}")
    o = adapted.outlook
    say(
        f"unknown, where {o.stranger_share:.0%} of the pictures show no class: on simulated tasks "
        f"{o.answered:.0%} of the classes' pictures are answered, {o.wrong:.0%} of these answers "
        f"wrong, and {o.caught:.0%} of the others called unknown"
    )
    if o.own_total:
        say(
            f"your examples, each left out in turn: {o.own_answered} of {o.own_total} answered, "
            f"{o.own_wrong} of these wrong; without their class {o.own_caught} of {o.own_strangers} unknown"
        )
