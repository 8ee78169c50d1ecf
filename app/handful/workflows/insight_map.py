"""A map of a project's pictures: embeddings in two dimensions, with the mean of each class among them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.linear_head import centred
from handful.fewshot.projection import EPOCHS, by_neighbours, straight
from handful.fewshot.prototypes import class_means
from handful.project.document import Picture, Project
from handful.workflows.embed_project import Embeddings, embed_all
from handful.workflows.engine import Engine
from handful.workflows.insight_values import MapKind, PictureMap
from handful.workflows.progress import EmbeddingStep

MAX_DRAWN: Final = 10_000
DRAWN_EVERY: Final = 10  # epochs from one picture of a map in the making to the next
_LEAST_TO_ARRANGE: Final = 3


def draw_map(
    engine: Engine, project: Project, kind: MapKind, seed: int = 0
) -> Generator[EmbeddingStep | PictureMap, None, PictureMap]:
    """Support pictures, queries and prototypes on one map; yields it while it takes shape.

    Of more than `MAX_DRAWN` queries as many are drawn at random. The same seed gives the same map.
    """
    support = [p for p in project.pictures.values() if p.role == "support"]
    queries, left_out = _some(project.queries(), np.random.default_rng(seed))
    examples = yield from embed_all(engine, project, support, "support")
    others = yield from embed_all(engine, project, queries, "query")
    ids = (*examples, *others)
    if not ids:
        return _nothing(kind, project.support_revision)
    rows = np.stack([*examples.values(), *others.values()])
    z = centred(torch.from_numpy(rows), engine.encoder.centre.cpu())
    prototypes, class_ids = _prototypes(project, examples, z)
    flat = straight(z, prototypes)
    everything = torch.cat([z, prototypes])

    def picture_map(places: Tensor, done: float) -> PictureMap:
        here = places.numpy().astype(np.float32)
        share = flat.share if kind == "straight" else None
        revision = project.support_revision
        return PictureMap(
            ids, here[: len(ids)], class_ids, here[len(ids) :], kind, share, revision, left_out, done
        )

    places = flat.place(everything)
    if kind == "neighbours" and len(ids) >= _LEAST_TO_ARRANGE:
        steps = by_neighbours(everything, places, torch.Generator().manual_seed(seed))
        while True:
            try:
                done, places = next(steps)
            except StopIteration as outcome:
                places = outcome.value
                break
            if done % DRAWN_EVERY == 0:
                yield picture_map(places, done / EPOCHS)
    return picture_map(places, 1.0)


def _nothing(kind: MapKind, revision: int) -> PictureMap:
    nowhere = np.zeros((0, 2), np.float32)
    return PictureMap((), nowhere, (), nowhere, kind, None, revision)


def _some(queries: tuple[Picture, ...], random: np.random.Generator) -> tuple[tuple[Picture, ...], int]:
    if len(queries) <= MAX_DRAWN:
        return queries, 0
    chosen = np.sort(random.choice(len(queries), MAX_DRAWN, replace=False))
    return tuple(queries[i] for i in chosen), len(queries) - MAX_DRAWN


def _prototypes(project: Project, examples: Embeddings, z: Tensor) -> tuple[Tensor, tuple[int, ...]]:
    """(n_way, d) of the classes with a readable example, in document order; examples come first in z."""
    labels = [project.pictures[i].label for i in examples]
    class_ids = tuple(c.id for c in project.classes if c.id in set(labels))
    if not class_ids:
        return z[:0], ()
    place = {class_id: row for row, class_id in enumerate(class_ids)}
    rows = torch.tensor([place[label or 0] for label in labels])
    return class_means(z[: len(labels)], rows, len(class_ids)), class_ids
