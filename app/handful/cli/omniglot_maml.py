"""`handful train omniglot-maml` and `handful benchmark omniglot-maml`: MAML on Conv4, end to end."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from handful.cli.console import Bars, check_out, progress_bars, reasons
from handful.cli.omniglot import WEIGHTS as PROTOTYPES
from handful.cli.omniglot import RootArgument, WeightsOption, measured, show, tell

WEIGHTS: Final = Path("resources/weights/omniglot/maml.safetensors")


def train(
    root: RootArgument,
    out: Annotated[Path, typer.Option(help="Folder for packed drawings, state, curve.csv and its plot.")],
    start: Annotated[
        Path, typer.Option(help="Weights of `handful train omniglot` to begin from.")
    ] = PROTOTYPES,
    weights: WeightsOption = WEIGHTS,
    steps: Annotated[int, typer.Option(min=1, help="Outer steps.")] = 1000,
    episodes_per_step: Annotated[int, typer.Option(min=1)] = 4,
    inner_steps: Annotated[int, typer.Option(min=1, help="Inner steps, in training and in use.")] = 2,
    first_order: Annotated[bool, typer.Option(help="Take the inner gradients for constants.")] = False,
    within_alphabet: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the episodes within as few alphabets as will do.")
    ] = 0.5,
    learning_rate: Annotated[float, typer.Option(min=0)] = 3e-4,
    validate_every: Annotated[int, typer.Option(min=1, help="In outer steps.")] = 100,
    bf16: Annotated[bool, typer.Option(help="bfloat16 autocast")] = True,
    seed: int = 0,
) -> None:
    """Meta-train Conv4 by MAML from a prototypical network on. Run again with the same --out to go on."""
    from handful.training.maml_omniglot import MamlRecipe, train_maml
    from handful.training.outer_loop import OuterSettings

    settings = OuterSettings(
        steps=steps,
        episodes_per_step=episodes_per_step,
        learning_rate=learning_rate,
        warmup_steps=20,
        validate_every=validate_every,
        seed=seed,
        bf16=bf16,
    )
    recipe = MamlRecipe(
        root,
        start,
        out,
        weights,
        settings,
        inner_steps=inner_steps,
        first_order=first_order,
        within_alphabet=within_alphabet,
    )
    with reasons(ValueError, OSError, FloatingPointError), progress_bars() as progress:
        bars = Bars(progress)
        for news in train_maml(recipe, "handful " + shlex.join(sys.argv[1:])):
            show(bars, news, "5-way 1-shot")


def benchmark(
    root: RootArgument,
    weights: WeightsOption = WEIGHTS,
    episodes: Annotated[int, typer.Option(min=2, help="Of each kind.")] = 600,
    inner_steps: Annotated[int | None, typer.Option(min=0, help="Other than those of training.")] = None,
    out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there too.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
) -> None:
    """Measure MAML's Omniglot weights on the 20 evaluation alphabets."""
    from handful.training.maml_omniglot import contestant, load_maml

    if out is not None:
        check_out(out, "--json")
    with reasons(ValueError, OSError):
        loaded = load_maml(weights)
    steps = loaded.model.steps if inner_steps is None else inner_steps
    who = contestant(loaded.model, steps, loaded.shift_px)
    rows = measured(who, root, None, episodes=episodes, seed=seed)
    tell(rows, out, {"weights_sha256": loaded.sha256, "seed": seed, "inner_steps": steps})
