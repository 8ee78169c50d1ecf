"""Embeddings of base and validation pictures by one encoder, kept in one file: what learners meta-train on.

A picture has three roles: as support and as query it is embedded as the app does, and random crops of it, in
other colours, stand for pictures that are less like their class than the encoder's own base pictures are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from handful.fewshot.checkpoints import LoadedEncoder
from handful.fewshot.encoders import Fit
from handful.images.views import query_views, support_views
from handful.training.augment import colour_jitter, random_resized_crop
from handful.training.embedding import first_rows
from handful.training.packing import PackedPictures
from handful.training.progress import Counted, packed
from handful.training.sources import Split

CHUNK: Final = 32
SPLITS: Final[tuple[Split, Split]] = ("base", "validation")
MIN_AREA: Final = 0.25

MakeViews = Callable[[Image.Image, int, Fit], np.ndarray]


@dataclass(frozen=True, slots=True)
class EmbeddingPlan:
    """per_class: pictures to embed of each base class; n_crops: random crops of each picture."""

    per_class: int = 24
    validation_per_class: int = 60
    n_crops: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ClassSet:
    """Classes of one split. support, query: (n, d), crops: (n, n_crops, d), float32; labels: (n,) int64."""

    support: Tensor
    query: Tensor
    crops: Tensor
    labels: Tensor
    classes: tuple[str, ...]

    def by_class(self, embeddings: Tensor) -> list[Tensor]:
        """Rows of `support`, `query` or `crops`, one tensor a class."""
        return [embeddings[self.labels == c] for c in range(len(self.classes))]

    def centre(self) -> Tensor:
        """(d,): the mean over the classes of their mean query embedding."""
        return torch.stack([z.mean(0) for z in self.by_class(self.query)]).mean(0)


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """Base and validation classes as one encoder sees them; `encoder_sha256` names it."""

    base: ClassSet
    validation: ClassSet
    encoder_sha256: str


def embed_sources(
    encoder: LoadedEncoder, roots: Mapping[str, Path], out: Path, plan: EmbeddingPlan
) -> Generator[Counted, None, Embedded]:
    """Embed pictures of every class of both splits, unless `out` holds them from an earlier call.

    roots: source name -> where it was unpacked; out: for packed pictures and the file of embeddings. Another
    encoder, other sources, views or numbers are another file. Raises ValueError for a source with no picture.
    """
    path = out / f"embedded-{encoder.hash[:12]}-{_fingerprint(encoder, roots, plan)}.safetensors"
    if not path.exists():
        sets = {}
        for split in SPLITS:
            pictures = yield from packed(roots, split, out / "packed", fit=encoder.config.fit, seed=plan.seed)
            sets[split] = yield from _embed_split(encoder, pictures, split, plan)
        _write(path, sets)
    return _read(path, encoder.hash)


def embed_domain(
    encoder: LoadedEncoder, roots: Mapping[str, Path], out: Path, plan: EmbeddingPlan
) -> Generator[Counted, None, ClassSet]:
    """The same for the validation classes alone of sources that are for validation only."""
    path = out / f"domain-{encoder.hash[:12]}-{_fingerprint(encoder, roots, plan)}.safetensors"
    if not path.exists():
        pictures = yield from packed(
            roots, "validation", out / "packed", fit=encoder.config.fit, seed=plan.seed
        )
        same_size = replace(plan, validation_per_class=plan.per_class)
        classes = yield from _embed_split(encoder, pictures, "validation", same_size)
        _write(path, {"validation": classes})
    (classes,) = _read_sets(path, ("validation",))
    return classes


def _embed_split(
    encoder: LoadedEncoder, pictures: PackedPictures, split: Split, plan: EmbeddingPlan
) -> Generator[Counted, None, ClassSet]:
    per_class = plan.per_class if split == "base" else plan.validation_per_class
    rows = first_rows(pictures.labels, len(pictures.classes), per_class)
    generator = torch.Generator().manual_seed(plan.seed)
    done: list[tuple[Tensor, Tensor, Tensor]] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        done.append(_embed_chunk(encoder, pictures.images[chunk], plan.n_crops, generator))
        yield Counted(f"embedding {split} pictures", start + len(chunk), len(rows))
    support, query, crops = (torch.cat(part) for part in zip(*done, strict=True))
    return ClassSet(support, query, crops, torch.from_numpy(pictures.labels[rows]), pictures.classes)


def _embed_chunk(
    encoder: LoadedEncoder, pictures: np.ndarray, n_crops: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """(n, h, w, 3) uint8 -> (n, d) as support, (n, d) as query, (n, n_crops, d) random crops."""
    size_px = encoder.config.image_size_px
    support, query = _embed_roles(encoder, pictures)
    batch = torch.from_numpy(pictures.copy()).permute(0, 3, 1, 2).float().repeat_interleave(n_crops, 0)
    cropped = random_resized_crop(batch, size_px, generator, min_area=MIN_AREA)
    coloured = colour_jitter(cropped, generator, grey_fraction=0.1).round().to(torch.uint8)
    crops = encoder.embed(np.ascontiguousarray(coloured.permute(0, 2, 3, 1).numpy()))
    return support, query, torch.from_numpy(crops).view(len(pictures), n_crops, -1)


def _embed_roles(encoder: LoadedEncoder, pictures: np.ndarray) -> tuple[Tensor, Tensor]:
    """(n, h, w, 3) uint8 -> (n, d), the means over support and over query views; the same view only once."""
    size_px, fit = encoder.config.image_size_px, encoder.config.fit
    different: dict[bytes, int] = {}
    views: list[np.ndarray] = []
    rows: dict[MakeViews, list[list[int]]] = {support_views: [], query_views: []}
    for picture in pictures:
        for make_views, of_role in rows.items():
            of_picture = []
            for view in make_views(Image.fromarray(picture), size_px, fit):
                if different.setdefault(view.tobytes(), len(views)) == len(views):
                    views.append(view)
                of_picture.append(different[view.tobytes()])
            of_role.append(of_picture)
    z = torch.from_numpy(encoder.embed(np.stack(views)))
    return z[torch.tensor(rows[support_views])].mean(1), z[torch.tensor(rows[query_views])].mean(1)


def _fingerprint(encoder: LoadedEncoder, roots: Mapping[str, Path], plan: EmbeddingPlan) -> str:
    """Twelve hex digits of all that the embeddings depend on beside the encoder's weights."""
    noise = np.random.default_rng(0).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    size_px, fit = encoder.config.image_size_px, encoder.config.fit
    digest = hashlib.sha256(json.dumps([sorted(roots), asdict(plan), MIN_AREA]).encode())
    for make_views in (support_views, query_views):
        digest.update(make_views(Image.fromarray(noise), size_px, fit).tobytes())
    return digest.hexdigest()[:12]


