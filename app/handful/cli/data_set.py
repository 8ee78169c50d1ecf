"""What the commands that measure share: a data set embedded with bars, and episodes on one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from handful.cli.console import Bars

if TYPE_CHECKING:
    from handful.workflows.embed_classes import ClassEmbeddings
    from handful.workflows.engine import Engine


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
