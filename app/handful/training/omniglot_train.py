"""The recipe of Omniglot's `prototypes`: Conv4 meta-trained on background alphabets, then shipped."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import torch

from handful.fewshot.conv4 import Conv4Config
from handful.fewshot.devices import DeviceName, choose_device
from handful.training.distributed import joined
from handful.training.omniglot_benchmark import nearest_prototype
from handful.training.omniglot_distort import distorted
from handful.training.omniglot_pictures import (
    VALIDATION_ALPHABETS,
    Characters,
    load_characters,
    pack_characters,
)
from handful.training.omniglot_weights import ShiftMeasured, ship_prototypes
from handful.training.outer_loop import OuterSettings, OuterStep, train_episodes
from handful.training.outer_state import OuterState
from handful.training.progress import Counted
from handful.training.prototype_net import PrototypeNet
from handful.training.sampler import EpisodeSampler, EpisodeSizes

CHOOSING: Final = EpisodeSizes((20,), (1,), (5,))
CHOOSING_EPISODES: Final = 400
DEFAULT_SIZES: Final = EpisodeSizes((60,), (1,), (4,))
CANDIDATE_SHIFTS_PX: Final = (0, 1, 2)

OmniglotProgress = Counted | OuterStep | ShiftMeasured


@dataclass(frozen=True, slots=True)
class OmniglotRecipe:
    """root: holds images_background; out: packed drawings, state, curve; weights: the file to make.

    within_alphabet: share of the episodes whose characters come from as few alphabets as will do.
    width: filters of each block of the network.
    """

    root: Path
    out: Path
    weights: Path
    settings: OuterSettings
    sizes: EpisodeSizes = DEFAULT_SIZES
    within_alphabet: float = 0.5
    width: int = 64
    device: DeviceName = "auto"


def train_on_omniglot(recipe: OmniglotRecipe, command: str) -> Generator[OmniglotProgress, None, None]:
    """Meta-train, or go on with what is in `recipe.out`, and write weights and card.

    Raises ValueError (OmniglotError, DeviceError) where drawings, settings or device cannot be used.
    """
    for done, total in pack_characters(recipe.root, "background", recipe.out):
        yield Counted("packing background alphabets", done, total)
    background = load_characters("background", recipe.out)
    base = background.of(VALIDATION_ALPHABETS, without=True).turned()
    validation = background.of(VALIDATION_ALPHABETS)
    seed = recipe.settings.seed
    sample = EpisodeSampler(
        base.drawings, recipe.sizes, seed, distorted, base.groups(), recipe.within_alphabet
    )
    torch.manual_seed(seed)
    model = PrototypeNet(Conv4Config(width=recipe.width)).to(choose_device(recipe.device).device)
    with joined() as processes:
        yield from train_episodes(model, sample, choosing(validation), recipe.settings, recipe.out, processes)
    if processes.is_first:
        yield from _ship(recipe, model, validation, command)


def choosing(validation: Characters, shift_px: int = 0) -> Callable[[PrototypeNet], float]:
    """20-way 1-shot accuracy on validation alphabets, half of the episodes within one: what settings and
    weights are chosen by.
    """

    def validate(model: PrototypeNet) -> float:
        contestant = nearest_prototype("", model.network, shift_px)
        z = [contestant.prepare(drawings) for drawings in validation.drawings]
        draw = EpisodeSampler(z, CHOOSING, 0, None, validation.groups(), 0.5)
        drawn = (draw(0, i) for i in range(CHOOSING_EPISODES))
        right = [contestant.answer(episode) == episode.query_labels for episode in drawn]
        return float(torch.cat(right).float().mean())

    return validate


def _ship(
    recipe: OmniglotRecipe, model: PrototypeNet, validation: Characters, command: str
) -> Generator[ShiftMeasured, None, None]:
    measured = []
    for shift_px in CANDIDATE_SHIFTS_PX:
        measured.append(ShiftMeasured(shift_px, choosing(validation, shift_px)(model)))
        yield measured[-1]
    state = OuterState(model, weight_decay=recipe.settings.weight_decay)
    best = {name: value.clone() for name, value in model.state_dict().items()}
    state.load(recipe.out)
    model.load_state_dict(best)
    told = {
        "settings": asdict(recipe.settings),
        "sizes": asdict(recipe.sizes),
        "within_alphabet": recipe.within_alphabet,
    }
    ship_prototypes(model, state, measured, recipe.weights, recipe=told, command=command)
