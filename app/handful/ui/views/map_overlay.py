"""What lies over a map: rings, the lasso and the names of the classes. Takes the mouse and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import RADIUS_PX, Theme

if TYPE_CHECKING:
    from handful.ui.views.map_plot import MapPlot

_LEAST_LASSO_PX: Final = 6
_ZOOM: Final = 1.25
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapOverlay(QWidget):
    """Rings, the lasso and the names of the classes, above the chart; takes the mouse and the keys."""

    def __init__(self, plot: MapPlot, theme: Theme) -> None:
        super().__init__(plot)
        self._plot, self._theme = plot, theme
        self._lasso: list[QPointF] = []
        self._panned_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        in_each_language(self, lambda: self.setAccessibleName(self.tr("Map of the pictures")))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left: a click or a lasso; the other buttons move the map."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._lasso = [event.position()]
        else:
            self._panned_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, move on, or point."""
        where = event.position()
        if self._lasso:
            self._lasso.append(where)
            self._plot.pointed_at.emit(0, where)
            self.update()
        elif self._panned_from is not None:
            self._plot.pan(where - self._panned_from)
            self._panned_from = where
        else:
            row = self._plot.row_at(where)
            self._plot.pointed_at.emit(self._plot.id_of(row) if row is not None else 0, where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was drawn around, or clicked; with Shift or Ctrl it comes on top."""
        self._panned_from = None
        if not self._lasso:
            return
        path, self._lasso = self._lasso, []
        bounds = QPolygonF(path).boundingRect()
        if max(bounds.width(), bounds.height()) < _LEAST_LASSO_PX:
            row = self._plot.row_at(event.position())
            ids = [self._plot.id_of(row)] if row is not None else []
        else:
            ids = self._plot.lasso(QPolygonF(path))
        self._select(ids, event.modifiers(), by_mouse=True)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See all of it again."""
        self._plot.zoom(0.0001, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer at what is under the pointer."""
        if event.angleDelta().y():
            self._plot.zoom(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM, event.position())
            event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._plot.pointed_at.emit(0, QPointF())
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from picture to picture, Space and Enter select, + and - zoom, Ctrl+A takes all."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        state, row = self._plot.state, self._plot.cursor_row
        centre = QRectF(self.rect()).center()
        if key in _ARROWS:
            self._plot.step(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self._select([self._plot.id_of(row)], event.modifiers(), by_mouse=False)
        elif key == Qt.Key.Key_A and control and state is not None:
            self._plot.selected.emit(list(state.picture_ids), False)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._plot.zoom(_ZOOM, centre)
        elif key == Qt.Key.Key_Minus:
            self._plot.zoom(1 / _ZOOM, centre)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rings, names, lasso."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._plot.state is not None and self._plot.state.picture_ids:
            self._paint_rings(painter)
            self._paint_names(painter)
        colours = self._theme.colours
        if len(self._lasso) > 1:
            fill = colours.accent.toRgb()
            fill.setAlpha(40)
            painter.setPen(QPen(colours.accent, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF(self._lasso))
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)

    def _select(self, ids: list[int], modifiers: Qt.KeyboardModifier, *, by_mouse: bool) -> None:
        if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            ids = [*self._plot.chosen.difference(ids), *ids]
        self._plot.selected.emit(ids, by_mouse)

    def _paint_rings(self, painter: QPainter) -> None:
        state, colours = self._plot.state, self._theme.colours
        assert state is not None
        pixels = self._plot.pixels()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ground, width in ((colours.surface, 4.0), (colours.accent, 2.0)):
            painter.setPen(QPen(ground, width))
            for row, picture_id in enumerate(state.picture_ids):
                if picture_id in self._plot.chosen:
                    painter.drawEllipse(QPointF(*pixels[row]), 7, 7)
        if self.hasFocus() and self._plot.cursor_row is not None:
            painter.setPen(QPen(colours.text, 2))
            painter.drawEllipse(QPointF(*pixels[self._plot.cursor_row]), 10, 10)

    def _fits(self, box: QRectF) -> bool:
        return QRectF(self.rect()).contains(box)

    def _paint_names(self, painter: QPainter) -> None:
        """At each prototype, on a ground that keeps it readable."""
        state, colours = self._plot.state, self._theme.colours
        assert state is not None
        metrics = painter.fontMetrics()
        ground = colours.raised.toRgb()
        ground.setAlpha(215)
        taken: list[QRectF] = []
        for (x, y), row in zip(self._plot.on_screen(state.prototypes), state.prototype_rows, strict=True):
            name = metrics.elidedText(state.classes[row].name, Qt.TextElideMode.ElideRight, 110)
            width, height = metrics.horizontalAdvance(name) + 8, metrics.height() + 2
            top = min(max(2.0, y - height / 2), self.height() - height - 2.0)
            places = (QRectF(x + 12, top, width, height), QRectF(x - 12 - width, top, width, height))
            free = [p for p in places if self._fits(p) and not any(p.intersects(other) for other in taken)]
            if not free:
                continue  # colour, mark and the card tell the class
            box = free[0]
            taken.append(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(colours.text)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
