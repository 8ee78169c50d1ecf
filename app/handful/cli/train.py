"""`handful train …`: packs public picture sets, trains the encoder, fits what ships beside it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from handful.cli import omniglot, omniglot_context, omniglot_maml
from handful.cli.console import Bars, Device, DeviceOption, fail, progress_bars, reasons, say
from handful.cli.data_set import source_roots
from handful.training.calibrate import CellFit
from handful.training.choose import Tried
from handful.training.embedded import EmbeddingPlan
from handful.training.finish import SizeMeasured
from handful.training.open_set import UnknownMeasured
from handful.training.pretrain import PretrainStep
from handful.training.progress import Counted
from handful.training.settings import PretrainSettings
from handful.training.sources import SOURCES
from handful.training.train_encoder import EncoderProgress, EncoderRecipe, train_encoder
from handful.training.train_learners import STRANGER_SHARE, CalibrationRecipe, train_learners
from handful.training.train_meta import MetaProgress, MetaRecipe, MetaStep, train_meta
from handful.training.trainees import APPRENTICESHIPS
from handful.workflows.learner_list import FITTED

ENCODER: Final = Path("resources/weights/encoder.safetensors")
CARDS: Final = Path("resources/weights")
ALL: Final = "all"
DEFAULT: Final = PretrainSettings()

train_app = typer.Typer(help="Train the encoder and fit what ships beside it.", no_args_is_help=True)
train_app.command("omniglot")(omniglot.train)
train_app.command("omniglot-maml")(omniglot_maml.train)
train_app.command("omniglot-learner")(omniglot_context.train)


class Square(StrEnum):
    """How a picture becomes a square."""

    CROP = "crop"
    SQUASH = "squash"


SourceOption = Annotated[
    list[str],
    typer.Option("--source", help=f"NAME=FOLDER, once per picture set. Names: {', '.join(SOURCES)}."),
]
OutOption = Annotated[Path, typer.Option(help="Folder for packed pictures, checkpoints and the curve.")]
Share = typer.Option(min=0, max=1)
Pixels = typer.Option(min=16)


@train_app.command()
def encoder(
    source: SourceOption,
    out: OutOption,
    weights: Annotated[Path, typer.Option(help="Where the finished weights go.")] = ENCODER,
    start_from: Annotated[
        Path | None, typer.Option(help="Weights to go on from; the new card tells of theirs.")
    ] = None,
    epochs: Annotated[float, typer.Option(min=0.001)] = DEFAULT.epochs,
    depths: Annotated[str, typer.Option(help="Blocks in each of the four stages.")] = "1,2,2,1",
    stem: Annotated[str, typer.Option(help="Widths of the stride-2 stem convolutions.")] = "32,64",
    last_stride: Annotated[int, typer.Option(min=1, max=2, help="Stride of the last stage.")] = 1,
    fit: Annotated[Square, typer.Option(help="How a picture becomes a square.")] = Square.SQUASH,
    batch_size: Annotated[int, typer.Option(min=2)] = DEFAULT.batch_size,
    learning_rate: Annotated[float, typer.Option(min=0)] = DEFAULT.learning_rate,
    weight_decay: Annotated[float, typer.Option(min=0)] = DEFAULT.weight_decay,
    mix_probability: Annotated[float, Share] = DEFAULT.mix_probability,
    rotate_fraction: Annotated[float, Share] = DEFAULT.rotate_fraction,
    first_size_px: Annotated[int, Pixels] = DEFAULT.first_size_px,
    last_size_px: Annotated[int, Pixels] = DEFAULT.last_size_px,
    device: DeviceOption = Device.AUTO,
    bf16: Annotated[bool, typer.Option(help="bfloat16 autocast")] = True,
    seed: int = 0,
) -> None:
    """Pre-train an encoder on the base classes of the sources. Run again with the same --out to go on."""
    settings = PretrainSettings(
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        weight_decay=weight_decay,
        mix_probability=mix_probability,
        rotate_fraction=rotate_fraction,
        first_size_px=first_size_px,
        last_size_px=last_size_px,
        seed=seed,
        bf16=bf16,
    )
    recipe = EncoderRecipe(
        source_roots(source),
        out,
        weights,
        settings,
        depths=_numbers(depths),
        stem_widths=_numbers(stem),
        last_stride=last_stride,
        fit=fit.value,
        start_from=start_from,
        device=device.value,
    )
    with reasons(ValueError, OSError), progress_bars() as progress:
        bars = Bars(progress)
        for news in train_encoder(recipe, _command()):
            _show_training(bars, news)
    say(f"{weights}: {weights.stat().st_size / 1e6:.1f} MB")


@train_app.command(name="learner")
def learner_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"{', '.join(APPRENTICESHIPS)}, or {ALL}.")],
    source: SourceOption,
    out: Annotated[Path, typer.Option(help="Folder for packed pictures, embeddings, states and curves.")],
    cards: Annotated[Path, typer.Option(help="Folder for NAME.safetensors and NAME.json.")] = CARDS,
    weights: Annotated[Path, typer.Option(help="The encoder it is for.")] = ENCODER,
    steps: Annotated[
        int | None, typer.Option(min=1, help="Outer steps, in place of the learner's own number.")
    ] = None,
    per_class: Annotated[int, typer.Option(min=8, help="Pictures to embed of each base class.")] = 24,
    device: DeviceOption = Device.AUTO,
    seed: int = 0,
) -> None:
    """Meta-train a learner on embeddings of base classes, choose on validation classes, and calibrate it.

    Run again with the same --out to go on where it stopped; curve.csv and its plot lie in a folder there.
    """
    if name not in (ALL, *APPRENTICESHIPS):
        fail(f"'{name}' is not meta-trained; choose one of {', '.join(APPRENTICESHIPS)}, or {ALL}")
    roots, names = source_roots(source), tuple(APPRENTICESHIPS) if name == ALL else (name,)
    plan = EmbeddingPlan(per_class=per_class)
    recipe = MetaRecipe(
        roots, out, cards, weights, names, plan=plan, steps=steps, seed=seed, device=device.value
    )
    fitting = CalibrationRecipe(roots, out, cards, weights, names, seed=seed, device=device.value)
    with reasons(ValueError, OSError, FloatingPointError), progress_bars() as progress:
        bars = Bars(progress)
        for news in train_meta(recipe, _command()):
            _show_meta(bars, news)
        _calibrate(bars, fitting)


@train_app.command(name="calibrate")
def calibrate_command(
    source: SourceOption,
    out: OutOption,
    learner: Annotated[
        list[str], typer.Option(metavar="NAME", help=f"{', '.join(FITTED)}, or {ALL}; once per learner.")
    ] = [ALL],  # noqa: B006  (typer shows it as the default)
    cards: Annotated[
        Path, typer.Option("--cards", "--card", help="Folder for the cards NAME.json, or one of them.")
    ] = CARDS,
    weights: Annotated[Path, typer.Option(help="The encoder it is for.")] = ENCODER,
    n_way: Annotated[int, typer.Option(min=2, help="Of the episodes that choose settings.")] = 5,
    n_episodes: Annotated[int, typer.Option("--episodes", min=10, help="Of each kind.")] = 200,
    per_class: Annotated[int, typer.Option(min=40, help="Pictures to embed of each class.")] = 150,
    stranger_share: Annotated[
        float, typer.Option(min=0.01, max=0.99, help="Share of pictures of no class to decide for.")
    ] = STRANGER_SHARE,
    seed: int = 0,
) -> None:
    """Fit settings, temperature and unknown threshold of the learners on validation classes."""
    strange = [name for name in learner if name not in (ALL, *FITTED)]
    if strange:
        fail(f"there is no learner '{strange[0]}'; choose one of {', '.join(FITTED)}, or {ALL}")
    recipe = CalibrationRecipe(
        source_roots(source),
        out,
        cards.parent if cards.suffix == ".json" else cards,
        weights,
        FITTED if ALL in learner else tuple(learner),
        n_way=n_way,
        n_episodes=n_episodes,
        per_class=per_class,
        stranger_share=stranger_share,
        seed=seed,
    )
    with reasons(ValueError, OSError), progress_bars() as progress:
        _calibrate(Bars(progress), recipe)


def _calibrate(bars: Bars, recipe: CalibrationRecipe) -> None:
    for news in train_learners(recipe, _command()):
        if isinstance(news, Counted):
            bars.show(news.what, news.done, news.total)
        else:
            say(f"{news.learner}: {_fit_in_words(news.news)}")


def _show_meta(bars: Bars, news: MetaProgress) -> None:
    if isinstance(news, Counted):
        bars.show(news.what, news.done, news.total)
    elif isinstance(news, MetaStep):
        step = news.step
        bars.show(f"meta-training {news.learner}", step.step, step.total)
        if step.validation_fraction is not None:
            now = f"validation {step.validation_fraction:.4f}, best {step.best_fraction:.4f}"
            say(f"{news.learner}: step {step.step} of {step.total}: {now}")
    else:
        found = f"validation {news.before:.4f} before, {news.after:.4f} after {news.steps} steps"
        say(f"{news.learner}: {found}")


def _show_training(bars: Bars, news: EncoderProgress) -> None:
    if isinstance(news, Counted):
        bars.show(news.what, news.done, news.total)
    elif isinstance(news, SizeMeasured):
        say(f"input {news.size_px} px: validation {news.one_shot:.3f} / {news.five_shot:.3f}")
    else:
        bars.show("training", news.step, news.total)
        if news.validation_fraction is not None:
            say(_step_in_words(news))


def _step_in_words(p: PretrainStep) -> str:
    speed = f"{p.pictures_per_second:.0f} pictures/s"
    progress = f"step {p.step} of {p.total}: loss {p.loss:.3f}, accuracy {p.accuracy_fraction:.2f}, {speed}"
    return f"{progress}, validation 5-way 1-shot {p.validation_fraction:.3f}"


def _fit_in_words(fit: Tried | UnknownMeasured | CellFit) -> str:
    if isinstance(fit, Tried):
        return f"loss {fit.loss:.4f} with {fit.settings or 'nothing to set'}"
    kind = f"{fit.n_way:2d}-way {fit.n_shot:2d}-shot"
    if isinstance(fit, UnknownMeasured):
        rates = f"known kept {fit.known_kept:.0%}, unknown caught {fit.unknown_caught:.0%}"
        return f"{fit.domain} {kind}: AUROC {fit.auroc:.3f}, {rates}"
    rejection = f"AUROC {fit.auroc:.3f} (softmax {fit.auroc_softmax:.3f})"
    return f"{kind}: scale {fit.scale:5.2f}, ECE {fit.ece:.4f}, {rejection}"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _command() -> str:
    return "handful " + " ".join(sys.argv[1:])
