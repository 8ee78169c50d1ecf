"""The marks of a map: one series a class and role, each made once and then only given new places."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtGui import QColor

from handful.ui.theme import Colours
from handful.ui.views.insight_state import NO_CLASS, InsightClass, MapState

MARKS: Final = ("o", "s", "t1", "d", "star", "t", "h", "+", "t2", "p", "t3", "x")
"""pyqtgraph's shapes, those that differ most first."""

_QUERY_PX: Final = 7
_EXAMPLE_PX: Final = 11
_PROTOTYPE_PX: Final = 18
_DENSE: Final = 2000  # from so many pictures on marks are smaller
_FAINT_ALPHA: Final = 150

_Key = tuple[int, bool]


class MapMarks:
    """Draws into a view box: queries small and faint, examples larger with an edge, prototypes largest."""

    def __init__(self, box: Any) -> None:
        self._box = box
        self._series: dict[_Key, Any] = {}
        self._prototypes: Any = None

    def show(self, state: MapState, colours: Colours) -> None:
        """Put every mark at its place."""
        dense = len(state.picture_ids) > _DENSE
        wanted = {
            (row, example) for row in (NO_CLASS, *range(len(state.classes))) for example in (False, True)
        }
        for key in wanted | self._series.keys():
            row, example = key
            chosen = (state.class_rows == row) & (state.examples == example)
            if key not in wanted or not chosen.any():
                if key in self._series:
                    self._series[key].setData([], [])
                continue
            of_class = state.classes[row] if row != NO_CLASS else None
            self._draw(key, state.places[chosen], of_class, colours, dense)
        self._draw_prototypes(state, colours)

    def _draw(
        self, key: _Key, places: Any, of_class: InsightClass | None, colours: Colours, dense: bool
    ) -> None:
        import pyqtgraph

        example = key[1]
        if key not in self._series:
            self._series[key] = pyqtgraph.ScatterPlotItem(pxMode=True)
            self._series[key].setZValue(2 if example else 1)
            self._box.addItem(self._series[key])
        colour = QColor(of_class.colour if of_class is not None else colours.muted)
        edge = pyqtgraph.mkPen(colours.text if example else None, width=1)
        if of_class is None:
            edge, brush = pyqtgraph.mkPen(colour, width=1), pyqtgraph.mkBrush(None)
        else:
            colour.setAlpha(255 if example else _FAINT_ALPHA)
            brush = pyqtgraph.mkBrush(colour)
        self._series[key].setData(
            places[:, 0],
            places[:, 1],
            symbol=MARKS[of_class.mark % len(MARKS)] if of_class is not None else "o",
            size=_EXAMPLE_PX if example else _QUERY_PX - 2 * dense,
            pen=edge,
            brush=brush,
        )

    def _draw_prototypes(self, state: MapState, colours: Colours) -> None:
        import pyqtgraph

        if self._prototypes is None:
            self._prototypes = pyqtgraph.ScatterPlotItem(pxMode=True)
            self._prototypes.setZValue(3)
            self._box.addItem(self._prototypes)
        classes = [state.classes[row] for row in state.prototype_rows]
        if not classes:
            self._prototypes.setData([], [])
            return
        self._prototypes.setData(
            state.prototypes[:, 0],
            state.prototypes[:, 1],
            symbol=[MARKS[each.mark % len(MARKS)] for each in classes],
            size=_PROTOTYPE_PX,
            pen=pyqtgraph.mkPen(colours.text, width=2),
            brush=[pyqtgraph.mkBrush(each.colour) for each in classes],
        )
