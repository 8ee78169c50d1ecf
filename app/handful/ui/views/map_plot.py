"""The map itself: marks, a lasso, the wheel and the keys. Knows places and ids, no project."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handful.ui.theme import RADIUS_PX, Theme, mix
from handful.ui.views.insight_state import MapState
from handful.ui.views.map_geometry import inside, nearest, next_in_direction
from handful.ui.views.map_marks import MapMarks
from handful.ui.views.map_overlay import MapOverlay
from handful.ui.views.plots import Chart

_REACH_PX: Final = 14
_MARGIN: Final = 0.06
_DEEPEST: Final = 200.0

Range = tuple[float, float, float, float]  # left, right, bottom, top


class MapPlot(QWidget):
    """Emits `selected(ids, by_mouse)` and `pointed_at(id or 0, where)`."""

    selected = Signal(list, bool)
    pointed_at = Signal(int, QPointF)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: MapState | None = None
        self._chosen: frozenset[int] = frozenset()
        self._cursor: int | None = None  # a row
        self._range: Range = (-1.0, 1.0, -1.0, 1.0)
        self._home: Range = self._range
        self._chart: Chart | None = None
        self._marks: MapMarks | None = None
        self.setMinimumSize(120, 90)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.overlay = MapOverlay(self, theme)
        self.setFocusProxy(self.overlay)
        theme.changed.connect(self._draw)

    def build(self) -> None:
        """Make the chart."""
        if self._chart is None:
            self._chart = Chart(self, ())
            self._column.addWidget(self._chart.widget)
            self._marks = MapMarks(self._chart.box)
            self.overlay.raise_()
            self._draw()

    def set_state(self, state: MapState | None) -> None:
        """Show this map; the view goes back to all of it where the pictures or the kind changed."""
        before, self._state = self._state, state
        if state is not None and len(state.picture_ids):
            same = before is not None and (before.picture_ids, before.kind) == (state.picture_ids, state.kind)
            away = self._range != self._home
            self._home = self._whole(state)
            if not (same and away and state.done == 1.0):
                self._range = self._home
            if not same:
                self._cursor = None
        self._draw()

    def set_chosen(self, ids: frozenset[int]) -> None:
        """Ring these pictures."""
        self._chosen = ids
        self.overlay.update()

    def pixels(self) -> Any:
        """(n, 2) float: where the pictures are in this widget."""
        assert self._state is not None
        return self.on_screen(self._state.places)

    def on_screen(self, places: Any) -> Any:
        """(n, 2) places of the map -> (n, 2) pixels of this widget."""
        left, right, bottom, top = self._range
        return (places - (left, top)) / (right - left, bottom - top) * (self.width(), self.height())

    def zoom(self, factor: float, at: QPointF) -> None:
        """Look closer (above 1) or from further away, the point under `at` staying where it is."""
        left, right, bottom, top = self._range
        share_x, share_y = at.x() / max(1, self.width()), at.y() / max(1, self.height())
        x, y = left + share_x * (right - left), top + share_y * (bottom - top)
        home = self._home[1] - self._home[0]
        width = min(max((right - left) / factor, home / _DEEPEST), home)
        height = (top - bottom) * width / (right - left)
        left, top = x - share_x * width, y + share_y * height
        self._range = (left, left + width, top - height, top)
        if width == home:
            self._range = self._home
        self._draw()

    def pan(self, by: QPointF) -> None:
        """Move what is seen by so many pixels."""
        left, right, bottom, top = self._range
        dx = by.x() / max(1, self.width()) * (right - left)
        dy = by.y() / max(1, self.height()) * (top - bottom)
        self._range = (left - dx, right - dx, bottom + dy, top + dy)
        self._draw()

    def lasso(self, polygon: QPolygonF) -> list[int]:
        """The pictures inside."""
        if self._state is None or not self._state.picture_ids:
            return []
        corners = [(p.x(), p.y()) for p in polygon.toList()]
        return [self._state.picture_ids[row] for row in inside(self.pixels(), corners)]

    def row_at(self, where: QPointF) -> int | None:
        """The picture under the pointer."""
        if self._state is None or not self._state.picture_ids:
            return None
        return nearest(self.pixels(), (where.x(), where.y()), _REACH_PX)

    def id_of(self, row: int) -> int:
        """The picture in this row of the map."""
        assert self._state is not None
        return self._state.picture_ids[row]

    def step(self, direction: tuple[int, int]) -> None:
        """Move the keyboard's cursor to the next picture in a direction."""
        if self._state is None or not self._state.picture_ids:
            return
        pixels = self.pixels()
        if self._cursor is None:
            self._cursor = nearest(pixels, (self.width() / 2, self.height() / 2), float("inf"))
        else:
            self._cursor = next_in_direction(pixels, self._cursor, direction)
        if self._cursor is not None:
            x, y = pixels[self._cursor]
            self.overlay.setAccessibleDescription(self._state.names[self._cursor])
            self.pointed_at.emit(self.id_of(self._cursor), QPointF(x, y))
        self.overlay.update()

    @property
    def cursor_row(self) -> int | None:
        """Where the keyboard is."""
        return self._cursor

    @property
    def chosen(self) -> frozenset[int]:
        """The ringed pictures."""
        return self._chosen

    @property
    def state(self) -> MapState | None:
        """What is shown."""
        return self._state

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overlay covers everything; a straight map keeps its proportions."""
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())
        if self._state is not None and len(self._state.picture_ids):
            at_home = self._range == self._home
            self._home = self._whole(self._state)
            if at_home:
                self._range = self._home
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A calm field behind the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(self._theme.colours.surface, self._theme.colours.text, 0.04))
        painter.drawRoundedRect(self.rect(), RADIUS_PX, RADIUS_PX)

    def _whole(self, state: MapState) -> Range:
        import numpy as np

        all_of_it = np.concatenate([state.places, state.prototypes])
        low, high = all_of_it.min(0), all_of_it.max(0)
        size = np.maximum(high - low, 1e-6)
        if state.kind == "straight":  # a length is the same in every direction
            scale = max(size[0] / max(1, self.width()), size[1] / max(1, self.height()))
            size = np.array([scale * self.width(), scale * self.height()])
        middle, half = (low + high) / 2, size * (0.5 + _MARGIN)
        return (
            float(middle[0] - half[0]),
            float(middle[0] + half[0]),
            float(middle[1] - half[1]),
            float(middle[1] + half[1]),
        )

    def _draw(self) -> None:
        if self._chart is not None and self._marks is not None:
            has_pictures = self._state is not None and bool(self._state.picture_ids)
            self._chart.widget.setVisible(has_pictures)
            if self._state is not None and has_pictures:
                self._marks.show(self._state, self._theme.colours)
                self._chart.set_range(self._range[:2], self._range[2:])
        self.overlay.update()
        self.update()
