"""`handful benchmark label-order`: how many labels it takes, in the suggested order and in others."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handful.cli.accuracy import NO_MATPLOTLIB
from handful.cli.console import (
    Bars,
    Device,
    DeviceOption,
    LearnerOption,
    NoCacheOption,
    WeightsOption,
    machine,
    make_folder,
    open_engine,
    progress_bars,
    reasons,
    say,
)
from handful.cli.data_set import embed_data_set, one_thread, shown, source_roots

if TYPE_CHECKING:
    from handful.training.label_order_report import Curves
    from handful.workflows.engine import Engine

SourceOption = Annotated[
    list[str],
    typer.Option("--source", help="NAME=FOLDER, once per picture set: mini-imagenet, groceries, …"),
]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    learner: str
    n_way: int
    per_class: int
    n_labels: int
    n_tasks: int
    choosing: bool
    seed: int


def benchmark(
    source: SourceOption,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Table, numbers and plot go there.")],
    learner: LearnerOption = "prototypes",
    n_way: Annotated[int, typer.Option("--ways", min=2, help="Classes of a heap.")] = 10,
    per_class: Annotated[int, typer.Option(min=2, help="Pictures of each class in a heap, at most.")] = 60,
    n_labels: Annotated[int, typer.Option("--labels", min=5, help="How many labels to give.")] = 100,
    n_tasks: Annotated[int, typer.Option("--tasks", min=1, help="How many heaps to draw.")] = 30,
    choosing: Annotated[
        bool, typer.Option(help="Draw from the classes that settings are chosen on, not from the others.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Decides which classes and pictures are drawn.")] = 0,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
    weights: WeightsOption = None,
) -> None:
    """Count the labels that it takes to reach an accuracy: in the order that the app suggests, and at random.

    Heaps of some classes are labelled one picture at a time from nothing on; after each label the learner
    adapts and answers for pictures held out. Beside the suggested order: its typical pictures alone, smallest
    margins alone, and chance. Writes label-order.md, label-order.json and label-order.png. Exit code: 0, or 2
    with a message that says what to do.
    """
    roots, order = source_roots(source), Order(learner, n_way, per_class, n_labels, n_tasks, choosing, seed)
    make_folder(out)
    found = {name: _find(name, root, order) for name, root in roots.items()}
    engine = open_engine(device, no_cache=no_cache, weights=weights)
    left_out: dict[str, str] = {}
    with progress_bars() as progress:
        bars = Bars(progress)
        curves = {name: _measure(engine, name, found[name], order, left_out, bars) for name in found}
    _write(engine, curves, left_out, order, out)


def _find(name: str, root: Path, order: Order) -> dict[str, list[Path]]:
    from handful.training.label_order import pictures_by_class
    from handful.training.sources import SOURCES

    with reasons(ValueError):
        return pictures_by_class(SOURCES[name], root, choosing=order.choosing, seed=order.seed)


def _measure(
    engine: Engine,
    name: str,
    found: dict[str, list[Path]],
    order: Order,
    left_out: dict[str, str],
    bars: Bars,
) -> Curves:
    from handful.training.label_order import run_tasks
    from handful.workflows.embed_classes import learner_on_cpu

    with reasons(ValueError):
        data = embed_data_set(engine, found, bars)
        left_out |= {f"picture {path}": reason for path, reason in data.skipped}
        with one_thread():
            work = run_tasks(
                data.by_class,
                data.support_by_class,
                learner_on_cpu(engine, order.learner),
                engine.encoder.centre.cpu(),
                what=name,
                n_way=order.n_way,
                per_class=order.per_class,
                n_labels=order.n_labels,
                n_tasks=order.n_tasks,
                seed=order.seed,
            )
            return shown(work, bars)


def _write(
    engine: Engine, curves: dict[str, Curves], left_out: dict[str, str], order: Order, out: Path
) -> None:
    from handful.training.charts import matplotlib_is_installed
    from handful.training.label_order_report import MARKDOWN_NAME, Report, write_report

    can_draw = matplotlib_is_installed()
    if not can_draw:
        left_out["plot"] = NO_MATPLOTLIB
    with reasons(OSError):
        write_report(Report(_about(engine, order), curves, left_out), out, can_draw=can_draw)
    for what, why in left_out.items():
        say(f"left out: {what}: {why}")
    print(out / MARKDOWN_NAME)


def _about(engine: Engine, order: Order) -> dict[str, Any]:
    return {
        "command": shlex.join(["handful", *sys.argv[1:]]),
        "classes": "those that settings are chosen on" if order.choosing else "those to report on",
        "learner": order.learner,
        "ways": order.n_way,
        "pictures of a class in a heap": order.per_class,
        "heaps": order.n_tasks,
        "seed": order.seed,
        "encoder": {"name": engine.encoder.name, "sha256": engine.encoder.hash},
        "machine": {**machine(), "device": engine.device.name},
    }
