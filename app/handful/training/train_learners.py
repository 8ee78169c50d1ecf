"""The recipe of what ships beside the encoder: each learner's settings, temperature and unknown threshold."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import LoadedEncoder, load_encoder
from handful.fewshot.devices import DeviceName, choose_device
from handful.fewshot.encoders import Fit
from handful.fewshot.learners import LEARNERS, make_learner
from handful.images.views import query_views, support_views
from handful.training.calibrate import UNFITTED, CellFit, Margin, calibrate
from handful.training.choose import Tried, try_settings
from handful.training.embedding import embed_views, first_rows
from handful.training.packing import PackedPictures
from handful.training.progress import Counted, packed

SHOTS: Final = (1, 2, 3, 5, 10, 20)
ITERATING: Final = frozenset({"finetune"})


@dataclass(frozen=True, slots=True)
class CalibrationRecipe:
    """roots: source name -> folder; out: packed pictures; cards: folder for NAME.json; weights: the encoder.

    per_class: pictures to embed of each class; n_episodes: of each kind, half of it for learners that
    iterate; known_share: see `fit_unknown`.
    """

    roots: Mapping[str, Path]
    out: Path
    cards: Path
    weights: Path
    learners: tuple[str, ...] = tuple(LEARNERS)
    n_way: int = 5
    n_episodes: int = 200
    per_class: int = 150
    known_share: float = 0.8
    seed: int = 0
    device: DeviceName = "auto"


@dataclass(frozen=True, slots=True)
class Fitted:
    """News of one learner: settings that were tried, or what was fitted."""

    learner: str
    news: Tried | Margin | CellFit


def train_learners(recipe: CalibrationRecipe, command: str) -> Generator[Counted | Fitted, None, None]:
    """Fit each learner on episodes of validation classes, embedded as the app embeds; write its card."""
    encoder = load_encoder(choose_device(recipe.device).device, recipe.weights)
    fit = encoder.config.fit
    validation = yield from packed(
        recipe.roots, "validation", recipe.out / "packed", fit=fit, seed=recipe.seed
    )
    queries = yield from _by_class(encoder, validation, recipe.per_class, query_views, "query")
    supports = yield from _by_class(encoder, validation, recipe.per_class, support_views, "support")
    centre = encoder.centre.cpu()
    for name in recipe.learners:
        n_episodes = max(10, recipe.n_episodes // (2 if name in ITERATING else 1))
        about = yield from fit_learner(name, queries, supports, centre, recipe, n_episodes=n_episodes)
        card = {"name": name, "encoder_sha256": encoder.hash, **about, "command": command}
        _write_card(recipe.cards / f"{name}.json", card)


def fit_learner(
    name: str,
    queries: Sequence[Tensor],
    supports: Sequence[Tensor],
    centre: Tensor,
    recipe: CalibrationRecipe,
    *,
    n_episodes: int,
) -> Generator[Counted | Fitted, None, dict[str, Any]]:
    """Settings first, then the calibration; returns what the card says of both."""
    numbers = {"n_way": recipe.n_way, "n_episodes": n_episodes, "seed": recipe.seed}
    tried = []
    for each in try_settings(name, queries, supports, centre, **numbers):
        tried.append(each)
        yield Fitted(name, each)
    settings = min(tried, key=lambda each: each.loss).settings
    learner = make_learner(name, centre, settings, UNFITTED, "")
    fits: list[CellFit] = []
    share, seed = recipe.known_share, recipe.seed
    work = calibrate(
        queries, supports, learner, shots=SHOTS, n_episodes=n_episodes, known_share=share, seed=seed
    )
    calibration = yield from _told(name, work, fits)
    return {
        "settings": settings,
        "tried": [asdict(each) for each in tried],
        "calibration": calibration.to_json(),
        "fits": [asdict(each) for each in fits],
        "protocol": f"{n_episodes} episodes of each kind, of {recipe.per_class} pictures a validation class; "
        f"settings: lowest loss at {recipe.n_way}-way; unknown: one class left out, {recipe.known_share:.0%} "
        f"known; half of the episodes to fit and half to measure; seed {recipe.seed}",
    }


def _told(
    name: str, work: Generator[Counted | Margin | CellFit, None, Calibration], fits: list[CellFit]
) -> Generator[Counted | Fitted, None, Calibration]:
    """Pass the news of a calibration on and keep what was fitted; returns the calibration."""
    while True:
        try:
            news = next(work)
        except StopIteration as outcome:
            calibration: Calibration = outcome.value
            return calibration
        if isinstance(news, CellFit):
            fits.append(news)
        yield news if isinstance(news, Counted) else Fitted(name, news)


def _by_class(
    encoder: LoadedEncoder,
    pictures: PackedPictures,
    per_class: int,
    make_views: Callable[[Image.Image, int, Fit], np.ndarray],
    role: str,
) -> Generator[Counted, None, list[Tensor]]:
    """The embeddings of each class's first pictures, (n_c, d) float32 each."""
    rows = first_rows(pictures.labels, len(pictures.classes), per_class)
    done = []
    for embedding in embed_views(encoder, pictures.images[rows], make_views):
        done.append(embedding)
        yield Counted(f"embedding {role} views", len(done), len(rows))
    z, labels = torch.from_numpy(np.stack(done)), torch.from_numpy(pictures.labels[rows])
    return [z[labels == c] for c in range(len(pictures.classes))]


def _write_card(path: Path, card: dict[str, Any]) -> None:
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
