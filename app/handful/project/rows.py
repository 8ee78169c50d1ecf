"""Rows of the tables as values and back. What a stranger's file holds is checked here, value by value."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from handful.message import Message
from handful.project.document import Facts, Picture, PictureClass, Prediction
from handful.project.naming import MAX_NAME_LENGTH
from handful.project.places import Anchor, from_sql, to_sql, to_sql_or_none

K = TypeVar("K")
V = TypeVar("V")
Row = tuple[Any, ...]
_ROLES = {"support": "support", "query": "query"}


class RowError(ValueError):
    """A row holds what no project can hold."""


def whole(value: object, at_least: int) -> int:
    """The value, if it is an integer and not too small."""
    if type(value) is not int or value < at_least:
        raise RowError(f"{value!r} where an integer of at least {at_least} is needed")
    return value


def text(value: object) -> str:
    """The value as text."""
    try:
        return from_sql(value)
    except ValueError as error:
        raise RowError(str(error)) from error


def class_to_row(position: int, value: PictureClass) -> Row:
    """For `INSERT INTO classes (id, position, name, colour)`."""
    return value.id, position, value.name, value.colour


def class_from_row(row: Row) -> PictureClass:
    """From (id, name, colour)."""
    name = text(row[1])
    if not 0 < len(name) <= MAX_NAME_LENGTH:
        raise RowError(f"a class name of {len(name)} characters")
    return PictureClass(whole(row[0], 1), name, whole(row[2], 0))


def picture_to_row(anchor: Anchor, value: Picture) -> Row:
    """For `INSERT INTO pictures (id, path, relative, role, label)`."""
    relative = to_sql_or_none(anchor.relative(value.path))
    return value.id, to_sql(value.path), relative, value.role, value.label


def picture_from_row(anchor: Anchor, class_ids: Iterable[int], row: Row) -> Picture:
    """From (id, path, relative, role, label). `class_ids`: the classes that a label may name."""
    picture_id, path, relative, role, label = row
    path = text(path)
    if relative is not None:
        path = anchor.resolve(path, text(relative))
    if role not in _ROLES or "\0" in path or type(picture_id) is not int or picture_id < 1:
        raise RowError(f"picture {picture_id!r} has role {role!r}")
    if label not in class_ids and (role == "support" or not (label is None or label == 0)):
        raise RowError(f"picture {picture_id} has the label {label!r}, which is no class")
    return Picture(picture_id, path, "support" if role == "support" else "query", label)


def facts_to_row(picture_id: int, value: Facts) -> Row:
    """For `INSERT INTO facts (picture_id, content_hash, error)`."""
    error = value.error.kept() if isinstance(value.error, Message) else value.error
    return picture_id, value.content_hash, to_sql_or_none(error)


def facts_from_row(row: Row) -> Facts:
    """From (content_hash, error)."""
    content_hash, error = row
    return Facts(
        None if content_hash is None else text(content_hash),
        None if error is None else Message.recalled(text(error)),
    )


def prediction_to_row(picture_id: int, value: Prediction) -> Row:
    """For `INSERT INTO predictions`, in the order of the columns."""
    count = len(value.class_ids)
    class_ids = struct.pack(f"<{count}q", *value.class_ids)
    similarities = struct.pack(f"<{count}d", *value.similarities)
    head = (picture_id, value.class_id, int(value.unknown), value.confidence)
    return (*head, class_ids, similarities, value.model_hash, value.support_revision)


def prediction_from_row(unpacked: dict[bytes, tuple[int, ...]], row: Row) -> Prediction:
    """From the columns after `picture_id`. `unpacked` shares tuples of classes between predictions."""
    class_id, unknown, confidence, packed_ids, packed_similarities, model_hash, revision = row
    class_ids = unpacked.get(packed_ids)
    if class_ids is None:
        class_ids = unpacked[packed_ids] = struct.unpack(f"<{len(packed_ids) // 8}q", packed_ids)
    similarities = struct.unpack(f"<{len(class_ids)}d", packed_similarities)
    if type(confidence) is not float or math.isnan(confidence):
        raise RowError(f"a confidence of {confidence!r}")
    whole_id, whole_revision = whole(class_id, 1), whole(revision, 0)
    return Prediction(
        whole_id, bool(unknown), confidence, class_ids, similarities, text(model_hash), whole_revision
    )


def by_key(rows: Iterable[Row], make: Callable[[Row], V]) -> dict[Any, V]:
    """The values of rows that begin with their key."""
    return {row[0]: make(row[1:]) for row in rows}
