"""What the insight views are told: frozen values. Knows Qt's value types, no project and no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QColor

from handful.ui.views.state import NearestPicture
from handful.workflows.insight_values import MapKind, Verdict

if TYPE_CHECKING:
    import numpy as np

InsightTab = Literal["fit", "map", "confusion", "examples"]
NO_CLASS = -1  # the row of a picture that has no answer, or none of the classes


@dataclass(frozen=True, slots=True)
class InsightClass:
    """A class as plots mark it: colour and `mark`, an index into the marks, tell it from all others."""

    id: int
    name: str
    colour: QColor
    mark: int


@dataclass(frozen=True, slots=True, eq=False)
class MapState:
    """places: (n, 2); class_rows: (n,) int, a row of `classes` or NO_CLASS; examples: (n,) bool. prototypes:
    (m, 2) with the row of `classes` of each in `prototype_rows`. `done` below 1: it is still being drawn.
    """

    picture_ids: tuple[int, ...]
    places: np.ndarray
    class_rows: np.ndarray
    examples: np.ndarray
    prototypes: np.ndarray
    prototype_rows: tuple[int, ...]
    classes: tuple[InsightClass, ...]
    names: tuple[str, ...]
    kind: MapKind
    share: float | None = None
    left_out: int = 0
    done: float = 1.0


@dataclass(frozen=True, slots=True)
class ConfusionState:
    """`axis`: the classes in order, None for "none of these". cells: picture ids by (row, column) of the
    axis; a row is what a person said, a column what the app proposed.
    """

    axis: tuple[InsightClass | None, ...] = ()
    cells: tuple[tuple[tuple[int, int], tuple[int, ...]], ...] = ()
    agreeing: int = 0
    labelled: int = 0
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class MeterState:
    """How well a class's examples are recognised by all others; shares from 0 to 1."""

    shown: InsightClass
    n_examples: int
    held_out: int
    right: int
    low: float
    high: float
    verdict: Verdict
    taken_for: str = ""


@dataclass(frozen=True, slots=True)
class DoubtState:
    """An example that looks more like another class."""

    picture: NearestPicture
    name: str
    looks_like: str
    lead: float
    harm: float


@dataclass(frozen=True, slots=True)
class ExamplesState:
    """Meters in document order, doubts with the clearest first."""

    meters: tuple[MeterState, ...] = ()
    doubts: tuple[DoubtState, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class HeatMapState:
    """Which parts of a picture speak for a class: `cells` (rows, columns) in sum `similarity`."""

    picture_id: int
    class_name: str
    cells: np.ndarray
    similarity: float
