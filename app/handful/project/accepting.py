"""What accepting every proposal above a confidence would do, before it is done. Pure; changes no project."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final

from handful.project.document import Project

_AT_ONCE: Final = 4_000  # pictures looked at between two yields


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`picture_ids`: the proposals of at least the confidence asked for, surest first.

    expected_wrong: how many of them are wrong if the confidences are right, the sum of 1 - confidence.
    """

    picture_ids: tuple[int, ...]
    expected_wrong: float

    @property
    def expected_error(self) -> float:
        """The part of them that is wrong, 0 to 1; 0 where there are none."""
        return self.expected_wrong / len(self.picture_ids) if self.picture_ids else 0.0


def is_proposal(project: Project, picture_id: int) -> bool:
    """Whether the app proposes something for a picture that nobody has decided on yet."""
    picture = project.pictures.get(picture_id)
    waits = picture is not None and picture.role == "query" and picture.label is None
    return waits and picture_id in project.predictions


def accept_curve(project: Project, ids: Sequence[int]) -> Generator[None, None, AcceptCurve]:
    """The curve over those of the pictures that are proposals. Yields often: others have their turn."""
    runs = []
    for start in range(0, len(ids), _AT_ONCE):
        some = (i for i in ids[start : start + _AT_ONCE] if is_proposal(project, i))
        runs.append(sorted((-project.predictions[i].confidence, i) for i in some))
        yield
    found: list[tuple[float, int]] = []
    in_order = heapq.merge(*runs)
    while part := list(islice(in_order, _AT_ONCE)):
        found += part
        yield
    return AcceptCurve(found)


class AcceptCurve:
    """All proposals that nobody has decided on yet, by confidence. Made once, then asked for many levels."""

    def __init__(self, found: Sequence[tuple[float, int]] = ()) -> None:
        """found: minus the confidence, and the id, of each; in rising order."""
        self._confidences = [-sure for sure, _ in found]  # falling
        self._ids = tuple(picture_id for _, picture_id in found)
        self._wrong = [0.0, *accumulate(1.0 - sure for sure in self._confidences)]

    def __len__(self) -> int:
        """How many proposals there are in all."""
        return len(self._ids)

    def at(self, confidence: float) -> Acceptance:
        """What lies at this confidence or above it."""
        count = bisect_right(self._confidences, -confidence, key=lambda sure: -sure)
        return Acceptance(self._ids[:count], self._wrong[count])
