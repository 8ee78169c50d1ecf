"""What accepting every proposal above a confidence would do, before it is done. Pure; changes no project."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from handful.project.document import Project


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


class AcceptCurve:
    """All proposals that nobody has decided on yet, by confidence. Made once, then asked for many levels."""

    def __init__(self, project: Project, ids: Iterable[int]) -> None:
        """ids: the pictures to consider; those with a label, or without a proposal, are passed over."""
        pictures, predictions = project.pictures, project.predictions
        found = [
            (-predictions[i].confidence, i)
            for i in ids
            if i in predictions and pictures[i].role == "query" and pictures[i].label is None
        ]
        found.sort()
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
