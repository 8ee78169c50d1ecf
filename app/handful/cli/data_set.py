"""What the commands that measure share: sources, a data set embedded with bars, episodes on one thread."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from handful.cli.console import Bars
from handful.training.sources import SOURCES

if TYPE_CHECKING:
    from handful.training.progress import Counted
    from handful.workflows.embed_classes import ClassEmbeddings
    from handful.workflows.engine import Engine

T = TypeVar("T")


def source_roots(pairs: list[str]) -> dict[str, Path]:
    """Where each source was unpacked, from `NAME=FOLDER`; raises typer.BadParameter with what to do."""
    roots = {}
    for pair in pairs:
        name, equals, folder = pair.partition("=")
        if not equals or name not in SOURCES:
            raise typer.BadParameter(f"'{pair}' is not NAME=FOLDER with a NAME of {', '.join(SOURCES)}")
        if not Path(folder).is_dir():
            raise typer.BadParameter(
                f"the folder {folder} of source '{name}' does not exist; fetch and unpack it"
            )
        roots[name] = Path(folder)
    return roots


def embed_data_set(engine: Engine, found: dict[str, list[Path]], bars: Bars) -> ClassEmbeddings:
    """Every picture of each class as a query and as a support picture; shows how far it is."""
    from handful.workflows.embed_classes import embed_classes
    from handful.workflows.hash_files import HashingStep

    words = {"query": "embedding", "support": "embedding for support"}
    work = embed_classes(engine, found)
    while True:
        try:
            step = next(work)
        except StopIteration as outcome:
            data: ClassEmbeddings = outcome.value
            return data
        what = "reading" if isinstance(step, HashingStep) else words[step.kind]
        bars.show(what, step.done, step.total)


@contextmanager
def one_thread() -> Iterator[None]:
    """Episodes are many small computations: several threads would only wait for one another."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def shown(work: Generator[Counted, None, T], bars: Bars) -> T:
    """Run to the end, and show how far it is."""
    while True:
        try:
            step = next(work)
        except StopIteration as outcome:
            result: T = outcome.value
            return result
        bars.show(step.what, step.done, step.total)
