"""The file of a project: SQLite with a write-ahead log. Owns connection, transactions, rows."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from handful.message import Message
from handful.project import rows, schema
from handful.project.bulk import no_garbage_collection
from handful.project.document import Facts, Prediction, Project, ProjectError
from handful.project.failures import DAMAGED, Doing, cannot, told_for_people
from handful.project.places import Anchor, from_sql, to_sql, to_sql_or_none

_COUNTERS: Final = ("support_revision", "next_class_id", "next_picture_id")
_BUSY_TIMEOUT_S: Final = 2.0
_THESE: Final = "(SELECT value FROM json_each(?))"  # one statement for many rows is several times faster


class Store:
    """One open project file. Not thread-safe. Errors of SQLite come out as ProjectError."""

    def __init__(self, path: Path, *, writable: bool, file: Path | None = None) -> None:
        """Open an existing file. Nothing is written before the first transaction.

        file: where the project is read from, if that is a copy of the one at `path`.
        """
        self.path = path
        self.anchor = Anchor.of(path)
        self._cleaner = contextlib.ExitStack()
        self._writable = writable
        mode = "rw" if writable else "ro"
        address = f"{(file or path).absolute().as_uri()}?mode={mode}"
        with told_for_people(path, "open"):
            self.connection = sqlite3.connect(
                address, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_S
            )
            try:
                for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
                    self.connection.execute(f"PRAGMA {pragma}")
                self._version = self._data_version()
            except BaseException:
                self.connection.close()
                raise

    @classmethod
    def create(cls, path: Path, project: Project) -> Store:
        """A project without pictures where no file is. Raises ProjectError, then leaving nothing behind."""
        with told_for_people(path, "create"):
            try:
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
            except FileExistsError:
                raise ProjectError(
                    Message("there is already a file '{name}'; choose another name", name=path.name)
                ) from None
        store = None
        try:
            store = cls(path, writable=True)
            with told_for_people(path, "create"):
                store.connection.execute("PRAGMA journal_mode = WAL")
                store._version = store._data_version()
            with store.transaction("create"):
                schema.make_tables(store.connection)
                store.write(Project(), project, ())
        except BaseException:
            if store is not None:
                store.close()
            path.unlink(missing_ok=True)
            raise
        return store

    def clean_up_with(self, cleaner: contextlib.ExitStack) -> None:
        """Have `cleaner` closed after the file."""
        self._cleaner = cleaner

    def close(self) -> None:
        """Close the file. What was written is then in it, and not in the log beside it."""
        with contextlib.suppress(sqlite3.Error):
            if self._writable:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        self._cleaner.close()

    @contextmanager
    def transaction(self, doing: Doing = "save", *, durable: bool = True) -> Iterator[None]:
        """All or nothing, and then on the disk. Not `durable`: a power cut may take back the latest ones."""
        connection = self.connection
        with told_for_people(self.path, doing):
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_nobody_else_wrote()
                yield
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def _check_nobody_else_wrote(self) -> None:
        """The lock forbids it, but some network folders know no locks."""
        if self._data_version() != self._version:
            raise ProjectError(
                Message(
                    "'{name}' was changed by another program meanwhile; close it and open it again",
                    name=self.path.name,
                )
            )

    def _data_version(self) -> int:
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def load(self) -> Project:
        """Check the file and read it. Raises ProjectError; the file stays as it is."""
        with told_for_people(self.path, "open"):
            schema.check(self.connection, self.path.name, self.path.stat().st_size)
            try:
                with no_garbage_collection():
                    return self._read()
            except (rows.RowError, struct.error, TypeError, OverflowError, UnicodeError) as error:
                raise ProjectError(cannot("open", self.path.name, DAMAGED)) from error

    def write(self, old: Project, new: Project, picture_ids: Iterable[int]) -> None:
        """Bring the file from `old` to `new`, inside a transaction. `picture_ids`: the edited ones."""
        execute = self.connection.execute
        if new.classes != old.classes:
            execute("DELETE FROM classes")
            values = [rows.class_to_row(at, each) for at, each in enumerate(new.classes)]
            self.connection.executemany("INSERT INTO classes VALUES (?, ?, ?, ?)", values)
        self._write_pictures(old, new, picture_ids)
        for table, before, after in (
            ("facts", old.facts, new.facts),
            ("predictions", old.predictions, new.predictions),
        ):
            if after is not before:
                self._delete(table, "picture_id", before.keys() - after.keys())
        if new.settings != old.settings:
            execute("DELETE FROM settings")
            values = [(to_sql(key), to_sql(value)) for key, value in new.settings.items()]
            self.connection.executemany("INSERT INTO settings VALUES (?, ?)", values)
        self._write_counters(new)

    def write_facts(self, facts: Mapping[int, Facts]) -> None:
        """Keep facts, inside a transaction."""
        values = (rows.facts_to_row(key, value) for key, value in facts.items())
        self.connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", values)

    def write_predictions(self, predictions: Mapping[int, Prediction]) -> None:
        """Keep predictions, inside a transaction."""
        values = (rows.prediction_to_row(key, value) for key, value in predictions.items())
        marks = ", ".join("?" * 8)
        self.connection.executemany(f"INSERT OR REPLACE INTO predictions VALUES ({marks})", values)

    def clear_predictions(self) -> None:
        """Forget all predictions, inside a transaction."""
        self.connection.execute("DELETE FROM predictions")

    def copy_to(self, target: Path, anchor: Anchor) -> None:
        """Write a copy of the whole file, undo history included, as a new database file."""
        with told_for_people(target, "write"), contextlib.closing(sqlite3.connect(target)) as copy:
            self.connection.backup(copy)
            with copy:
                found = copy.execute("SELECT id, path FROM pictures").fetchall()
                moved = ((to_sql_or_none(anchor.relative(from_sql(path))), key) for key, path in found)
                copy.executemany("UPDATE pictures SET relative = ? WHERE id = ?", moved)

    def _write_pictures(self, old: Project, new: Project, picture_ids: Iterable[int]) -> None:
        gone: list[int] = []
        placed: list[rows.Row] = []
        marked: dict[tuple[str, int | None], list[int]] = {}
        for key in picture_ids:
            picture, before = new.pictures.get(key), old.pictures.get(key)
            if picture is None:
                gone.append(key)
            elif before is not None and before.path == picture.path:
                marked.setdefault((picture.role, picture.label), []).append(key)
            else:
                placed.append(rows.picture_to_row(self.anchor, picture))
        self._delete("pictures", "id", gone)
        for (role, label), keys in marked.items():
            update = f"UPDATE pictures SET role = ?, label = ? WHERE id IN {_THESE}"
            self.connection.execute(update, (role, label, json.dumps(keys)))
        self.connection.executemany("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?)", placed)

    def _delete(self, table: str, column: str, keys: Collection[int]) -> None:
        if keys:
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN {_THESE}", (json.dumps([*keys]),))

    def _write_counters(self, project: Project) -> None:
        values = [(name, getattr(project, name)) for name in _COUNTERS]
        self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)

    def _read(self) -> Project:
        execute = self.connection.execute
        classes = tuple(
            rows.class_from_row(row)
            for row in execute("SELECT id, name, colour FROM classes ORDER BY position, id")
        )
        class_ids = frozenset(each.id for each in classes)
        read_picture = partial(rows.picture_from_row, self.anchor, class_ids)
        pictures = {row[0]: read_picture(row) for row in execute("SELECT * FROM pictures ORDER BY id")}
        facts = rows.by_key(execute("SELECT * FROM facts"), rows.facts_from_row)
        read_prediction = partial(rows.prediction_from_row, {})
        predictions = rows.by_key(execute("SELECT * FROM predictions"), read_prediction)
        settings = {rows.text(key): rows.text(value) for key, value in execute("SELECT * FROM settings")}
        counters = dict(execute("SELECT key, value FROM meta").fetchall())
        return Project(
            classes,
            pictures,
            {key: value for key, value in facts.items() if key in pictures},
            {
                key: each
                for key, each in predictions.items()
                if key in pictures and each.class_id in class_ids
            },
            settings,
            support_revision=rows.whole(counters.get("support_revision"), 0),
            next_class_id=max(rows.whole(counters.get("next_class_id"), 1), *(i + 1 for i in class_ids), 1),
            next_picture_id=max(
                rows.whole(counters.get("next_picture_id"), 1), next(reversed(pictures), 0) + 1
            ),
        )
