"""The demo on disk: a folder of class folders, a heap of unsorted pictures, and the truth about them.

Writes inside the given folder only, each file whole or not at all: a run that was cut short can be completed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from handful.demo.pictures import CLASS_NAMES, STRANGER_NAMES, render

SUPPORT_FOLDER, QUERY_FOLDER = "support", "unsorted"
TRUTH_FILE = "truth.csv"
UNKNOWN_NAME = "unknown"
_RECIPE_FILE = "demo.json"
_REVISION = 1  # of the drawings: grows when the same seed gives another picture
_SEEDS_PER_CLASS = 100_000
_JPEG_QUALITY = 90


class DemoError(ValueError):
    """The folder cannot take the demo; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DemoProgress:
    """How many of the demo's pictures are on disk."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Planned:
    path: str
    class_name: str
    picture_seed: int


def make_demo(
    folder: Path,
    *,
    per_class_support: int = 5,
    per_class_query: int = 12,
    strangers: int = 6,
    seed: int = 0,
    size_px: int = 256,
) -> Iterator[DemoProgress]:
    """Write support/<class>/NN.jpg, unsorted/NNNN.jpg and truth.csv (path, class; strangers are `unknown`).

    Pictures that an earlier run with the same arguments left are kept. Raises DemoError where the folder
    holds another demo or other pictures, and OSError where it cannot be written.
    """
    recipe = {
        "per_class_support": per_class_support,
        "per_class_query": per_class_query,
        "strangers": strangers,
        "seed": seed,
        "size_px": size_px,
        "revision": _REVISION,
    }
    _claim(folder, json.dumps(recipe, indent=1) + "\n")
    support = _plan_support(per_class_support, seed)
    queries = _plan_queries(per_class_support, per_class_query, strangers, seed)
    plan = support + queries
    for done, picture in enumerate(plan, start=1):
        target = folder / picture.path
        if not target.exists():
            data = io.BytesIO()
            image = render(picture.class_name, picture.picture_seed, size_px)
            image.save(data, "JPEG", quality=_JPEG_QUALITY)
            _write_whole(target, data.getvalue())
        if done == len(plan):
            _write_whole(folder / TRUTH_FILE, _truth(queries))
        yield DemoProgress(done, len(plan))


def _claim(folder: Path, recipe: str) -> None:
    """Mark the folder as this demo's, or refuse it."""
    mark = folder / _RECIPE_FILE
    if mark.exists():
        if mark.read_text(encoding="utf-8") != recipe:
            raise DemoError(
                f"{folder} holds a demo made with other settings; choose another folder or remove it"
            )
        return
    for name in (SUPPORT_FOLDER, QUERY_FOLDER, TRUTH_FILE):
        if (folder / name).exists():
            raise DemoError(f"{folder} already holds '{name}' that is not the demo's; choose an empty folder")
    _write_whole(mark, recipe.encode())


def _plan_support(n_support: int, seed: int) -> list[_Planned]:
    return [
        _Planned(f"{SUPPORT_FOLDER}/{name}/{i + 1:02d}.jpg", name, seed * _SEEDS_PER_CLASS + i)
        for name in CLASS_NAMES
        for i in range(n_support)
    ]


def _plan_queries(n_support: int, n_query: int, n_strangers: int, seed: int) -> list[_Planned]:
    """The heap in an order drawn by the seed, so that names give nothing away."""
    seeds = range(seed * _SEEDS_PER_CLASS + n_support, seed * _SEEDS_PER_CLASS + n_support + n_query)
    heap = [(name, picture_seed) for name in CLASS_NAMES for picture_seed in seeds]
    n_kinds = len(STRANGER_NAMES)
    heap += [(STRANGER_NAMES[i % n_kinds], seed * _SEEDS_PER_CLASS + i) for i in range(n_strangers)]
    order = np.random.default_rng(seed).permutation(len(heap)).tolist()
    return [_Planned(f"{QUERY_FOLDER}/{n:04d}.jpg", *heap[i]) for n, i in enumerate(order, start=1)]


def _truth(queries: list[_Planned]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("path", "class"))
    for picture in queries:
        known = picture.class_name in CLASS_NAMES
        writer.writerow((picture.path, picture.class_name if known else UNKNOWN_NAME))
    return text.getvalue().encode()


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(data)
    partial.replace(path)
