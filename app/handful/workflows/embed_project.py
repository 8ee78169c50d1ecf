"""Embeddings of a project's pictures. Knows the document's pictures and facts, and changes neither."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import numpy as np

from handful.project.document import Facts, Picture, Project
from handful.workflows.embed import Embedded, ToEmbed, embed_pictures
from handful.workflows.engine import Engine
from handful.workflows.progress import EmbeddingKind, EmbeddingStep

Embeddings = dict[int, np.ndarray]


def embed_all(
    engine: Engine, project: Project, pictures: Sequence[Picture], kind: EmbeddingKind
) -> Generator[EmbeddingStep, None, Embeddings]:
    """The embeddings of all that can be read, by picture id."""
    embeddings: Embeddings = {}
    done = 0
    for batch in embed_batches(engine, project, pictures, kind):
        done += len(batch)
        embeddings |= {pictures[e.index].id: e.embedding for e in batch if e.embedding is not None}
        yield EmbeddingStep(kind, done, len(pictures), news_of(batch, pictures, project))
    return embeddings


def embed_batches(
    engine: Engine, project: Project, pictures: Sequence[Picture], kind: EmbeddingKind
) -> Iterator[tuple[Embedded, ...]]:
    """Batch by batch; the index of each `Embedded` is a position in `pictures`."""
    return embed_pictures(engine, [_to_embed(p, project.facts.get(p.id)) for p in pictures], kind)


def _to_embed(picture: Picture, facts: Facts | None) -> ToEmbed:
    """What could not be read is read anew: the file may be another by now, or be mended."""
    known = facts.content_hash if facts is not None and facts.error is None else None
    return ToEmbed(Path(picture.path), known)


def news_of(batch: Sequence[Embedded], pictures: Sequence[Picture], project: Project) -> dict[int, Facts]:
    """The facts that a batch brought, by picture id: only what differs from the snapshot.

    A file that cannot be read any more keeps the hash of what was read once: by it the picture is known.
    """
    learned = {}
    for each in batch:
        picture_id = pictures[each.index].id
        known = project.facts.get(picture_id, Facts())
        learned[picture_id] = Facts(each.content_hash or known.content_hash, each.error)
    return {i: fact for i, fact in learned.items() if project.facts.get(i) != fact}
