"""`handful train omniglot` and `handful benchmark omniglot`: meta-learning on handwritten characters."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from handful.cli.console import Bars, Device, DeviceOption, check_out, machine, progress_bars, reasons, say

if TYPE_CHECKING:
    from handful.training.omniglot_benchmark import OmniglotContestant, OmniglotRow
    from handful.training.omniglot_train import OmniglotProgress

WEIGHTS: Final = Path("resources/weights/omniglot/prototypes.safetensors")

RootArgument = Annotated[
    Path, typer.Argument(metavar="OMNIGLOT_DIR", help="Holds images_background and images_evaluation.")
]
WeightsOption = Annotated[Path, typer.Option(help="The weights file; its card lies beside it.")]


def train(
    root: RootArgument,
    out: Annotated[Path, typer.Option(help="Folder for packed drawings, state, curve.csv and its plot.")],
    weights: WeightsOption = WEIGHTS,
    steps: Annotated[int, typer.Option(min=1, help="Outer steps.")] = 4000,
    episodes_per_step: Annotated[int, typer.Option(min=1)] = 1,
    n_way: Annotated[int, typer.Option(min=2, help="Classes in a training episode.")] = 60,
    n_shot: Annotated[int, typer.Option(min=1)] = 1,
    n_query: Annotated[int, typer.Option(min=1)] = 4,
    within_alphabet: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the episodes within as few alphabets as will do.")
    ] = 0.5,
    width: Annotated[int, typer.Option(min=1, help="Filters of each block; the papers have 64.")] = 64,
    learning_rate: Annotated[float, typer.Option(min=0)] = 2e-3,
    patience: Annotated[
        int, typer.Option(min=0, help="End after so many validations that are no better; 0: never.")
    ] = 0,
    device: DeviceOption = Device.AUTO,
    bf16: Annotated[bool, typer.Option(help="bfloat16 autocast")] = True,
    seed: int = 0,
) -> None:
    """Meta-train Conv4 as a prototypical network. Run again with the same --out to go on.

    Several processes: `torchrun --nproc-per-node 2 -m handful train omniglot … --episodes-per-step 2`.
    """
    from handful.training.omniglot_train import OmniglotRecipe, train_on_omniglot
    from handful.training.outer_loop import OuterSettings
    from handful.training.sampler import EpisodeSizes

    settings = OuterSettings(
        steps=steps,
        episodes_per_step=episodes_per_step,
        learning_rate=learning_rate,
        warmup_steps=50,
        patience=patience,
        seed=seed,
        bf16=bf16,
    )
    recipe = OmniglotRecipe(
        root,
        out,
        weights,
        settings,
        EpisodeSizes((n_way,), (n_shot,), (n_query,)),
        within_alphabet,
        width,
        device.value,
    )
    with reasons(ValueError, OSError, FloatingPointError), progress_bars() as progress:
        bars = Bars(progress)
        for news in train_on_omniglot(recipe, "handful " + shlex.join(sys.argv[1:])):
            show(bars, news, "20-way 1-shot")


def benchmark(
    root: RootArgument,
    runs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Holds run01 … run20, or all_runs.zip.")
    ] = None,
    weights: WeightsOption = WEIGHTS,
    episodes: Annotated[int, typer.Option(min=2, help="Of each kind.")] = 1000,
    out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there too.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
) -> None:
    """Measure the shipped Omniglot weights on the 20 evaluation alphabets and the 20 one-shot runs."""
    from handful.training.omniglot_benchmark import nearest_prototype
    from handful.training.omniglot_weights import load_prototypes

    if out is not None:
        check_out(out, "--json")
    with reasons(ValueError, OSError):
        loaded = load_prototypes(weights)
    who = nearest_prototype("prototypes", loaded.model.network, loaded.shift_px)
    rows = measured(who, root, runs, episodes=episodes, seed=seed)
    tell(rows, out, {"weights_sha256": loaded.sha256, "seed": seed})


def measured(
    who: OmniglotContestant, root: Path, runs: Path | None, *, episodes: int, seed: int
) -> list[OmniglotRow]:
    """What it reaches on the evaluation alphabets, and on the 20 runs where their folder is given."""
    from handful.training.omniglot import read_runs
    from handful.training.omniglot_benchmark import measure_omniglot
    from handful.training.omniglot_pictures import load_characters, pack_characters

    rows: list[OmniglotRow] = []
    with reasons(ValueError, OSError), progress_bars() as progress, tempfile.TemporaryDirectory() as cache:
        bars = Bars(progress)
        one_shot_runs = () if runs is None else read_runs(runs)
        for done, total in pack_characters(root, "evaluation", Path(cache)):
            bars.show("reading evaluation alphabets", done, total)
        evaluation = load_characters("evaluation", Path(cache))
        bars.show("measuring", 0, 4 + bool(one_shot_runs))
        for row in measure_omniglot(who, evaluation, one_shot_runs, n_episodes=episodes, seed=seed):
            rows.append(row)
            bars.show("measuring", len(rows), 4 + bool(one_shot_runs))
    return rows


def tell(rows: Sequence[OmniglotRow], out: Path | None, about: Mapping[str, Any]) -> None:
    """Print a table of what was measured, and write it to a file where one is given."""
    table = Table("learner", "task", "accuracy, %", "error, %", "episodes")
    for row in rows:
        accuracy = f"{100 * row.accuracy:.2f} ± {100 * row.interval:.2f}"
        table.add_row(row.contestant, row.task, accuracy, f"{100 - 100 * row.accuracy:.2f}", str(row.n))
    Console().print(table)
    if out is not None:
        figures = {"machine": machine(), **about, "rows": [asdict(row) for row in rows]}
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def show(bars: Bars, news: OmniglotProgress, task: str) -> None:
    """Bars, and a line for what was measured on validation alphabets in episodes of a task."""
    from handful.training.omniglot_weights import ShiftMeasured
    from handful.training.progress import Counted

    if isinstance(news, Counted):
        bars.show(news.what, news.done, news.total)
    elif isinstance(news, ShiftMeasured):
        say(f"views shifted by {news.shift_px} px: validation {task} {news.accuracy_fraction:.4f}")
    else:
        bars.show("training", news.step, news.total)
        if news.validation_fraction is not None:
            best = f"validation {task} {news.validation_fraction:.4f}, best {news.best_fraction:.4f}"
            say(f"step {news.step} of {news.total}: loss {news.loss:.3f}, {best}")
