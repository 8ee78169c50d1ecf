"""Embeds a whole data set, a folder of class folders: what `handful evaluate` draws its episodes from."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.learner import Learner
from handful.fewshot.support import SupportSet
from handful.fewshot.unknown import Detector, make_detector
from handful.fewshot.unknown_card import UNKNOWN_CARD
from handful.images.errors import PictureError
from handful.images.folders import class_folders
from handful.workflows.embed import ToEmbed, embed_pictures
from handful.workflows.engine import Engine
from handful.workflows.hash_files import HashingStep, hash_files
from handful.workflows.progress import EmbeddingKind, EmbeddingStep, WorkflowError


@dataclass(frozen=True, slots=True, eq=False)
class ClassEmbeddings:
    """Embeddings by class, each (n_c, d) float32 on the CPU, twice for the same pictures.

    by_class: as queries are embedded. support_by_class: as support pictures are. skipped: path, reason.
    pictures_per_second: of those encoded as queries just now; None where the cache had them all.
    """

    class_names: tuple[str, ...]
    by_class: tuple[Tensor, ...]
    support_by_class: tuple[Tensor, ...]
    skipped: tuple[tuple[str, str], ...]
    pictures_per_second: float | None

    @property
    def pictures(self) -> int:
        """How many were embedded."""
        return sum(len(z) for z in self.by_class)


def find_classes(dataset_dir: Path) -> dict[str, list[Path]]:
    """The pictures of each class, a folder a class.

    Raises WorkflowError where the folder is missing, cannot be listed, or holds no class folder.
    """
    if not dataset_dir.is_dir():
        raise WorkflowError(f"DATASET_DIR {dataset_dir} is not a folder; give one with a folder per class")
    try:
        found = class_folders(dataset_dir)
    except PictureError as error:
        raise WorkflowError(f"{error}; DATASET_DIR has to be readable") from error
    if not found:
        raise WorkflowError(f"{dataset_dir} holds no class folder; it needs one folder per class")
    return found


def embed_classes(
    engine: Engine, found: dict[str, list[Path]]
) -> Generator[HashingStep | EmbeddingStep, None, ClassEmbeddings]:
    """Embed what `find_classes` found, each picture as a query and as a support picture."""
    paths = [path for members in found.values() for path in members]
    facts = yield from hash_files(paths)
    wanted = [ToEmbed(p, f.content_hash) for p, f in zip(paths, facts, strict=True) if f.error is None]
    errors = {str(p): f.error for p, f in zip(paths, facts, strict=True) if f.error is not None}
    queries, rate = yield from _embed(engine, wanted, "query", errors)
    readable = [each for each in wanted if each.path in queries]
    support, _ = yield from _embed(engine, readable, "support", errors)
    return ClassEmbeddings(
        tuple(found),
        _grouped(engine, found, queries, support),
        _grouped(engine, found, support, queries),
        tuple(errors.items()),
        rate,
    )


def learner_on_cpu(engine: Engine, name: str) -> Learner:
    """The learner for these embeddings, wherever the encoder is; raises ValueError for an unknown name."""
    if engine.device.device.type == "cpu":
        return engine.learner(name)
    encoder = replace(engine.encoder, centre=engine.encoder.centre.cpu())
    return replace(engine, encoder=encoder).learner(name)


def detector_on_cpu(engine: Engine) -> Callable[[SupportSet], Detector] | None:
    """What tells pictures of no class, for these embeddings; None where it was not fitted to the encoder.

    Raises WorkflowError where the card is damaged.
    """
    if engine.cards is not None and not (engine.cards / UNKNOWN_CARD).exists():
        return None
    return partial(make_detector, centre=engine.encoder.centre.cpu(), fit=engine.unknown())


def _embed(
    engine: Engine, wanted: Sequence[ToEmbed], kind: EmbeddingKind, errors: dict[str, str]
) -> Generator[EmbeddingStep, None, tuple[dict[Path, np.ndarray], float | None]]:
    """Embeddings by path, and pictures per second of those that had to be encoded."""
    began = time.perf_counter()
    embeddings: dict[Path, np.ndarray] = {}
    done = encoded = 0
    for batch in embed_pictures(engine, wanted, kind):
        for each in batch:
            path = wanted[each.index].path
            if each.embedding is None:
                errors[str(path)] = each.error or "it cannot be read"
            else:
                embeddings[path] = each.embedding
        done, encoded = done + len(batch), encoded + sum(each.encoded for each in batch)
        yield EmbeddingStep(kind, done, len(wanted), {})
    return embeddings, encoded / (time.perf_counter() - began) if encoded else None


def _grouped(
    engine: Engine,
    found: dict[str, list[Path]],
    embeddings: dict[Path, np.ndarray],
    also_in: dict[Path, np.ndarray],
) -> tuple[Tensor, ...]:
    """One tensor a class, of the pictures that have both embeddings."""
    d = engine.encoder.config.embedding_size
    groups = []
    for members in found.values():
        rows = [embeddings[path] for path in members if path in embeddings and path in also_in]
        stacked = np.stack(rows) if rows else np.empty((0, d), dtype=np.float32)
        groups.append(torch.from_numpy(stacked))
    return tuple(groups)
