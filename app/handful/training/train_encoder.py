"""The recipe of the bundled encoder, from folders of pictures to weights with a card."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handful.fewshot.devices import DeviceName, choose_device
from handful.fewshot.encoders import EncoderConfig, Fit
from handful.training.ancestor import read_ancestor
from handful.training.finish import SizeMeasured, best_of, blended, measure_shares, measure_sizes, ship
from handful.training.pretrain import Pretraining, PretrainStep, pretrain
from handful.training.progress import Counted, packed
from handful.training.settings import PretrainSettings

EncoderProgress = Counted | PretrainStep | SizeMeasured


@dataclass(frozen=True, slots=True)
class EncoderRecipe:
    """roots: source name -> folder; out: packed pictures, checkpoints, curve; weights: the file to make.

    start_from: weights to go on from. The rest is as in `EncoderConfig`.
    """

    roots: Mapping[str, Path]
    out: Path
    weights: Path
    settings: PretrainSettings
    widths: tuple[int, ...] = (64, 128, 256, 512)
    depths: tuple[int, ...] = (1, 2, 2, 1)
    stem_widths: tuple[int, ...] = (32, 64)
    last_stride: int = 1
    fit: Fit = "squash"
    start_from: Path | None = None
    device: DeviceName = "auto"

    def config(self) -> EncoderConfig:
        """The encoder's configuration, before its input size is chosen."""
        return EncoderConfig(
            widths=self.widths,
            depths=self.depths,
            stem_widths=self.stem_widths,
            last_stride=self.last_stride,
            fit=self.fit,
        )


def train_encoder(recipe: EncoderRecipe, command: str) -> Generator[EncoderProgress, None, str]:
    """Train, or go on with what is in `recipe.out`, and write weights and card; returns their SHA-256.

    Raises ValueError (CheckpointError, DeviceError) where a source, the start or the device cannot be used.
    """
    seed, cache = recipe.settings.seed, recipe.out / "packed"
    ancestor = None if recipe.start_from is None else read_ancestor(recipe.start_from)
    device = choose_device(recipe.device).device
    base = yield from packed(recipe.roots, "base", cache, fit=recipe.fit, seed=seed)
    validation = yield from packed(recipe.roots, "validation", cache, fit=recipe.fit, seed=seed)
    weights = None if ancestor is None else ancestor.weights
    run = Pretraining(recipe.config(), len(base.classes), recipe.settings, device, weights)
    run.load(recipe.out)
    yield from pretrain(run, base, validation, recipe.out)
    share, shares = 1.0, list[SizeMeasured]()
    if ancestor is not None:
        shares = yield from _passed_on(measure_shares(run, ancestor, validation))
        share = best_of(shares).new_share
        run.averaged = blended(run.averaged, ancestor, share)
    sizes = yield from _passed_on(measure_sizes(run, validation, share))
    return ship(run, base, validation, [*shares, *sizes], recipe.weights, command=command, ancestor=ancestor)


def _passed_on(measured: Iterator[SizeMeasured]) -> Generator[SizeMeasured, None, list[SizeMeasured]]:
    """Yield each as it comes; return them all."""
    kept = []
    for one in measured:
        kept.append(one)
        yield one
    return kept
