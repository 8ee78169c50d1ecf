"""`handful train omniglot-learner`, `handful benchmark omniglot-learner`: learners on Conv4 embeddings."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from handful.cli.console import Bars, check_out, machine, progress_bars, reasons, say
from handful.cli.omniglot import WEIGHTS as CONV4
from handful.cli.omniglot import RootArgument, print_rows

if TYPE_CHECKING:
    from handful.training.omniglot_benchmark import OmniglotRow

FOLDER: Final = Path("resources/weights/omniglot")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="in-context, memory or relation.")]
Conv4Option = Annotated[Path, typer.Option(help="Weights of `handful train omniglot`, which embed.")]
CardsOption = Annotated[Path, typer.Option(help="Folder for NAME.safetensors and NAME.json.")]


def train(
    name: NameArgument,
    root: RootArgument,
    out: Annotated[Path, typer.Option(help="Folder for packed drawings, state, curve.csv and its plot.")],
    conv4: Conv4Option = CONV4,
    cards: CardsOption = FOLDER,
    steps: Annotated[int, typer.Option(min=1, help="Outer steps.")] = 400,
    seed: int = 0,
) -> None:
    """Meta-train a learner to read support sets of characters. Run again with the same --out to go on."""
    from handful.training.omniglot_context import ContextRecipe, train_on_characters
    from handful.training.progress import Counted

    recipe = ContextRecipe(root, conv4, out, cards / f"{name}.safetensors", name, steps, seed)
    with reasons(ValueError, OSError, FloatingPointError), progress_bars() as progress:
        bars = Bars(progress)
        for news in train_on_characters(recipe, "handful " + shlex.join(sys.argv[1:])):
            if isinstance(news, Counted):
                bars.show(news.what, news.done, news.total)
                continue
            bars.show("training", news.step, news.total)
            if news.validation_fraction is not None:
                now = (
                    f"validation 20-way 1-shot {news.validation_fraction:.4f}, best {news.best_fraction:.4f}"
                )
                say(f"step {news.step} of {news.total}: {now}")


def benchmark(
    name: NameArgument,
    root: RootArgument,
    runs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Holds run01 … run20, or all_runs.zip.")
    ] = None,
    conv4: Conv4Option = CONV4,
    cards: CardsOption = FOLDER,
    episodes: Annotated[int, typer.Option(min=2, help="Of each kind.")] = 1000,
    out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there too.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
) -> None:
    """Measure it on the 20 evaluation alphabets and the 20 one-shot runs."""
    from handful.training.omniglot import read_runs
    from handful.training.omniglot_benchmark import measure_omniglot
    from handful.training.omniglot_context import load_context
    from handful.training.omniglot_pictures import load_characters, pack_characters
    from handful.training.omniglot_weights import load_prototypes

    if out is not None:
        check_out(out, "--json")
    rows: list[OmniglotRow] = []
    with reasons(ValueError, OSError), progress_bars() as progress, tempfile.TemporaryDirectory() as cache:
        bars, encoder = Bars(progress), load_prototypes(conv4)
        who = load_context(name, cards / f"{name}.safetensors", encoder)
        one_shot_runs = () if runs is None else read_runs(runs)
        for done, total in pack_characters(root, "evaluation", Path(cache)):
            bars.show("reading evaluation alphabets", done, total)
        evaluation = load_characters("evaluation", Path(cache))
        for row in measure_omniglot(who, evaluation, one_shot_runs, n_episodes=episodes, seed=seed):
            rows.append(row)
            bars.show("measuring", len(rows), 4 + bool(one_shot_runs))
    print_rows(rows)
    if out is not None:
        figures = {"machine": machine(), "seed": seed, "rows": [asdict(row) for row in rows]}
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
