"""`handful export-model`: what was learned from a project or a support folder, as one file to take along."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from handful.cli.console import (
    Bars,
    Device,
    DeviceOption,
    NoCacheOption,
    check_out,
    fail,
    open_engine,
    progress_bars,
    reasons,
    say,
)
from handful.workflows.learner_list import LEARNERS
from handful.workflows.model_forms import MODEL_FORMS, why_not

if TYPE_CHECKING:
    from handful.workflows.export_model import ExportedModel

EXPORT_MODEL_HELP: Final = (
    """
Learn from the examples of a project or a folder, and write the model to one file.

"""
    + "\n\n".join(f"- **{form.name}**: {form.summary}" for form in MODEL_FORMS.values())
    + """

Exit code: 0 it was written; 2 it was not, the message says why.
"""
)


class FormChoice(StrEnum):
    """Every name in `MODEL_FORMS`."""

    ONNX = "onnx"
    HANDFUL_MODEL = "handful-model"


Source = Annotated[
    Path,
    typer.Argument(metavar="PROJECT|SUPPORT_DIR", help="A project (FILE.handful), or a folder per class."),
]


def export_model(
    source: Source,
    format: Annotated[FormChoice, typer.Option(help="The form, see above.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")],
    learner: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=f"One of {', '.join(LEARNERS)}; by default that of the project, for a folder prototypes.",
        ),
    ] = None,
    with_example: Annotated[
        bool, typer.Option("--with-example", help="Write a short program that runs the ONNX file beside it.")
    ] = False,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
) -> None:
    """`EXPORT_MODEL_HELP` says what it does."""
    from handful.workflows.export_model import ModelOrder, export_model, find_source, write_example

    check_out(out)
    example = out.with_suffix(".py") if with_example else None
    if example is not None and format is not FormChoice.ONNX:
        fail("--with-example goes with --format onnx; a .handful-model is run by `handful label --model`")
    if example is not None and example.exists():
        fail(f"{example} exists; remove it, or leave --with-example out")
    with reasons(ValueError):
        found = find_source(source)
        chosen = learner or found.learner
        reason = why_not(format.value)
    if reason is not None:
        fail(reason)
    engine = open_engine(device, no_cache=no_cache)
    with reasons(ValueError):
        work = export_model(engine, found, ModelOrder(chosen, MODEL_FORMS[format.value].name, out))
        written = _shown(work)
    if example is not None:
        with reasons(OSError):
            write_example(example)
    for name in written.left_out:
        say(f"class '{name}' has no picture that can be read; the model does not know it")
    size = f"{written.n_bytes / 1e6:.1f} MB"
    say(f"{len(written.class_names)} classes from {written.n_support} pictures, {chosen}, {size}: {out}")


def _shown(work: Generator[Any, None, ExportedModel]) -> ExportedModel:
    from handful.workflows.hash_files import HashingStep
    from handful.workflows.progress import EmbeddingStep

    with progress_bars() as progress:
        bars = Bars(progress)
        while True:
            try:
                step = next(work)
            except StopIteration as outcome:
                written: ExportedModel = outcome.value
                return written
            match step:
                case HashingStep(done, total):
                    bars.show("reading", done, total)
                case EmbeddingStep(done=done, total=total):
                    bars.show("looking at the examples", done, total)
