"""The demo: its pictures, drawn once into a folder and ready to be dropped, and what playing it came to."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from handful.message import said
from handful.workflows.progress import WorkflowError


@dataclass(frozen=True, slots=True)
class DemoStep:
    """How many of the demo pictures are drawn."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DemoFolders:
    """`support` holds one folder a class, `unsorted` the pictures to label, `truth` the answers (a CSV)."""

    support: Path
    unsorted: Path
    truth: Path


@dataclass(frozen=True, slots=True)
class ClassResult:
    """How many of a class's pictures were told right; for strangers, how many were called unknown."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class DemoOutcome:
    """What a demonstration came to, and where it put its files."""

    results: tuple[ClassResult, ...]
    device: str
    seconds: float
    screenshots: tuple[Path, ...]
    labels: Path


def draw_demo(
    folder: Path, seed: int = 0, *, per_class: int = 12, strangers: int = 6
) -> Generator[DemoStep, None, DemoFolders]:
    """Draw what is missing of the demo pictures below `folder`; drawing them again changes nothing.

    per_class, strangers: so many pictures to label of each class, and of none of the classes.
    Raises WorkflowError where the folder holds something else, OSError where it cannot be written.
    """
    from handful.demo import DemoError, make_demo

    try:
        for progress in make_demo(folder, seed=seed, per_class_query=per_class, strangers=strangers):
            yield DemoStep(progress.done, progress.total)
    except DemoError as error:
        raise WorkflowError(said(error)) from error
    return DemoFolders(folder / "support", folder / "unsorted", folder / "truth.csv")
