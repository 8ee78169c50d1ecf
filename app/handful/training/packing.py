"""Pictures of many sources decoded once into one uint8 array on disk, so that an epoch reads no JPEG."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from handful.fewshot.encoders import Fit
from handful.images.decode import to_square
from handful.training.sources import SOURCES, Split


@dataclass(frozen=True, slots=True)
class PackedPictures:
    """`images`: (n, size, size, 3) uint8, mapped from disk; `labels`: (n,) int64, indices into `classes`."""

    images: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]
    counts: dict[str, int]

    def __len__(self) -> int:
        return len(self.labels)


def decode_square(path: Path, size_px: int, fit: Fit) -> np.ndarray:
    """(size, size, 3) uint8: a picture as the app would prepare it."""
    with Image.open(path) as image:
        image.draft("RGB", (size_px, size_px))
        return to_square(image.convert("RGB"), size_px, fit)


def _decode_many(paths: list[Path], size_px: int, fit: Fit) -> np.ndarray:
    return np.stack([decode_square(path, size_px, fit) for path in paths])


def pack(
    roots: Mapping[str, Path], split: Split, cache: Path, *, size_px: int, fit: Fit, seed: int
) -> Iterator[tuple[int, int]]:
    """Decode every picture of the split into `cache`; yields (done, total). Does nothing where it is done.

    roots: source name -> where it was unpacked. Raises ValueError for an unknown source or one that has no
    picture below its root. Read the outcome with `load_packed`.
    """
    target = _target(roots, split, cache, size_px, fit, seed)
    if target.with_suffix(".json").exists():
        return
    pairs, counts = _list(roots, split, seed)
    cache.mkdir(parents=True, exist_ok=True)
    classes = sorted({class_id for class_id, _ in pairs})
    index = {class_id: i for i, class_id in enumerate(classes)}
    shape = (len(pairs), size_px, size_px, 3)
    images = np.lib.format.open_memmap(target.with_suffix(".npy"), mode="w+", dtype=np.uint8, shape=shape)
    chunks = [[path for _, path in pairs[i : i + 512]] for i in range(0, len(pairs), 512)]
    with ProcessPoolExecutor() as pool:
        done = 0
        for decoded in pool.map(_decode_many, chunks, [size_px] * len(chunks), [fit] * len(chunks)):
            images[done : done + len(decoded)] = decoded
            done += len(decoded)
            yield done, len(pairs)
    images.flush()
    about = {"classes": classes, "labels": [index[class_id] for class_id, _ in pairs], "counts": counts}
    target.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")


def load_packed(
    roots: Mapping[str, Path], split: Split, cache: Path, *, size_px: int, fit: Fit, seed: int
) -> PackedPictures:
    """What `pack` with the same arguments wrote; raises FileNotFoundError before it has run to its end."""
    target = _target(roots, split, cache, size_px, fit, seed)
    about = json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))
    images = np.load(target.with_suffix(".npy"), mmap_mode="r", allow_pickle=False)
    labels = np.asarray(about["labels"], dtype=np.int64)
    return PackedPictures(images, labels, tuple(about["classes"]), about["counts"])


def _list(
    roots: Mapping[str, Path], split: Split, seed: int
) -> tuple[list[tuple[str, Path]], dict[str, int]]:
    pairs: list[tuple[str, Path]] = []
    counts: Counter[str] = Counter()
    for name, root in sorted(roots.items()):
        found = list(SOURCES[name].pictures(root, split, seed))
        if not found and split == "base":
            raise ValueError(f"source '{name}' has no pictures below {root}; unpack it there first")
        pairs += found
        counts[name] = len(found)
    return pairs, dict(counts)


def _target(roots: Mapping[str, Path], split: Split, cache: Path, size_px: int, fit: Fit, seed: int) -> Path:
    unknown = sorted(set(roots) - set(SOURCES))
    if unknown:
        raise ValueError(f"unknown source '{unknown[0]}'; known are {', '.join(SOURCES)}")
    return cache / f"{split}-{size_px}px-{fit}-{_digest([*sorted(roots), str(seed)])}"


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
