"""`handful train omniglot-learner`, `handful benchmark omniglot-learner`: learners on Conv4 embeddings."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from handful.cli.console import Bars, check_out, progress_bars, reasons, say
from handful.cli.omniglot import WEIGHTS as CONV4
from handful.cli.omniglot import RootArgument, measured, tell

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
    from handful.training.omniglot_context import load_context
    from handful.training.omniglot_weights import load_prototypes

    if out is not None:
        check_out(out, "--json")
    with reasons(ValueError, OSError):
        who = load_context(name, cards / f"{name}.safetensors", load_prototypes(conv4))
    tell(measured(who, root, runs, episodes=episodes, seed=seed), out, {"seed": seed})
