"""The demo pictures: rendered once into a folder, ready to be dropped."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path


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


def draw_demo(folder: Path, seed: int = 0) -> Generator[DemoStep, None, DemoFolders]:
    """Draw what is missing of the demo pictures below `folder`; drawing them again changes nothing."""
    from handful.demo import make_demo

    for progress in make_demo(folder, seed=seed):
        yield DemoStep(progress.done, progress.total)
    return DemoFolders(folder / "support", folder / "unsorted", folder / "truth.csv")
