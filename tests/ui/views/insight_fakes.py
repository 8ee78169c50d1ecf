"""Classes, a map, a confusion and meters that the tests of the insight views show."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from handful.ui.views.insight_state import (
    NO_CLASS,
    ConfusionState,
    DoubtState,
    ExamplesState,
    InsightClass,
    MapState,
    MeterState,
)
from handful.ui.views.state import NearestPicture

CATS = InsightClass(1, "cats", QColor("#0d4379"), 0)
DOGS = InsightClass(2, "dogs", QColor("#ee5316"), 1)
CLASSES = (CATS, DOGS)

MAP = MapState(
    picture_ids=(11, 12, 13, 14, 15),
    places=np.array([[0, 0], [0, 1], [4, 0], [4, 1], [2, 0.5]], np.float32),
    class_rows=np.array([0, 0, 1, 1, NO_CLASS]),
    examples=np.array([True, False, True, False, False]),
    prototypes=np.array([[0, 0.5], [4, 0.5]], np.float32),
    prototype_rows=(0, 1),
    classes=CLASSES,
    names=("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"),
    kind="neighbours",
)
CONFUSION = ConfusionState(
    axis=(CATS, DOGS, None),
    cells=(((0, 0), (1, 2, 3)), ((0, 1), (4,)), ((2, 1), (5, 6))),
    agreeing=3,
    labelled=6,
    low=0.19,
    high=0.81,
)
EXAMPLES = ExamplesState(
    (
        MeterState(CATS, 5, 5, 5, 0.57, 1.0, "enough"),
        MeterState(DOGS, 3, 3, 1, 0.06, 0.79, "weak", "cats"),
    ),
    (DoubtState(NearestPicture(7, "dogs", DOGS.colour, None), "g.jpg", "cats", 0.12, 0.03),),
)


def table_of(panel):
    """Titles, then rows, as they go into a file."""
    titles, rows = panel.table()
    return [list(titles), *rows]
