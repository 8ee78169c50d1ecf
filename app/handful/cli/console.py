"""What every command shares: where messages go, how progress shows, how a command ends with a reason."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

import handful
from handful.workflows.learner_list import LEARNERS

if TYPE_CHECKING:
    from handful.workflows.engine import Engine

EXIT_USAGE: Final = 2
EXIT_SOME_UNREADABLE: Final = 3
EXIT_INTERRUPTED: Final = 130

T = TypeVar("T")


class Device(StrEnum):
    """What to compute on."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


LearnerOption = Annotated[
    str, typer.Option(metavar="NAME", help=f"How to learn from the examples: {', '.join(LEARNERS)}.")
]
DeviceOption = Annotated[Device, typer.Option(help="auto takes CUDA where it works.")]
NoCacheOption = Annotated[
    bool,
    typer.Option("--no-cache", help="Neither use nor keep embeddings of pictures that were seen before."),
]
WeightsOption = Annotated[
    Path | None,
    typer.Option(
        "--weights",
        metavar="FILE",
        help="Another encoder, as `handful train encoder` makes it, with the learners' cards beside it.",
    ),
]


def say(text: str) -> None:
    """A message for people, on stderr: stdout is for results."""
    print(text, file=sys.stderr)


def fail(text: str) -> NoReturn:
    """End the command with the reason and exit code 2."""
    say(f"handful: {text}")
    raise typer.Exit(EXIT_USAGE)


@contextmanager
def reasons(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds are reasons for people: the command ends with their message, not with a trace."""
    try:
        yield
    except kinds as error:
        fail(str(error))


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Bars on stderr, cleared at the end; nothing at all where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield bars


class Bars:
    """One bar for each kind of work, made when its first news comes."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def add(self, what: str, total: int) -> TaskID:
        """A bar that the caller moves."""
        return self._progress.add_task(what, total=total)

    def show(self, what: str, done: int, total: int) -> None:
        """`done` of `total` pieces of the work called `what` are done."""
        if what not in self._tasks:
            self._tasks[what] = self.add(what, total)
        self._progress.update(self._tasks[what], completed=done, total=total)


def finish(workflow: Generator[Any, None, T]) -> T:
    """Run a workflow to its end without showing its progress."""
    while True:
        try:
            next(workflow)
        except StopIteration as outcome:
            result: T = outcome.value
            return result


def open_engine(device: Device, *, no_cache: bool, weights: Path | None = None) -> Engine:
    """Load encoder, device and cache; ends the command where one of them cannot be had."""
    from handful.workflows.engine import load_engine
    from handful.workflows.places import embedding_cache_path

    with reasons(ValueError, OSError):
        cache_path = None if no_cache else embedding_cache_path()
        engine = finish(load_engine(device=device.value, weights=weights, cache_path=cache_path))
    say(f"computing on {engine.device.name}: {engine.device.reason}")
    return engine


def machine() -> dict[str, Any]:
    """What figures were measured on, and with which versions."""
    versions = {
        name: version(name) for name in ("torch", "torchvision", "numpy", "pillow", "PySide6-Essentials")
    }
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {"handful": handful.__version__, **versions},
    }


def check_out(out: Path, option: str = "--out") -> None:
    """End the command now, not after an hour of work, where `out` could not be written."""
    folder = out.absolute().parent
    if out.is_dir():
        fail(f"{option} {out} is a folder; give the name of a file in it")
    if not folder.is_dir():
        fail(f"the folder {folder} of {option} does not exist; make it, or give another {option}")
    if not os.access(out if out.exists() else folder, os.W_OK):
        fail(f"{option} {out} cannot be written (no permission); give another {option}")


def make_folder(out: Path) -> None:
    """The folder of `--out`, made where it is missing; ends the command now where it cannot be written."""
    if out.exists() and not out.is_dir():
        fail(f"--out {out} is a file; give a folder")
    with reasons(OSError):
        out.mkdir(parents=True, exist_ok=True)
    if not os.access(out, os.W_OK):
        fail(f"--out {out} cannot be written (no permission); give another folder")
