"""Embeddings kept between runs in one SQLite file, so that no picture is encoded twice by the same encoder.

A cache never stands in the way: whatever is wrong with the file, it works on in memory instead.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, TypeVar

import numpy as np

from handful.images import cache_file
from handful.images.cache_file import EmbeddingKey

__all__ = ["DEFAULT_MAX_BYTES", "EmbeddingCache", "EmbeddingKey"]

_T = TypeVar("_T")

DEFAULT_MAX_BYTES: Final = 512 * 1024 * 1024
BUSY_TIMEOUT_S: Final = 2.0
_TOUCHES_BEFORE_WRITE: Final = 2_000
_CHECKED_EVERY: Final = 50  # the bound is checked each time this part of it has been put
_TROUBLE: Final = (sqlite3.Error, ValueError, TypeError, AttributeError, OverflowError)


class EmbeddingCache:
    """(content hash, encoder hash, kind) -> float32 array of any shape; the least recently used go first.

    path: None keeps everything in memory. max_bytes: bound on the arrays' bytes; the file is a little larger.
    Every method may be called from any thread; several processes may share a file.
    """

    def __init__(self, path: Path | None, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.RLock()
        self._touched: dict[EmbeddingKey, None] = {}  # read since the file was last told; in order
        self._unchecked_bytes = max_bytes  # put since the bound was last checked
        self._closed = False
        self._connection = self._connected()

    @property
    def in_memory(self) -> bool:
        """Whether nothing outlives this object: asked for, or because the file could not be used."""
        return self._path is None

    def get_many(self, keys: Iterable[EmbeddingKey]) -> dict[EmbeddingKey, np.ndarray]:
        """Those of the keys that are known, each with a new float32 array of the shape that was put."""
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            nothing: dict[EmbeddingKey, np.ndarray] = {}
            found = self._safely(lambda db: cache_file.select(db, wanted), nothing)
            self._touched.update(dict.fromkeys(found))
            if len(self._touched) > _TOUCHES_BEFORE_WRITE:
                self._safely(self._write_touches, None)
        return found

    def put_many(self, embeddings: Mapping[EmbeddingKey, np.ndarray]) -> None:
        """Keep arrays (as float32) under their keys, replacing what was there, in one transaction."""
        if not embeddings:
            return
        rows = [cache_file.to_row(key, values) for key, values in embeddings.items()]
        with self._lock:
            self._safely(lambda db: self._write(db, rows), None)

    def size_bytes(self) -> int:
        """Bytes of all arrays kept."""
        with self._lock:
            return self._safely(cache_file.total_bytes, 0)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._touched.clear()
            self._safely(cache_file.clear, None)

    def close(self) -> None:
        """Let go of the file. A worker that comes late finds nothing and keeps nothing."""
        with self._lock:
            self._safely(self._write_touches, None)
            self._closed = True
            self._connection.close()

    def __enter__(self) -> EmbeddingCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, db: sqlite3.Connection, rows: list[cache_file.Row]) -> None:
        with cache_file.transaction(db):
            tick = cache_file.next_tick(db)
            self._unchecked_bytes += cache_file.insert(db, rows, tick)
            if self._unchecked_bytes > self._max_bytes // _CHECKED_EVERY:
                self._touch(db, tick)
                cache_file.evict(db, self._max_bytes)
                self._unchecked_bytes = 0

    def _write_touches(self, db: sqlite3.Connection) -> None:
        if self._touched:
            with cache_file.transaction(db):
                self._touch(db, cache_file.next_tick(db))

    def _touch(self, db: sqlite3.Connection, tick: int) -> None:
        cache_file.touch(db, list(self._touched), tick)
        self._touched.clear()

    def _safely(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do the work; a damaged file is replaced first, any other trouble ends in memory."""
        for _ in range(3):
            if self._closed:
                break
            try:
                return work(self._connection)
            except _TROUBLE as error:
                self._recover(error)
        return otherwise

    def _recover(self, error: Exception) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()
        self._touched.clear()
        self._unchecked_bytes = self._max_bytes
        if not cache_file.is_damage(error):
            self._path = None
        self._connection = self._connected(replace=True)

    def _connected(self, *, replace: bool = False) -> sqlite3.Connection:
        if self._path is not None:
            try:
                if replace:
                    cache_file.set_aside(self._path)
                return cache_file.open_or_replace(self._path, timeout_s=BUSY_TIMEOUT_S)
            except (sqlite3.Error, OSError):
                self._path = None
        return cache_file.open_database(":memory:", timeout_s=BUSY_TIMEOUT_S)
