"""What the insight workflows return: frozen values that a window can hold without torch or numpy imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

MapKind = Literal["neighbours", "straight"]
Verdict = Literal["alone", "weak", "promising", "enough"]


@dataclass(frozen=True, slots=True, eq=False)
class PictureMap:
    """Where pictures lie on a map. places: (n, 2) float32, a row for each of `picture_ids`; prototypes:
    (m, 2), a row for each of `class_ids`.

    share: of the spread of all embeddings, what a straight map shows; None for one by neighbours. left_out:
    how many pictures were too many. done: 0 to 1; below 1 the map is still being drawn.
    """

    picture_ids: tuple[int, ...]
    places: np.ndarray
    class_ids: tuple[int, ...]
    prototypes: np.ndarray
    kind: MapKind
    share: float | None
    support_revision: int
    left_out: int = 0
    done: float = 1.0


@dataclass(frozen=True, slots=True)
class HeldOutStep:
    """So many examples were held out and answered by a classifier made of the others."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ClassMeter:
    """Are there enough examples of a class? `right` of `held_out` were recognised by all others.

    low, high: 95 % interval of that share (Wilson). taken_for: what most of those not recognised looked like.
    """

    class_id: int
    n_examples: int
    held_out: int
    right: int
    low: float
    high: float
    verdict: Verdict
    taken_for: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """An example that looks more like another class, and without which the others fit better.

    lead: by how much more similar it is to that class's mean. harm: nats of the others' mean held-out loss.
    """

    picture_id: int
    class_id: int
    looks_like: int
    lead: float
    harm: float


@dataclass(frozen=True, slots=True)
class ExamplesJudged:
    """Meters in document order; doubts with the largest lead first."""

    meters: tuple[ClassMeter, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    support_revision: int = 0


@dataclass(frozen=True, slots=True)
class Confusion:
    """Labels of a person beside predictions. cells: picture ids by (label, prediction), both class ids or 0
    for "none of these"; only those that occur. low, high: 95 % interval of the share that agrees.
    """

    cells: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    agreeing: int = 0
    labelled: int = 0
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """What parts of a picture speak for a class. cells: (rows, columns) float32 over the whole picture, from
    its top left; their sum is the similarity to the mean of the class's examples.
    """

    picture_id: int
    class_id: int
    cells: np.ndarray
    support_revision: int
