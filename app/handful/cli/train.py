"""`handful train …`: packs public picture sets, trains the encoder, fits what ships beside it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import load_encoder
from handful.fewshot.devices import choose_device
from handful.fewshot.encoders import EncoderConfig, Fit
from handful.training.ancestor import read_ancestor
from handful.training.calibrate import ShotFit, calibrate
from handful.training.embedding import embed_packed
from handful.training.finish import SizeMeasured, measure_sizes, ship
from handful.training.packing import PackedPictures, load_packed, pack
from handful.training.pretrain import Pretraining, pretrain
from handful.training.settings import PretrainSettings
from handful.training.sources import SOURCES, Split

PACKED_SIZE_PX = 96
WIDTHS = (64, 128, 256, 512)

train_app = typer.Typer(help="Train the encoder and fit what ships beside it.", no_args_is_help=True)
console = Console(stderr=True)

SourceOption = Annotated[
    list[str],
    typer.Option("--source", help=f"NAME=FOLDER, once per picture set. Names: {', '.join(SOURCES)}."),
]


@train_app.command()
def encoder(
    source: SourceOption,
    out: Annotated[Path, typer.Option(help="Folder for packed pictures, checkpoints and the curve.")],
    weights: Annotated[Path, typer.Option(help="Where the finished weights go.")] = Path(
        "resources/weights/encoder.safetensors"
    ),
    epochs: Annotated[float, typer.Option(min=0.001)] = PretrainSettings().epochs,
    depths: Annotated[str, typer.Option(help="Blocks in each of the four stages.")] = "1,2,2,1",
    stem: Annotated[str, typer.Option(help="Widths of the stride-2 stem convolutions.")] = "32,64",
    batch_size: Annotated[int, typer.Option(min=2)] = PretrainSettings().batch_size,
    learning_rate: Annotated[float, typer.Option(min=0)] = PretrainSettings().learning_rate,
    weight_decay: Annotated[float, typer.Option(min=0)] = PretrainSettings().weight_decay,
    first_size_px: Annotated[int, typer.Option(min=16)] = PretrainSettings().first_size_px,
    last_size_px: Annotated[int, typer.Option(min=16)] = PretrainSettings().last_size_px,
    mix_probability: Annotated[float, typer.Option(min=0, max=1)] = PretrainSettings().mix_probability,
    rotate_fraction: Annotated[float, typer.Option(min=0, max=1)] = PretrainSettings().rotate_fraction,
    last_stride: Annotated[int, typer.Option(min=1, max=2, help="Stride of the last stage.")] = 2,
    fit: Annotated[str, typer.Option(help="How a picture becomes a square: crop or squash.")] = "squash",
    start_from: Annotated[
        Path | None, typer.Option(help="Weights to go on from; their card goes into the new one.")
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda")] = "auto",
    bf16: Annotated[bool, typer.Option(help="bfloat16 autocast")] = True,
    seed: int = 0,
) -> None:
    """Pre-train an encoder on the base classes of the sources. Run again with the same --out to go on."""
    settings = PretrainSettings(
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        weight_decay=weight_decay,
        first_size_px=first_size_px,
        last_size_px=last_size_px,
        mix_probability=mix_probability,
        rotate_fraction=rotate_fraction,
        seed=seed,
        bf16=bf16,
    )
    roots = _roots(source)
    config = EncoderConfig(
        widths=WIDTHS,
        depths=_numbers(depths),
        stem_widths=_numbers(stem),
        last_stride=last_stride,
        fit="crop" if fit == "crop" else "squash",
    )
    base, validation = (
        _packed(roots, split, out / "packed", config.fit, seed) for split in ("base", "validation")
    )
    ancestor = None if start_from is None else read_ancestor(start_from)
    chosen = choose_device(device).device  # type: ignore[arg-type]
    run = Pretraining(
        config, len(base.classes), settings, chosen, None if ancestor is None else ancestor.weights
    )
    if run.load(out):
        console.print(f"going on at step {run.step} from {out}")
    _show_training(run, base, validation, out)
    sizes = list(_show_sizes(run, validation))
    digest = ship(run, base, sizes, weights, command=_command(), ancestor=ancestor)
    console.print(f"{weights}: {weights.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


@train_app.command(name="calibrate")
def calibrate_command(
    source: SourceOption,
    out: Annotated[Path, typer.Option(help="Folder for packed pictures.")],
    card: Annotated[Path, typer.Option(help="Where the learner's card goes.")] = Path(
        "resources/weights/prototypes.json"
    ),
    weights: Annotated[Path, typer.Option(help="The encoder it is for.")] = Path(
        "resources/weights/encoder.safetensors"
    ),
    n_way: Annotated[int, typer.Option(min=2)] = 5,
    n_episodes: Annotated[int, typer.Option("--episodes", min=10)] = 1000,
    keep_known: Annotated[float, typer.Option(help="Share of known pictures not to call unknown.")] = 0.95,
    seed: int = 0,
) -> None:
    """Fit the temperature and the unknown threshold of `prototypes` on validation classes."""
    loaded = load_encoder(choose_device("auto").device, weights)
    validation = _packed(_roots(source), "validation", out / "packed", loaded.config.fit, seed)
    size_px = loaded.config.image_size_px
    both = embed_packed(loaded.network, validation.images, size_px=size_px, flip=True, bf16=False)
    by_class = [
        both[torch.from_numpy(np.flatnonzero(validation.labels == c))] for c in range(len(validation.classes))
    ]
    fits: list[ShotFit] = []
    for fit in calibrate(
        by_class,
        by_class,
        loaded.centre.cpu(),
        shots=(1, 2, 3, 5, 10, 20),
        n_way=n_way,
        n_episodes=n_episodes,
        keep_known=keep_known,
        seed=seed,
    ):
        console.print(
            f"{fit.n_shot:3d} shots: scale {fit.scale:6.2f}, threshold {fit.threshold:.3f}, "
            f"ECE {fit.ece:.4f}, AUROC {fit.auroc:.3f}"
        )
        fits.append(fit)
    calibration = Calibration(*zip(*((f.n_shot, f.scale, f.threshold) for f in fits), strict=True))
    about = {
        "name": card.stem,
        "encoder_sha256": loaded.hash,
        "calibration": calibration.to_json(),
        "fits": [asdict(fit) for fit in fits],
        "protocol": f"{n_way}-way, {n_episodes} episodes of validation classes, one left out as unknown, "
        f"half of the queries to fit, half to measure, seed {seed}; {keep_known:.0%} of known queries kept",
        "command": _command(),
    }
    card.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _show_training(run: Pretraining, base: PackedPictures, validation: PackedPictures, out: Path) -> None:
    with _progress("{task.fields[note]}") as progress:
        task = progress.add_task("training", total=None, note="")
        for p in pretrain(run, base, validation, out):
            speed = f"{p.pictures_per_second:.0f} pictures/s"
            note = f"loss {p.loss:.3f}  accuracy {p.accuracy_fraction:.2f}  {speed}"
            progress.update(task, completed=p.step, total=p.total, note=note)
            if p.validation_fraction is not None:
                progress.console.print(
                    f"step {p.step}: {note}  validation 5-way 1-shot {p.validation_fraction:.3f}"
                )


def _show_sizes(run: Pretraining, validation: PackedPictures) -> list[SizeMeasured]:
    sizes = []
    for size in measure_sizes(run, validation):
        console.print(f"input {size.size_px} px: validation {size.one_shot:.3f} / {size.five_shot:.3f}")
        sizes.append(size)
    return sizes


def _packed(roots: dict[str, Path], split: Split, cache: Path, fit: Fit, seed: int) -> PackedPictures:
    with _progress() as progress:
        task = progress.add_task(f"decoding {split} pictures", total=None)
        for done, total in pack(roots, split, cache, size_px=PACKED_SIZE_PX, fit=fit, seed=seed):
            progress.update(task, completed=done, total=total)
    return load_packed(roots, split, cache, size_px=PACKED_SIZE_PX, fit=fit, seed=seed)


def _progress(*more: str) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, *(TextColumn(m) for m in more), console=console)


def _roots(pairs: list[str]) -> dict[str, Path]:
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


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _command() -> str:
    return "handful train " + " ".join(sys.argv[1:])
