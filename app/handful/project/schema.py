"""The tables of a project file and its version. A file has exactly these tables, or it is refused."""

from __future__ import annotations

import sqlite3
from typing import Final

from handful.message import Message
from handful.project.document import ProjectError
from handful.project.failures import DAMAGED, cannot

APPLICATION_ID: Final = 0x48616E64  # "Hand"
VERSION: Final = 1
CHECKED_BYTES: Final = 256 * 1024 * 1024  # larger files are not checked through when opened

TABLES: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE classes (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL,"
    " colour INTEGER NOT NULL)",
    "CREATE TABLE pictures (id INTEGER PRIMARY KEY, path NOT NULL, relative, role TEXT NOT NULL,"
    " label INTEGER)",
    "CREATE TABLE facts (picture_id INTEGER PRIMARY KEY, content_hash TEXT, error)",
    "CREATE TABLE predictions (picture_id INTEGER PRIMARY KEY, class_id INTEGER NOT NULL,"
    " unknown INTEGER NOT NULL, confidence REAL NOT NULL, class_ids BLOB NOT NULL,"
    " similarities BLOB NOT NULL, model_hash TEXT NOT NULL, support_revision INTEGER NOT NULL)",
    "CREATE TABLE settings (key PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
    "CREATE TABLE steps (id INTEGER PRIMARY KEY, characters INTEGER NOT NULL, wording TEXT NOT NULL)",
    "CREATE TABLE parts (id INTEGER PRIMARY KEY, step INTEGER NOT NULL, edit TEXT NOT NULL)",
    "CREATE INDEX parts_of_step ON parts (step)",
)


def make_tables(connection: sqlite3.Connection) -> None:
    """Turn an empty file into an empty project. To be called inside a transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for statement in TABLES:
        connection.execute(statement)


def check(connection: sqlite3.Connection, name: str, size_bytes: int) -> None:
    """Raises ProjectError where the file is not a project, is of a newer version, or is damaged."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProjectError(
            Message("'{name}' is not a Handful project; choose a file that Handful made", name=name)
        )
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise ProjectError(
            Message(
                "'{name}' was made by a newer Handful (format {found}, this one reads {known}); "
                "update Handful to open it",
                name=name,
                found=version,
                known=VERSION,
            )
        )
    found = {row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if version != VERSION or found != set(TABLES):
        raise ProjectError(cannot("open", name, DAMAGED))
    if size_bytes <= CHECKED_BYTES and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise ProjectError(cannot("open", name, DAMAGED))
