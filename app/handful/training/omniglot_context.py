"""Learners that read a support set of characters: `in-context` and the others, on Conv4's frozen embeddings.

Conv4 is that of `handful train omniglot`; what is learned here is how to read a support set that it embedded.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from handful.fewshot.meta_weights import load_meta_weights, save_meta_weights
from handful.training.episodes import Episode
from handful.training.omniglot_benchmark import OmniglotContestant, embed_views
from handful.training.omniglot_pictures import (
    VALIDATION_ALPHABETS,
    Characters,
    load_characters,
    pack_characters,
)
from handful.training.omniglot_weights import OmniglotWeights, load_prototypes
from handful.training.outer_loop import OuterSettings, OuterStep, train_episodes
from handful.training.progress import Counted
from handful.training.sampler import EpisodeSampler, EpisodeSizes
from handful.training.trainees import APPRENTICESHIPS, NetworkTrainee

LEARNERS: Final = ("in-context", "memory", "relation")
SIZES: Final = EpisodeSizes((5, 10, 20), (1, 1, 3, 5), (3,))
CHOOSING: Final = EpisodeSizes((20,), (1,), (5,))
CHOOSING_EPISODES: Final = 100


@dataclass(frozen=True, slots=True)
class ContextRecipe:
    """root: holds images_background; conv4: weights of `handful train omniglot`; out: packed drawings, state,
    curve; weights: the file to make.
    """

    root: Path
    conv4: Path
    out: Path
    weights: Path
    learner: str
    steps: int = 400
    seed: int = 0


def train_on_characters(recipe: ContextRecipe, command: str) -> Generator[Counted | OuterStep, None, None]:
    """Meta-train on background alphabets, choose on five of them kept back, write weights and card."""
    encoder = load_prototypes(recipe.conv4)
    for done, total in pack_characters(recipe.root, "background", recipe.out):
        yield Counted("packing background alphabets", done, total)
    background = load_characters("background", recipe.out)
    base = background.of(VALIDATION_ALPHABETS, without=True)
    validation = background.of(VALIDATION_ALPHABETS)
    z = yield from _embedded(encoder, base, "base")
    centre = torch.cat(z).mean(0)
    z_validation = yield from _embedded(encoder, validation, "validation")
    sample = EpisodeSampler([each - centre for each in z], SIZES, recipe.seed, None, base.groups(), 0.5)
    judge = EpisodeSampler(
        [each - centre for each in z_validation], CHOOSING, 0, None, validation.groups(), 0.5
    )
    judged = [judge(0, i) for i in range(CHOOSING_EPISODES)]
    torch.manual_seed(recipe.seed)
    trainee = begin(recipe.learner, len(centre))
    settings = _settings(recipe)
    folder = recipe.out / f"{recipe.learner}-{encoder.sha256[:12]}"
    last = OuterStep(0, settings.steps, 0.0, 0.0, 0.0)
    for last in train_episodes(trainee, sample, lambda m: _right(m, judged), settings, folder):
        yield last
    tensors = {**trainee.tensors(), "centre": centre}
    save_meta_weights(tensors, recipe.weights, _card(recipe, encoder, settings, last, command))


def begin(learner: str, d: int) -> NetworkTrainee:
    """The learner before it is meta-trained. Raises ValueError for one that is no network over embeddings."""
    if learner not in LEARNERS:
        raise ValueError(f"'{learner}' does not read a support set; choose one of {', '.join(LEARNERS)}")
    apprenticeship = APPRENTICESHIPS[learner]
    trainee = apprenticeship.begin(d, apprenticeship.settings)
    assert isinstance(trainee, NetworkTrainee)
    return trainee


def load_context(learner: str, weights: Path, encoder: OmniglotWeights) -> OmniglotContestant:
    """What `train_on_characters` wrote, ready to answer. Raises CheckpointError."""
    tensors = dict(load_meta_weights(weights, encoder.sha256, "handful train omniglot-learner").tensors)
    centre = tensors.pop("centre")
    trainee = begin(learner, len(centre))
    trainee.network.load_state_dict(tensors)
    trainee.eval().requires_grad_(False)

    def prepare(drawings: Tensor) -> Tensor:
        return embed_views(encoder.model.network, drawings, encoder.shift_px) - centre

    def answer(episode: Episode) -> Tensor:
        return trainee.similarity(episode).argmax(1)

    return OmniglotContestant(learner, prepare, answer)


def _embedded(
    encoder: OmniglotWeights, characters: Characters, what: str
) -> Generator[Counted, None, list[Tensor]]:
    done: list[Tensor] = []
    for drawings in characters.drawings:
        done.append(embed_views(encoder.model.network, drawings, encoder.shift_px))
        yield Counted(f"embedding {what} characters", len(done), len(characters.drawings))
    return done


def _settings(recipe: ContextRecipe) -> OuterSettings:
    return replace(APPRENTICESHIPS[recipe.learner].outer, steps=recipe.steps, seed=recipe.seed)


def _right(model: nn.Module, judged: Sequence[Episode]) -> float:
    return float(torch.stack([model(episode)[1] for episode in judged]).mean())


def _card(
    recipe: ContextRecipe, encoder: OmniglotWeights, settings: OuterSettings, last: OuterStep, command: str
) -> dict[str, Any]:
    return {
        "name": f"omniglot/{recipe.learner}",
        "what": f"`{recipe.learner}` over frozen Conv4 embeddings of Omniglot's background alphabets",
        "licence": "Apache-2.0",
        "encoder_sha256": encoder.sha256,
        "settings": dict(APPRENTICESHIPS[recipe.learner].settings),
        "outer_loop": asdict(settings),
        "sizes": asdict(SIZES),
        "validation_alphabets": sorted(VALIDATION_ALPHABETS),
        "validation_protocol": f"20-way 1-shot, {CHOOSING_EPISODES} episodes, half within an alphabet",
        "validation": last.best_fraction,
        "command": command,
    }
