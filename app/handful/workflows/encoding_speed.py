"""How many pictures a second pass from file to embedding on this machine, whatever the cache knows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from handful.images.cache import EmbeddingCache
from handful.workflows.embed import ToEmbed, embed_pictures
from handful.workflows.engine import Engine
from handful.workflows.progress import WorkflowError

PICTURES: Final = 64
WARM_UP: Final = 8


def pictures_per_second(engine: Engine, paths: Sequence[Path]) -> float:
    """Of the first pictures that can be read, decoded and embedded as queries.

    Raises WorkflowError where none of them can be.
    """
    wanted = [ToEmbed(path) for path in paths[:PICTURES]]
    _encode(engine, wanted[:WARM_UP])
    began = time.perf_counter()
    n = _encode(engine, wanted)
    if not n:
        raise WorkflowError("none of the first pictures can be read; look at the files of the data set")
    return n / (time.perf_counter() - began)


def _encode(engine: Engine, wanted: Sequence[ToEmbed]) -> int:
    """Embed with an empty cache; returns how many could be."""
    cache = EmbeddingCache(None)
    try:
        batches = embed_pictures(replace(engine, cache=cache), wanted, "query")
        return sum(each.encoded for batch in batches for each in batch)
    finally:
        cache.close()
