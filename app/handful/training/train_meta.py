"""The recipe of the meta-trained learners: embed, train on base classes, choose on validation classes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from handful.fewshot.checkpoints import load_encoder
from handful.fewshot.devices import DeviceName, choose_device
from handful.fewshot.meta_weights import save_meta_weights
from handful.training.embedded import ClassSet, Embedded, EmbeddingPlan, embed_domain, embed_sources
from handful.training.episodes import Episode, EpisodeError
from handful.training.kinds import Kind, draw, drawable
from handful.training.meta_episodes import EmbeddedSampler, MetaEpisodes
from handful.training.outer_loop import OuterStep, train_episodes
from handful.training.progress import Counted
from handful.training.sources import SOURCES
from handful.training.trainee import Trainee
from handful.training.trainees import APPRENTICESHIPS

JUDGED_ON: Final = (
    Kind("plain", 5, 1),
    Kind("plain", 5, 5),
    Kind("plain", 16, 5),
    Kind("unequal", 5, 9),
)


@dataclass(frozen=True, slots=True)
class MetaRecipe:
    """roots: source name -> folder; out: for packed pictures, embeddings, states and curves; weights: of the
    encoder; cards: folder for NAME.safetensors and NAME.json. steps: in place of each learner's own number.
    """

    roots: Mapping[str, Path]
    out: Path
    cards: Path
    weights: Path
    learners: tuple[str, ...] = tuple(APPRENTICESHIPS)
    plan: EmbeddingPlan = field(default_factory=EmbeddingPlan)
    episodes: MetaEpisodes = field(default_factory=MetaEpisodes)
    n_validation: int = 60
    steps: int | None = None
    seed: int = 0
    device: DeviceName = "auto"


@dataclass(frozen=True, slots=True)
class MetaTrained:
    """A learner is done: its mean accuracy (a fraction) on validation episodes as it began and as saved."""

    learner: str
    before: float
    after: float
    steps: int


@dataclass(frozen=True, slots=True)
class MetaStep:
    """One outer step of a learner."""

    learner: str
    step: OuterStep


MetaProgress = Counted | MetaStep | MetaTrained


def train_meta(recipe: MetaRecipe, command: str) -> Generator[MetaProgress, None, None]:
    """Meta-train each learner and write its weights and card, yet without a calibration.

    Sources for validation only are domains of their own: they weigh as much as the validation classes of all
    others. Without one, what is learned fits pictures like the base classes' better, and others worse.

    Stopped and called again with the same recipe, it goes on. Raises ValueError where sources do not do.
    """
    encoder = load_encoder(choose_device(recipe.device).device, recipe.weights)
    roots = {name: root for name, root in recipe.roots.items() if not SOURCES[name].validation_only}
    data = yield from embed_sources(encoder, roots, recipe.out, recipe.plan)
    centre = data.validation.centre()
    judged = validation_episodes(data.validation, centre, recipe.n_validation, recipe.seed)
    for name in sorted(set(recipe.roots) - set(roots)):
        domain = yield from embed_domain(encoder, {name: recipe.roots[name]}, recipe.out, recipe.plan)
        judged += validation_episodes(domain, centre, recipe.n_validation, recipe.seed)
    for name in recipe.learners:
        yield from _train_one(name, data, judged, recipe, command)


def validation_episodes(classes: ClassSet, centre: Tensor, n_episodes: int, seed: int) -> list[Episode]:
    """The same for every learner: `n_episodes` of each kind, relative to the centre that the app takes."""
    queries = [z - centre for z in classes.by_class(classes.query)]
    supports = [z - centre for z in classes.by_class(classes.support)]
    wanted = [replace(kind, n_way=min(kind.n_way, len(queries))) for kind in JUDGED_ON]
    kinds, too_few = drawable(wanted, [len(z) for z in queries])
    if not kinds:
        raise EpisodeError(next(iter(too_few.values())))
    return [e for kind in kinds for e in draw(kind, queries, supports, n_episodes=n_episodes, seed=seed)]


def mean_accuracy(model: nn.Module, judged: list[Episode]) -> float:
    """Mean over the episodes of the fraction of queries that a model answers rightly."""
    return float(torch.stack([model(episode)[1] for episode in judged]).mean())


def _train_one(
    name: str, data: Embedded, judged: list[Episode], recipe: MetaRecipe, command: str
) -> Generator[MetaProgress, None, None]:
    apprenticeship = APPRENTICESHIPS[name]
    outer = replace(apprenticeship.outer, seed=recipe.seed)
    outer = outer if recipe.steps is None else replace(outer, steps=recipe.steps)
    with torch.random.fork_rng():
        torch.manual_seed(recipe.seed)
        trainee = apprenticeship.begin(data.base.query.shape[1], apprenticeship.settings)
    sampler = EmbeddedSampler(data.base, recipe.episodes, recipe.seed)
    before, first = _judged(trainee, judged), dict(trainee.state_dict())
    first = {key: value.clone() for key, value in first.items()}
    numbers: dict[str, Any] = {
        "settings": dict(apprenticeship.settings),
        "outer_loop": asdict(outer),
        "episodes": asdict(recipe.episodes),
        "embeddings": asdict(recipe.plan),
    }
    folder = recipe.out / f"{name}-{data.encoder_sha256[:12]}-{_digest(numbers)}"
    last = OuterStep(0, outer.steps, 0.0, 0.0, 0.0)
    for last in train_episodes(trainee, sampler, lambda m: mean_accuracy(m, judged), outer, folder):
        yield MetaStep(name, last)
    after = _judged(trainee, judged)
    if after <= before:
        trainee.load_state_dict(first)
        after = before
    card = {
        "name": name,
        "encoder_sha256": data.encoder_sha256,
        **numbers,
        "seed": recipe.seed,
        "sources": sorted(recipe.roots),
        "base_classes": len(data.base.classes),
        "validation": {"accuracy_before": before, "accuracy_after": after, **_told(judged)},
        "command": command,
    }
    save_meta_weights(trainee.tensors(), recipe.cards / f"{name}.safetensors", card)
    yield MetaTrained(name, before, after, last.step)


def _judged(trainee: Trainee, judged: list[Episode]) -> float:
    trainee.eval()
    with torch.no_grad():
        return mean_accuracy(trainee, judged)


def _told(judged: list[Episode]) -> dict[str, Any]:
    return {"kinds": [kind.name for kind in JUDGED_ON], "episodes": len(judged)}


def _digest(numbers: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()[:8]
