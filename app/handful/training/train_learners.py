"""The recipe of what ships beside the encoder: "unknown", and each learner's settings and temperature."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from handful.fewshot.checkpoints import LoadedEncoder, load_encoder, read_card
from handful.fewshot.devices import DeviceName, choose_device
from handful.fewshot.encoders import Fit
from handful.fewshot.learner_list import FITTED
from handful.fewshot.learners import META_TRAINED, make_learner, read_learned
from handful.fewshot.meta_weights import NONE, MetaWeights
from handful.fewshot.unknown import FITTED_SHARE, UnknownFit
from handful.fewshot.unknown_card import UNKNOWN_CARD
from handful.images.views import query_views, support_views
from handful.training.calibrate import UNFITTED, WAYS, CellFit, calibrate
from handful.training.choose import Tried, try_settings
from handful.training.embedding import embed_views, first_rows
from handful.training.open_set import Domain, UnknownMeasured, fit_unknown
from handful.training.packing import PackedPictures
from handful.training.progress import Counted, packed

SHOTS: Final = (1, 2, 3, 5, 10, 20)
ITERATING: Final = frozenset({"finetune", "maml", "anil", "meta-sgd"})
MAIN_DOMAIN: Final = "photographs"
OTHER_DOMAINS: Final = ("groceries",)
PER_OTHER_CLASS: Final = 30
STRANGER_SHARE: Final = FITTED_SHARE

_News = TypeVar("_News", UnknownMeasured, CellFit)
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True, slots=True)
class CalibrationRecipe:
    """roots: source name -> folder; out: packed pictures; cards: folder for NAME.json; weights: the encoder.

    per_class: pictures to embed of each class of the first domain, `PER_OTHER_CLASS` of the others;
    n_episodes: of each kind, half of it for learners that iterate; stranger_share: see `fit_unknown`.
    """

    roots: Mapping[str, Path]
    out: Path
    cards: Path
    weights: Path
    learners: tuple[str, ...] = FITTED
    n_way: int = 5
    n_episodes: int = 200
    per_class: int = 150
    stranger_share: float = STRANGER_SHARE
    seed: int = 0
    device: DeviceName = "auto"


@dataclass(frozen=True, slots=True)
class Fitted:
    """News of one learner: settings that were tried, or what was fitted."""

    learner: str
    news: Tried | UnknownMeasured | CellFit


def train_learners(recipe: CalibrationRecipe, command: str) -> Generator[Counted | Fitted, None, None]:
    """Fit each learner on episodes of validation classes, embedded as the app embeds; write its card."""
    encoder = load_encoder(choose_device(recipe.device).device, recipe.weights)
    domains = yield from embed_domains(encoder, recipe)
    centre = encoder.centre.cpu()
    unknown = yield from _fit_unknown(domains, centre, encoder.hash, recipe, command)
    for name in recipe.learners:
        n_episodes = max(10, recipe.n_episodes // (2 if name in ITERATING else 1))
        path = recipe.cards / f"{name}.json"
        weights = read_learned(name, recipe.cards, encoder.hash)
        trained = read_card(path) if name in META_TRAINED else {}
        about = yield from fit_learner(
            name,
            domains,
            centre,
            unknown,
            recipe,
            n_episodes=n_episodes,
            weights=weights,
            trained_with=trained.get("settings"),
        )
        by = "calibration_command" if trained else "command"
        _write_card(path, {**trained, "name": name, "encoder_sha256": encoder.hash, **about, by: command})


def embed_domains(
    encoder: LoadedEncoder, recipe: CalibrationRecipe
) -> Generator[Counted, None, dict[str, Domain]]:
    """Validation classes, embedded as the app does: those of the sources it trains on, and other domains."""
    validation = yield from packed(
        recipe.roots, "validation", recipe.out / "packed", fit=encoder.config.fit, seed=recipe.seed
    )
    domain_of = [name.partition("/")[0] for name in validation.classes]
    domains = {}
    for domain in (MAIN_DOMAIN, *OTHER_DOMAINS):
        is_main = domain == MAIN_DOMAIN
        classes = [c for c, d in enumerate(domain_of) if d == domain or (is_main and d not in OTHER_DOMAINS)]
        if classes:
            per_class = recipe.per_class if is_main else PER_OTHER_CLASS
            rows = first_rows(validation.labels, len(validation.classes), per_class)
            rows = rows[np.isin(validation.labels[rows], classes)]
            queries = yield from _by_class(encoder, validation, rows, query_views, f"{domain} as queries")
            supports = yield from _by_class(encoder, validation, rows, support_views, f"{domain} as support")
            domains[domain] = Domain(queries, supports, in_centre=is_main)
    return domains


def _fit_unknown(
    domains: Mapping[str, Domain], centre: Tensor, encoder_hash: str, recipe: CalibrationRecipe, command: str
) -> Generator[Counted | Fitted, None, UnknownFit]:
    """Fit and measure the answer "unknown", which is the same for every learner; write its card."""
    measured: list[UnknownMeasured] = []
    work = fit_unknown(
        domains,
        centre,
        shots=SHOTS,
        ways=tuple(w for w in WAYS if w < len(domains[MAIN_DOMAIN].queries)),
        n_episodes=recipe.n_episodes,
        seed=recipe.seed,
        stranger_share=recipe.stranger_share,
    )
    fit = yield from _told("unknown", work, measured)
    about = {
        "name": "unknown",
        "encoder_sha256": encoder_hash,
        "fit": fit.to_json(),
        "measured": [asdict(each) for each in measured],
        "protocol": f"{recipe.n_episodes} episodes of each kind and domain, one class left out; every domain "
        f"weighs the same; half of the episodes to fit and half to measure; seed {recipe.seed}",
        "command": command,
    }
    _write_card(recipe.cards / UNKNOWN_CARD, about)
    return fit


def fit_learner(
    name: str,
    domains: Mapping[str, Domain],
    centre: Tensor,
    unknown: UnknownFit,
    recipe: CalibrationRecipe,
    *,
    n_episodes: int,
    weights: MetaWeights = NONE,
    trained_with: dict[str, Any] | None = None,
) -> Generator[Counted | Fitted, None, dict[str, Any]]:
    """Settings first, then the calibration; returns what the card says of both.

    weights, trained_with: of a meta-trained learner, what it learned and the settings that it has.
    """
    numbers: dict[str, Any] = {
        "n_way": recipe.n_way,
        "n_episodes": recipe.n_episodes // 2,
        "seed": recipe.seed,
    }
    meta: dict[str, Any] = {"weights": weights, "trained_with": trained_with}
    tried = yield from _tell_tried(name, try_settings(name, domains, centre, **numbers, **meta))
    settings = min(tried, key=lambda each: each.loss).settings
    learner = make_learner(name, centre, settings, UNFITTED, "", weights)
    fits: list[CellFit] = []
    work = calibrate(
        domains[MAIN_DOMAIN], learner, centre, unknown, shots=SHOTS, n_episodes=n_episodes, seed=recipe.seed
    )
    calibration = yield from _told(name, work, fits)
    return {
        "settings": settings,
        "tried": [asdict(each) for each in tried],
        "calibration": calibration.to_json(),
        "fits": [asdict(each) for each in fits],
        "protocol": f"{n_episodes} episodes of each kind, of {recipe.per_class} pictures a validation class; "
        f"settings: lowest loss at {recipe.n_way}-way; curve: one class left out; half of the episodes to "
        f"fit and half to measure; seed {recipe.seed}",
    }


def _tell_tried(name: str, work: Iterator[Tried]) -> Generator[Fitted, None, list[Tried]]:
    tried = []
    for each in work:
        tried.append(each)
        yield Fitted(name, each)
    return tried


def _told(
    name: str, work: Generator[Counted | _News, None, _Outcome], fits: list[_News]
) -> Generator[Counted | Fitted, None, _Outcome]:
    """Pass the news of a fit on and keep what was fitted; returns its outcome."""
    while True:
        try:
            news = next(work)
        except StopIteration as outcome:
            value: _Outcome = outcome.value
            return value
        if isinstance(news, Counted):
            yield news
        else:
            fits.append(news)
            yield Fitted(name, news)


def _by_class(
    encoder: LoadedEncoder,
    pictures: PackedPictures,
    rows: np.ndarray,
    make_views: Callable[[Image.Image, int, Fit], np.ndarray],
    role: str,
) -> Generator[Counted, None, list[Tensor]]:
    """The embeddings of these pictures, (n_c, d) float32 for each of their classes."""
    done = []
    for embedding in embed_views(encoder, pictures.images[rows], make_views):
        done.append(embedding)
        yield Counted(f"embedding {role}", len(done), len(rows))
    z, labels = torch.from_numpy(np.stack(done)), torch.from_numpy(pictures.labels[rows])
    return [z[labels == c] for c in np.unique(pictures.labels[rows]).tolist()]


def _write_card(path: Path, card: dict[str, Any]) -> None:
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
