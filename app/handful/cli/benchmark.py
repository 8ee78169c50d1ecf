"""`handful benchmark …`: measurements that anyone can repeat."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from handful.cli import label_order, omniglot, omniglot_context, omniglot_maml
from handful.cli.accuracy import accuracy
from handful.cli.console import Bars, check_out, machine, progress_bars, reasons, say
from handful.cli.keystrokes import keystrokes
from handful.cli.start_benchmark import (
    BenchmarkError,
    Measure,
    measure_classifying,
    measure_loading,
    measure_start,
    screen,
)

EXIT_LIMIT_BROKEN = 1

benchmark_app = typer.Typer(help="Measure Handful on this machine.", no_args_is_help=True)


@benchmark_app.callback()
def _benchmarks() -> None:
    pass


benchmark_app.command()(accuracy)
benchmark_app.command()(keystrokes)
benchmark_app.command("label-order")(label_order.benchmark)
benchmark_app.command("omniglot")(omniglot.benchmark)
benchmark_app.command("omniglot-maml")(omniglot_maml.benchmark)
benchmark_app.command("omniglot-learner")(omniglot_context.benchmark)


@benchmark_app.command()
def start(
    out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there too.")
    ] = None,
    pictures: Annotated[int, typer.Option(min=1, help="How many pictures to classify.")] = 1000,
) -> None:
    """Measure how soon the window shows and how long it ever stands still.

    Opens a bare PySide6 window and Handful's in turns, lets torch load, and classifies generated photographs.
    Without a display the windows are shown offscreen. Exit code: 0 all limits hold, 1 one does not.
    """
    if out is not None:
        check_out(out, "--json")
    say(f"windows are shown on: {screen()}")
    with reasons(BenchmarkError), tempfile.TemporaryDirectory(prefix="handful-pictures-") as folder:
        measures = list(_measures(Path(folder), pictures))
    _show(measures)
    if out is not None:
        about = {"machine": machine(), "screen": screen(), "pictures": pictures}
        figures = [{**asdict(measure), "holds": measure.holds} for measure in measures]
        out.write_text(json.dumps({**about, "measures": figures}, indent=1) + "\n", encoding="utf-8")
    if any(measure.holds is False for measure in measures):
        raise typer.Exit(EXIT_LIMIT_BROKEN)


def _measures(folder: Path, n_pictures: int) -> Iterator[Measure]:
    from handful.cli.generated_pictures import N_CLASSES, N_SUPPORT, make_pictures

    with progress_bars() as progress:
        bars = Bars(progress)
        parts = bars.add("measuring", 3)
        yield from measure_start()
        progress.advance(parts)
        yield from measure_loading()
        progress.advance(parts)
        for done in make_pictures(folder, n_pictures):
            bars.show("making pictures", done, N_CLASSES * N_SUPPORT + n_pictures)
        yield from measure_classifying(folder, n_pictures)


def _show(measures: list[Measure]) -> None:
    table = Table("figure", "value", "limit", "holds")
    for measure in measures:
        limit = "" if measure.limit is None else f"{measure.limit:g} {measure.unit}"
        holds = {None: "", True: "yes", False: "NO"}[measure.holds]
        table.add_row(measure.name, f"{measure.value:.1f} {measure.unit}", limit, holds)
    Console().print(table)
