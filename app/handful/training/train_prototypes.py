"""The recipe of what ships beside the encoder: temperature and unknown threshold of `prototypes`."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import LoadedEncoder, load_encoder
from handful.fewshot.devices import DeviceName, choose_device
from handful.fewshot.encoders import Fit
from handful.images.views import query_views, support_views
from handful.training.calibrate import ShotFit, calibrate
from handful.training.embedding import embed_views, first_rows
from handful.training.packing import PackedPictures
from handful.training.progress import Counted, packed

SHOTS: Final = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class CalibrationRecipe:
    """roots: source name -> folder; out: packed pictures; card: the file to make; weights: the encoder.

    per_class: pictures to embed of each class; keep_known: share of known pictures not to call unknown.
    """

    roots: Mapping[str, Path]
    out: Path
    card: Path
    weights: Path
    n_way: int = 5
    n_episodes: int = 1000
    per_class: int = 150
    keep_known: float = 0.95
    seed: int = 0
    device: DeviceName = "auto"


def train_prototypes(
    recipe: CalibrationRecipe, command: str
) -> Generator[Counted | ShotFit, None, Calibration]:
    """Fit on episodes of validation classes, embedded by the views of the app, and write the card."""
    encoder = load_encoder(choose_device(recipe.device).device, recipe.weights)
    fit = encoder.config.fit
    validation = yield from packed(
        recipe.roots, "validation", recipe.out / "packed", fit=fit, seed=recipe.seed
    )
    queries = yield from _by_class(encoder, validation, recipe.per_class, query_views, "query")
    supports = yield from _by_class(encoder, validation, recipe.per_class, support_views, "support")
    fits = []
    for shot_fit in calibrate(
        queries,
        supports,
        encoder.centre.cpu(),
        shots=SHOTS,
        n_way=recipe.n_way,
        n_episodes=recipe.n_episodes,
        keep_known=recipe.keep_known,
        seed=recipe.seed,
    ):
        fits.append(shot_fit)
        yield shot_fit
    calibration = Calibration(
        shots=tuple(f.n_shot for f in fits),
        scales=tuple(f.scale for f in fits),
        thresholds=tuple(f.threshold for f in fits),
    )
    _write_card(recipe, encoder.hash, calibration, fits, command)
    return calibration


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


def _write_card(
    recipe: CalibrationRecipe, encoder_hash: str, calibration: Calibration, fits: list[ShotFit], command: str
) -> None:
    about = {
        "name": recipe.card.stem,
        "encoder_sha256": encoder_hash,
        "calibration": calibration.to_json(),
        "fits": [asdict(fit) for fit in fits],
        "protocol": f"{recipe.n_way}-way, {recipe.n_episodes} episodes of {recipe.per_class} pictures a "
        "validation class, one class left out as unknown, half of the queries to fit and half to measure, "
        f"seed {recipe.seed}; {recipe.keep_known:.0%} of known queries kept",
        "command": command,
    }
    recipe.card.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
