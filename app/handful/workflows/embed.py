"""From files to embeddings: decoding on threads overlaps with the encoder; what is known is not read again.

Knows paths and content hashes, not projects. Every file ends as an embedding or as a named failure; one that
is gone, or may no longer be read, is a failure whatever the cache remembers of it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from handful.images.decode import read_picture
from handful.images.errors import PictureError
from handful.images.files import open_regular
from handful.images.hashing import content_hash
from handful.images.views import query_views, support_views
from handful.message import said
from handful.workflows.engine import Engine
from handful.workflows.progress import EmbeddingKind

BATCH_PICTURES: Final = 16
LOOK_UP_PICTURES: Final = 512
DECODE_THREADS: Final = max(2, (os.cpu_count() or 2) - 1)
SUPERSAMPLING: Final = 2  # pictures are decoded at this many times the encoder's size at least


@dataclass(frozen=True, slots=True)
class ToEmbed:
    """A file, and its content hash where it is known already."""

    path: Path
    content_hash: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """`embedding`: (d,) float32, mean over the views of its kind; None with the reason in `error`.

    `index`: position in what was asked for. `encoded` is False where the cache had it.
    """

    index: int
    content_hash: str | None
    embedding: np.ndarray | None
    error: str | None = None
    encoded: bool = False


def embed_pictures(
    engine: Engine, wanted: Sequence[ToEmbed], kind: EmbeddingKind
) -> Generator[tuple[Embedded, ...], None, None]:
    """Yield a batch as soon as it is there: what the cache knows first, then the rest in the order given."""
    rest: list[int] = []
    for start in range(0, len(wanted), LOOK_UP_PICTURES):
        known = _look_up(engine, wanted, range(start, min(start + LOOK_UP_PICTURES, len(wanted))), kind)
        found = {e.index for e in known}
        rest += [i for i in range(start, min(start + LOOK_UP_PICTURES, len(wanted))) if i not in found]
        if known:
            yield known
    yield from _encode(engine, wanted, rest, kind)


def _look_up(
    engine: Engine, wanted: Sequence[ToEmbed], indices: range, kind: EmbeddingKind
) -> tuple[Embedded, ...]:
    keys = {i: _key(engine, digest, kind) for i in indices if (digest := wanted[i].content_hash) is not None}
    found = engine.cache.get_many(list(keys.values())) if keys else {}
    return tuple(_remembered(wanted[i], i, key[0], found[key]) for i, key in keys.items() if key in found)


def _remembered(wanted: ToEmbed, index: int, digest: str, embedding: np.ndarray) -> Embedded:
    try:
        open_regular(wanted.path).close()
    except PictureError as error:
        return Embedded(index, digest, None, said(error))
    return Embedded(index, digest, embedding)


def _key(engine: Engine, digest: str, kind: EmbeddingKind) -> tuple[str, str, str]:
    return digest, engine.encoder.hash, kind


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    index: int
    content_hash: str | None
    views: np.ndarray | None = None  # (n_views, size, size, 3) uint8
    embedding: np.ndarray | None = None  # where the cache had it
    error: str | None = None


def _decode(engine: Engine, index: int, wanted: ToEmbed, kind: EmbeddingKind) -> _Decoded:
    digest, config = wanted.content_hash, engine.encoder.config
    try:
        if digest is None:
            digest = content_hash(wanted.path)
            key = _key(engine, digest, kind)
            if key in (known := engine.cache.get_many([key])):
                return _Decoded(index, digest, embedding=known[key])
        image = read_picture(wanted.path, at_least_px=config.image_size_px * SUPERSAMPLING)
        make = support_views if kind == "support" else query_views
        return _Decoded(index, digest, make(image, config.image_size_px, config.fit))
    except PictureError as error:
        return _Decoded(index, digest, error=said(error))


def _encode(
    engine: Engine, wanted: Sequence[ToEmbed], indices: Sequence[int], kind: EmbeddingKind
) -> Iterator[tuple[Embedded, ...]]:
    """Decode ahead on a pool, encode batch by batch on this thread, keep what was made in the cache."""
    if not indices:
        return
    pool = ThreadPoolExecutor(DECODE_THREADS, thread_name_prefix="decode")
    try:
        waiting: deque[Future[_Decoded]] = deque()
        upcoming = iter(indices)
        while True:
            while len(waiting) < 2 * BATCH_PICTURES and (i := next(upcoming, None)) is not None:
                waiting.append(pool.submit(_decode, engine, i, wanted[i], kind))
            if not waiting:
                return
            batch = [waiting.popleft().result() for _ in range(min(BATCH_PICTURES, len(waiting)))]
            yield _embed_batch(engine, batch, kind)
    finally:
        pool.shutdown(cancel_futures=True)


def _embed_batch(engine: Engine, batch: Sequence[_Decoded], kind: EmbeddingKind) -> tuple[Embedded, ...]:
    readable = [(d, d.views) for d in batch if d.views is not None]
    means = {d.index: d.embedding for d in batch if d.embedding is not None}
    fresh: dict[int, np.ndarray] = {}
    if readable:
        z = engine.encoder.embed(np.concatenate([views for _, views in readable]))
        ends = np.cumsum([len(views) for _, views in readable])
        parts = np.split(z, ends[:-1])
        fresh = {d.index: part.mean(axis=0) for (d, _), part in zip(readable, parts, strict=True)}
        new = {_key(engine, d.content_hash, kind): fresh[d.index] for d, _ in readable if d.content_hash}
        engine.cache.put_many(new)
    means |= fresh
    return tuple(
        Embedded(d.index, d.content_hash, means.get(d.index), d.error, d.index in fresh) for d in batch
    )
