"""The SQLite file of the embedding cache: its schema, its statements, how it is opened and replaced.

Knows nothing of threads or of what to do in trouble: whatever SQLite raises comes out.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np

EmbeddingKey = tuple[str, str, str]  # content hash, encoder hash, kind ("query" or "support")
Row = tuple[str, str, str, str, int, int, bytes]  # the key, shape, checksum, length and bytes of the data

_VERSION: Final = 2  # also raised when the views of a picture change
_KEPT_FRACTION: Final = 0.9  # what an eviction leaves of the bound, so that it does not run at every write
_DAMAGE_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_BUSY_CODES: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_RETRY_S: Final = 0.01
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


def open_or_replace(path: Path, *, timeout_s: float) -> sqlite3.Connection:
    """Open or create the file; a damaged one is set aside. Raises sqlite3.Error and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return open_database(str(path), timeout_s=timeout_s)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        set_aside(path)
        return open_database(str(path), timeout_s=timeout_s)


def open_database(target: str, *, timeout_s: float) -> sqlite3.Connection:
    """A connection for any thread, in autocommit mode; an older or newer schema is dropped and made anew."""
    db = sqlite3.connect(target, timeout=timeout_s, isolation_level=None, check_same_thread=False)
    try:
        _use_write_ahead_log(db, timeout_s)
        db.execute("PRAGMA synchronous = NORMAL")
        with transaction(db):
            if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                for statement in _SCHEMA.strip().rstrip(";").split(";"):
                    db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _use_write_ahead_log(db: sqlite3.Connection, timeout_s: float) -> None:
    """SQLite does not wait by itself while another process makes the same switch: so this does."""
    until_s = time.monotonic() + timeout_s
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) not in _BUSY_CODES or time.monotonic() > until_s:
                raise
            time.sleep(_RETRY_S)


def set_aside(path: Path) -> None:
    """Keep one damaged file for whoever wants to look at it, out of the way."""
    os.replace(path, path.with_name(path.name + ".damaged"))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def is_damage(error: Exception) -> bool:
    """Anything but SQLite's own errors comes from a value of the wrong type in the file."""
    code = getattr(error, "sqlite_errorcode", 0)  # the module's own errors have none
    return not isinstance(error, sqlite3.Error) or (code & 0xFF) in _DAMAGE_CODES


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Takes the write lock at once: one that reads first could not wait for another writer later."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def to_row(key: EmbeddingKey, values: np.ndarray) -> Row:
    """An array as it is kept: little-endian float32."""
    data = np.ascontiguousarray(values, dtype="<f4").tobytes()
    shape = json.dumps(values.shape)
    return (*key, shape, _check(key, shape, data), len(data), data)


def insert(db: sqlite3.Connection, rows: Sequence[Row], tick: int) -> int:
    """Keep rows as used at `tick`, replacing those with the same key; returns the bytes of their arrays."""
    columns = "content_hash, encoder_hash, kind, shape, crc, bytes, data, used"
    db.executemany(
        f"INSERT OR REPLACE INTO embeddings ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, {tick})", rows
    )
    return sum(n_bytes for *_, n_bytes, _ in rows)


def select(db: sqlite3.Connection, keys: Sequence[EmbeddingKey]) -> dict[EmbeddingKey, np.ndarray]:
    """Key -> a new array, for the keys that are there and undamaged."""
    found: dict[EmbeddingKey, np.ndarray] = {}
    for key in keys:
        row = db.execute(f"SELECT shape, crc, data FROM embeddings WHERE {_WHERE}", key).fetchone()
        if row is not None and _check(key, row[0], row[2]) == row[1]:
            found[key] = np.frombuffer(row[2], dtype="<f4").reshape(json.loads(row[0])).astype(np.float32)
    return found


def touch(db: sqlite3.Connection, keys: Sequence[EmbeddingKey], tick: int) -> None:
    """Remember that these were used at `tick`."""
    db.executemany(f"UPDATE embeddings SET used = {tick} WHERE {_WHERE}", keys)


def _check(key: EmbeddingKey, shape: str, data: bytes) -> int:
    """SQLite notices no flipped bit, neither in a value nor in the index that leads to it; this does."""
    return zlib.crc32(data, zlib.crc32("\0".join((*key, shape)).encode()))


def evict(db: sqlite3.Connection, max_bytes: int) -> None:
    """Delete the least recently used until a fraction of the bound is left, if the bound is passed."""
    excess = total_bytes(db) - max_bytes
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


def total_bytes(db: sqlite3.Connection) -> int:
    """Bytes of all arrays; read from an index, so quickly."""
    return int(db.execute("SELECT COALESCE(SUM(bytes), 0) FROM embeddings").fetchone()[0])


def next_tick(db: sqlite3.Connection) -> int:
    """A time of use later than all before, whatever the clock says."""
    return int(db.execute("SELECT COALESCE(MAX(used), 0) + 1 FROM embeddings").fetchone()[0])


def clear(db: sqlite3.Connection) -> None:
    """Forget every row."""
    db.execute("DELETE FROM embeddings")
