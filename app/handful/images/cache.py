"""Embeddings kept between runs in one SQLite file, so that no picture is encoded twice by the same encoder.

A cache never stands in the way: whatever is wrong with the file, it works on in memory instead.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, TypeVar

import numpy as np

EmbeddingKey = tuple[str, str, str]  # content hash, encoder hash, kind ("query" or "support")
_T = TypeVar("_T")

DEFAULT_MAX_BYTES: Final = 512 * 1024 * 1024
BUSY_TIMEOUT_S: Final = 2.0
_VERSION: Final = 1
_KEPT_FRACTION: Final = 0.9  # what an eviction leaves of the bound, so that it does not run at every write
_TOUCHES_BEFORE_WRITE: Final = 2_000
_DAMAGE_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_TROUBLE: Final = (sqlite3.Error, ValueError, TypeError, AttributeError, OverflowError)
_WHERE: Final = "content_hash = ? AND encoder_hash = ? AND kind = ?"
_SCHEMA: Final = f"""
    DROP TABLE IF EXISTS embeddings;
    CREATE TABLE embeddings (
        content_hash TEXT NOT NULL, encoder_hash TEXT NOT NULL, kind TEXT NOT NULL,
        shape TEXT NOT NULL, crc INTEGER NOT NULL, used INTEGER NOT NULL, bytes INTEGER NOT NULL,
        data BLOB NOT NULL, PRIMARY KEY (content_hash, encoder_hash, kind));
    CREATE INDEX embeddings_by_use ON embeddings (used, bytes);
    PRAGMA user_version = {_VERSION};
"""


class EmbeddingCache:
    """(content hash, encoder hash, kind) -> float32 array of any shape; the least recently used go first.

    path: None keeps everything in memory. max_bytes: bound on the arrays' bytes; the file is a little larger.
    Every method may be called from any thread; several processes may share a file.
    """

    def __init__(self, path: Path | None, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.RLock()
        self._touched: dict[EmbeddingKey, None] = {}
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
            found = self._safely(lambda db: _select(db, wanted), nothing)
            self._touched.update(dict.fromkeys(found))
            if len(self._touched) > _TOUCHES_BEFORE_WRITE:
                self._safely(self._write_touches, None)
        return found

    def put_many(self, embeddings: Mapping[EmbeddingKey, np.ndarray]) -> None:
        """Keep arrays (as float32) under their keys, replacing what was there, in one transaction."""
        if not embeddings:
            return
        rows = [_row(key, values) for key, values in embeddings.items()]
        with self._lock:
            self._safely(lambda db: self._write(db, rows), None)

    def size_bytes(self) -> int:
        """Bytes of all arrays kept."""
        with self._lock:
            return self._safely(_total_bytes, 0)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._touched.clear()
            self._safely(_clear, None)

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

    def _write(self, db: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
        with _transaction(db):
            tick = _next_tick(db)
            db.executemany(
                "INSERT OR REPLACE INTO embeddings (content_hash, encoder_hash, kind, shape, crc, bytes,"
                f" data, used) VALUES (?, ?, ?, ?, ?, ?, ?, {tick})",
                rows,
            )
            self._unchecked_bytes += sum(int(str(row[5])) for row in rows)
            if self._unchecked_bytes > self._max_bytes // 50:
                self._touch(db, tick)
                _evict(db, self._max_bytes)
                self._unchecked_bytes = 0

    def _write_touches(self, db: sqlite3.Connection) -> None:
        with _transaction(db):
            self._touch(db, _next_tick(db))

    def _touch(self, db: sqlite3.Connection, tick: int) -> None:
        db.executemany(f"UPDATE embeddings SET used = {tick} WHERE {_WHERE}", list(self._touched))
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
        if not _is_damage(error):
            self._path = None
        self._connection = self._connected(replace=True)

    def _connected(self, *, replace: bool = False) -> sqlite3.Connection:
        if self._path is not None:
            try:
                if replace:
                    _set_aside(self._path)
                return _open_or_replace(self._path)
            except (sqlite3.Error, OSError):
                self._path = None
        return _open(":memory:")


class _transaction:  # noqa: N801 - used like a function
    """Takes the write lock at once: one that reads first could not wait for another writer later."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._db.execute("COMMIT")
        elif self._db.in_transaction:
            self._db.execute("ROLLBACK")


def _open_or_replace(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(str(path))
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        _set_aside(path)
        return _open(str(path))


def _open(target: str) -> sqlite3.Connection:
    db = sqlite3.connect(target, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        with _transaction(db):
            if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                for statement in _SCHEMA.strip().rstrip(";").split(";"):
                    db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _set_aside(path: Path) -> None:
    """Keep one damaged file for whoever wants to look at it, out of the way."""
    os.replace(path, path.with_name(path.name + ".damaged"))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_damage(error: Exception) -> bool:
    """Anything but SQLite's own errors comes from a value of the wrong type in the file."""
    code = getattr(error, "sqlite_errorcode", 0)  # the module's own errors have none
    return not isinstance(error, sqlite3.Error) or (code & 0xFF) in _DAMAGE_CODES


def _row(key: EmbeddingKey, values: np.ndarray) -> tuple[object, ...]:
    data = np.ascontiguousarray(values, dtype="<f4").tobytes()
    shape = json.dumps(values.shape)
    return (*key, shape, _check(key, shape, data), len(data), data)


def _select(db: sqlite3.Connection, keys: list[EmbeddingKey]) -> dict[EmbeddingKey, np.ndarray]:
    found: dict[EmbeddingKey, np.ndarray] = {}
    for key in keys:
        row = db.execute(f"SELECT shape, crc, data FROM embeddings WHERE {_WHERE}", key).fetchone()
        if row is not None and _check(key, row[0], row[2]) == row[1]:
            found[key] = np.frombuffer(row[2], dtype="<f4").reshape(json.loads(row[0])).astype(np.float32)
    return found


def _check(key: EmbeddingKey, shape: str, data: bytes) -> int:
    """SQLite notices no flipped bit, neither in a value nor in the index that leads to it; this does."""
    return zlib.crc32(data, zlib.crc32("\0".join((*key, shape)).encode()))


def _evict(db: sqlite3.Connection, max_bytes: int) -> None:
    """Delete the least recently used until a fraction of the bound is left, if the bound is passed."""
    excess = _total_bytes(db) - max_bytes
    if excess <= 0:
        return
    excess += int(max_bytes * (1 - _KEPT_FRACTION))
    doomed: list[tuple[int]] = []
    for row_id, size in db.execute("SELECT rowid, bytes FROM embeddings ORDER BY used, bytes"):
        if excess <= 0:
            break
        doomed.append((row_id,))
        excess -= size
    db.executemany("DELETE FROM embeddings WHERE rowid = ?", doomed)


def _total_bytes(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT COALESCE(SUM(bytes), 0) FROM embeddings").fetchone()[0])


def _next_tick(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT COALESCE(MAX(used), 0) + 1 FROM embeddings").fetchone()[0])


def _clear(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM embeddings")