def _write(path: Path, sets: Mapping[Split, ClassSet]) -> None:
    tensors: dict[str, Tensor] = {}
    for split, those in sets.items():
        for name in ("support", "query", "crops"):
            tensors[f"{split}.{name}"] = getattr(those, name).half().contiguous()
        tensors[f"{split}.labels"] = those.labels
    names: dict[str, str] = {split: json.dumps(those.classes) for split, those in sets.items()}
    partial = path.with_name(path.name + ".part")
    save_file(tensors, partial, metadata=names)
    partial.replace(path)


def _read(path: Path, encoder_hash: str) -> Embedded:
    base, validation = _read_sets(path, SPLITS)
    return Embedded(base, validation, encoder_hash)


def _read_sets(path: Path, splits: Sequence[Split]) -> list[ClassSet]:
    try:
        with safe_open(path, framework="pt") as file:
            return [_read_split(file, split) for split in splits]
    except (SafetensorError, KeyError, ValueError) as error:
        raise ValueError(f"{path} is damaged ({error}); remove it, and it is made again") from error


def _read_split(file: Any, split: Split) -> ClassSet:
    support, query, crops = (file.get_tensor(f"{split}.{n}").float() for n in ("support", "query", "crops"))
    classes: Sequence[str] = json.loads(file.metadata()[split])
    return ClassSet(support, query, crops, file.get_tensor(f"{split}.labels"), tuple(classes))
