"""Omniglot's 20 one-shot runs (Lake 2015): reads them, and answers them by a similarity or as episodes.

Each run shows one drawing each of 20 characters of one alphabet, and asks of 20 drawings by another hand
which character each one is. For reporting only: nothing is ever chosen or trained on them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from PIL import Image, UnidentifiedImageError

from handful.fewshot.checkpoints import LoadedEncoder
from handful.fewshot.encoders import Fit
from handful.fewshot.support import SupportSet
from handful.images.views import query_views, support_views
from handful.training.episodes import Episode

N_RUNS: Final = 20
ARCHIVE: Final = "all_runs.zip"
LABELS: Final = "class_labels.txt"

Similarity = Callable[[np.ndarray, np.ndarray], float]
"""Two drawings, (h, w) bool, True where there is ink -> how alike they are; more is more alike."""


class OmniglotError(ValueError):
    """The runs cannot be read; the message names the file and says what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class OneShotRun:
    """characters, items: drawings, (h, w) bool each, True where there is ink. answers: (n_items,) int64, the
    position in `characters` of the one that each item shows.
    """

    name: str
    characters: tuple[np.ndarray, ...]
    items: tuple[np.ndarray, ...]
    answers: np.ndarray


def read_runs(folder: Path) -> tuple[OneShotRun, ...]:
    """The 20 runs below a folder that holds `run01` to `run20`, or `all_runs.zip` with them in it.

    Raises OmniglotError where there are none or a file of them is missing or damaged.
    """
    names = [f"run{i:02d}" for i in range(1, N_RUNS + 1)]
    if (folder / names[0]).is_dir():
        return tuple(_read_run(folder, name) for name in names)
    if not (folder / ARCHIVE).is_file():
        raise OmniglotError(
            f"{folder} holds neither the folder {names[0]} nor {ARCHIVE}; give the folder "
            "python/one-shot-classification of the repository brendenlake/omniglot"
        )
    try:
        with zipfile.ZipFile(folder / ARCHIVE) as archive:
            return tuple(_read_run(zipfile.Path(archive), name) for name in names)
    except zipfile.BadZipFile as error:
        raise OmniglotError(f"{ARCHIVE} is damaged ({error}); fetch it again") from error


def answer_by_similarity(run: OneShotRun, similarity: Similarity) -> np.ndarray:
    """(n_items,) int64: for each item the first of the characters that are most similar to it."""
    table = [[similarity(item, character) for character in run.characters] for item in run.items]
    best: np.ndarray = np.argmax(np.array(table), axis=1)
    return best


def n_right(run: OneShotRun, answers: np.ndarray) -> int:
    """How many of the run's items were answered rightly."""
    return int((answers == run.answers).sum())


def hausdorff_similarity(a: np.ndarray, b: np.ndarray) -> float:
    """-max(d(A, B), d(B, A)), d(A, B) = mean over a in A of min over b in B of |a - b|.

    The modified Hausdorff distance (Dubuisson & Jain 1994, equations 6 and 8) of the inked pixels, each
    drawing's around their mean. It answers 245 of the 400 items rightly, an error of 38.75 % (Lake 2015).
    """
    first, second = ink_points(a), ink_points(b)
    of_first, of_second = ((points**2).sum(1, keepdims=True) for points in (first, second))
    one = np.ones_like
    # |a - b|^2 = |a|^2 - 2 ab + |b|^2, all in one product
    squared = (
        np.hstack([-2 * first, of_first, one(of_first)]) @ np.hstack([second, one(of_second), of_second]).T
    )
    there, back = (np.sqrt(np.maximum(squared.min(axis), 0)).mean() for axis in (1, 0))
    return -float(max(there, back))


def ink_points(drawing: np.ndarray) -> np.ndarray:
    """(n, 2) float64: row and column of each inked pixel, around their mean.

    Raises OmniglotError where there is no ink.
    """
    points = np.argwhere(drawing).astype(np.float64)
    if not len(points):
        raise OmniglotError("a drawing has no ink; fetch the runs again")
    points -= points.mean(0)
    return points


def as_episode(run: OneShotRun, encoder: LoadedEncoder) -> Episode:
    """The run as a 20-way one-shot episode for any learner, its drawings embedded as the app does it."""
    support = _embedded(run.characters, encoder, support_views)
    queries = _embedded(run.items, encoder, query_views)
    names = tuple(f"character {i + 1}" for i in range(len(run.characters)))
    support_set = SupportSet(support, torch.arange(len(names)), names)
    return Episode(support_set, queries, torch.from_numpy(run.answers))


def _embedded(
    drawings: Sequence[np.ndarray],
    encoder: LoadedEncoder,
    make_views: Callable[[Image.Image, int, Fit], np.ndarray],
) -> torch.Tensor:
    size_px, fit = encoder.config.image_size_px, encoder.config.fit
    views = [make_views(_as_picture(drawing), size_px, fit) for drawing in drawings]
    z = encoder.embed(np.concatenate(views))
    return torch.from_numpy(z.reshape(len(views), len(views[0]), -1).mean(1))


def _as_picture(drawing: np.ndarray) -> Image.Image:
    return Image.fromarray(np.where(drawing, 0, 255).astype(np.uint8)).convert("RGB")


def _read_run(root: Path | zipfile.Path, name: str) -> OneShotRun:
    """class_labels.txt has a line for each item: its file and that of the character which it shows."""
    try:
        lines = (root / name / LABELS).read_text(encoding="utf-8").splitlines()
        pairs = [line.split() for line in lines if line.strip()]
        items, shown = zip(*((item, character) for item, character in pairs), strict=True)
        files = sorted(shown)
        return OneShotRun(
            name,
            tuple(_read_drawing(root / file) for file in files),
            tuple(_read_drawing(root / file) for file in items),
            np.array([files.index(file) for file in shown], dtype=np.int64),
        )
    except (OSError, KeyError, ValueError, UnidentifiedImageError) as error:
        raise OmniglotError(f"{name} cannot be read ({error}); fetch the runs again") from error


def _read_drawing(path: Path | zipfile.Path) -> np.ndarray:
    """Ink is black on white."""
    with path.open("rb") as file, Image.open(file) as image:
        ink: np.ndarray = np.asarray(image.convert("L")) == 0
        return ink
