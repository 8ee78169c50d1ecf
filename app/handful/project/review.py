"""Which pictures to review, and in which order: pure functions of a project. Knows no screen and no file."""

from __future__ import annotations

import heapq
import math
import os
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal, TypeVar, get_args

from handful.project.document import UNKNOWN, Picture, Prediction, Project

Order = Literal["added", "helpful", "uncertain", "confidence", "class", "disagreement", "name", "time"]
"""added: document order. helpful: what is suggested, then by the margin. uncertain: by the margin, smallest
first. time: by the file's date, newest first."""

Kind = Literal["all", "unlabelled", "labelled", "unknown", "unreadable", "class"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_AT_ONCE: Final = 2_000  # pictures looked at between two yields, which is a few milliseconds
_DIGITS: Final = re.compile(r"\d+")
_NUMBER_DIGITS: Final = 12
_SORTED_AT_ONCE: Final = 20_000

T = TypeVar("T")
Key = Any  # a number, or a text; the same for all pictures of an order
Keyed = tuple[Key, int]


@dataclass(frozen=True, slots=True)
class View:
    """What the person wants to see. `class_id`: of kind "class". `text`: a part of the file's name."""

    order: Order = "added"
    kind: Kind = "all"
    class_id: int | None = None
    text: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether no picture is left out."""
        return self.kind == "all" and not self.text.strip()


def answer(project: Project, picture: Picture) -> int | None:
    """The class that a person, or else the app, gives it; UNKNOWN for none, None for no answer yet."""
    if picture.label is not None:
        return picture.label
    prediction = project.predictions.get(picture.id)
    if prediction is None:
        return None
    return UNKNOWN if prediction.unknown else prediction.class_id


def shown_by(project: Project, view: View) -> Callable[[Picture], bool]:
    """Tells of a picture whether it is one of those asked for."""
    test = _test(project, view)
    return lambda picture: picture.role == "query" and test(picture)


def margin(prediction: Prediction) -> float:
    """How far the closest class is ahead of the second: the gap of their similarities; 0 with one class."""
    if len(prediction.similarities) < 2:
        return 0.0
    *_, second, first = sorted(prediction.similarities)
    return first - second


def disagrees(project: Project, picture: Picture) -> bool:
    """Whether a person and the app give different answers."""
    prediction = project.predictions.get(picture.id)
    if picture.label is None or prediction is None:
        return False
    return picture.label != (UNKNOWN if prediction.unknown else prediction.class_id)


def arrange(
    project: Project,
    view: View,
    times: Mapping[int, float] | None = None,
    suggested: Sequence[int] = (),
) -> Generator[None, None, tuple[int, ...]]:
    """The ids of the pictures to show, in their order. Yields often, so that others have their turn.

    times: seconds since some moment for each picture's file, for the order "time"; those without come last.
    suggested: ids, the most helpful first, for the order "helpful".
    Ties stay in document order.
    """
    shown: list[Picture] = []
    test = _test(project, view)
    for part in _in_parts([p for p in project.pictures.values() if p.role == "query"]):
        shown += filter(test, part)
        yield
    if view.order == "added":
        return tuple(picture.id for picture in shown)
    key_of = _key(project, view.order, times or {})
    keyed: list[Keyed] = []
    for part in _in_parts(shown):
        keyed += [(key_of(picture), picture.id) for picture in part]
        yield
    if view.order in ("uncertain", "helpful"):
        keyed = yield from _evenly_mixed(keyed)
    keyed = yield from _merged(keyed)
    ids = tuple(picture_id for _, picture_id in keyed)
    return _first_of_all(project, suggested, ids) if view.order == "helpful" else ids


def _first_of_all(project: Project, suggested: Sequence[int], ids: tuple[int, ...]) -> tuple[int, ...]:
    """What is suggested before the others, as long as nobody has decided on it."""
    shown = {*ids}
    first = [i for i in suggested if i in shown and project.pictures[i].label is None]
    moved = {*first}
    return (*first, *(i for i in ids if i not in moved))


def _evenly_mixed(keyed: list[Keyed]) -> Generator[None, None, list[Keyed]]:
    """Margins of known answers and doubts of unknown ones have no common scale: their ranks have.

    A key is the number of its kind plus a fraction that goes up with the certainty.
    """
    kinds: tuple[list[Keyed], ...] = ([], [], [], [])
    for entry in keyed:
        kinds[int(entry[0])].append(entry)
    yield
    mixed = [*kinds[_DECIDED], *kinds[_WITHOUT]]
    for members in kinds[:_DECIDED]:
        in_order = yield from _merged(members)
        mixed += [((rank + 0.5) / len(in_order), i) for rank, (_, i) in enumerate(in_order)]
        yield
    return mixed


def _merged(keyed: list[Keyed]) -> Generator[None, None, list[Keyed]]:
    """In order. Sorted in stretches that are merged in the end, so that no step takes long."""
    runs = []
    for start in range(0, len(keyed), _SORTED_AT_ONCE):
        runs.append(sorted(keyed[start : start + _SORTED_AT_ONCE]))
        yield
    merged: list[Keyed] = []
    in_order = heapq.merge(*runs)
    while part := list(islice(in_order, _AT_ONCE)):
        merged += part
        yield
    return merged


_KNOWN: Final = 0  # kinds of certainty, least certain first; the first two are mixed
_STRANGE: Final = 1
_DECIDED: Final = 2
_WITHOUT: Final = 3


def _test(project: Project, view: View) -> Callable[[Picture], bool]:
    of_kind = _kind_test(project, view)
    needle = view.text.strip().casefold()
    if not needle:
        return of_kind
    return lambda picture: needle in _name(picture) and of_kind(picture)


def _kind_test(project: Project, view: View) -> Callable[[Picture], bool]:
    facts = project.facts
    match view.kind:
        case "unlabelled":
            return lambda picture: picture.label is None
        case "labelled":
            return lambda picture: picture.label is not None
        case "unknown":
            return lambda picture: answer(project, picture) == UNKNOWN
        case "class":
            return lambda picture: answer(project, picture) == view.class_id
        case "unreadable":
            return lambda picture: picture.id in facts and facts[picture.id].error is not None
    return lambda picture: True


def _key(project: Project, order: Order, times: Mapping[int, float]) -> Callable[[Picture], Key]:
    predictions = project.predictions
    places = {each.id: place for place, each in enumerate(project.classes)} | {UNKNOWN: len(project.classes)}

    def uncertain(picture: Picture) -> Key:
        prediction = predictions.get(picture.id)
        if prediction is None:
            return float(_WITHOUT)
        if picture.label is not None:
            return _DECIDED + _squeezed(margin(prediction))
        if prediction.unknown:
            return _STRANGE + _squeezed(prediction.confidence)
        return _KNOWN + _squeezed(margin(prediction))

    def surest_first(picture: Picture) -> float:
        prediction = predictions.get(picture.id)
        return 1.0 if prediction is None else -prediction.confidence

    def by_class(picture: Picture) -> Key:
        given = answer(project, picture)
        place = len(places) if given is None else places[given]
        return 3.0 * place + surest_first(picture)

    def contradicted(picture: Picture) -> Key:
        if disagrees(project, picture):
            return -predictions[picture.id].confidence
        return 1.0 if picture.label is not None else 2.0

    keys: dict[Order, Callable[[Picture], Key]] = {
        "helpful": uncertain,
        "uncertain": uncertain,
        "confidence": surest_first,
        "class": by_class,
        "disagreement": contradicted,
        "name": lambda picture: _natural(_name(picture)),
        "time": lambda picture: -times.get(picture.id, -math.inf),
    }
    return keys[order]


def _squeezed(value: float) -> float:
    """0 or more -> 0 to below 1, in the same order."""
    return value / (1.0 + value)


def _natural(name: str) -> str:
    """ "img 2" before "img 10": every number gets as many digits."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(_NUMBER_DIGITS), name)


def _name(picture: Picture) -> str:
    return os.path.basename(picture.path).casefold()


def _in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
