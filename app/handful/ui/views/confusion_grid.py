"""A heat map of labels beside predictions: a cell a pair of classes, its count written in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme, mix, text_on
from handful.ui.views import words
from handful.ui.views.glyphs import draw_dot, draw_ring
from handful.ui.views.insight_state import ConfusionState, InsightClass

_CELL_PX: Final = 20
_MOST_CELL_PX: Final = 56
_NAME_PX: Final = 112
_TOP_PX: Final = 76
_DOT_PX: Final = 14
_FAINTEST: Final = 0.12
_ARROWS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ConfusionGrid(QWidget):
    """Emits `cell_chosen(row, column, by_mouse)` for a cell with pictures. Rows: what a person said."""

    cell_chosen = Signal(int, int, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = ConfusionState()
        self._counts: dict[tuple[int, int], int] = {}
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        in_each_language(self, lambda: self.setAccessibleName(self.tr("Labels beside predictions")))
        theme.changed.connect(self.update)

    def set_state(self, state: ConfusionState) -> None:
        """Show these counts."""
        self._state = state
        self._counts = {cell: len(ids) for cell, ids in state.cells}
        last = max(0, len(state.axis) - 1)
        self._at = (min(self._at[0], last), min(self._at[1], last))
        self.setMinimumSize(self.minimumSizeHint())
        self.updateGeometry()
        self._tell()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """All cells, each large enough to read."""
        n = max(1, len(self._state.axis))
        return QSize(_NAME_PX + n * _CELL_PX + 4, _TOP_PX + n * _CELL_PX + 4)

    def sentence(self, row: int, column: int) -> str:
        """What a cell says, in words."""
        n = words.pictures(self._counts.get((row, column), 0))
        said, proposed = (self._name(self._state.axis[i]) for i in (row, column))
        if row == column:
            return self.tr("{n}: you and the app say {name}").format(n=n, name=said)
        text = self.tr("{n}: you say {said}, the app says {proposed}")
        return text.format(n=n, said=said, proposed=proposed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Enter and Space select its pictures."""
        key, last = event.key(), len(self._state.axis) - 1
        if key in _ARROWS and last >= 0:
            down, across = _ARROWS[Qt.Key(key)]
            row, column = self._at[0] + down, self._at[1] + across
            self._at = (min(max(0, row), last), min(max(0, column), last))
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at, by_mouse=False)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the pictures of a cell."""
        cell = self._cell_at(event.position())
        if cell is not None:
            self._at = cell
            self._tell()
            self._choose(cell, by_mouse=True)
        self.update()

    def event(self, event: QEvent) -> bool:
        """A tip says in words what the cell says in a number."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(QPointF(event.pos()))
            text = words.tooltip(self.sentence(*cell)) if cell is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keyboard's cell."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And hide it."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, cells, counts, and a ring for the keyboard."""
        if not self._state.axis:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, each in enumerate(self._state.axis):
            self._paint_names(painter, index, each)
        most = max(self._counts.values(), default=1)
        for row in range(len(self._state.axis)):
            for column in range(len(self._state.axis)):
                self._paint_cell(painter, row, column, most)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(*self._at), 4, 4)

    def _paint_cell(self, painter: QPainter, row: int, column: int, most: int) -> None:
        """Agreement in the accent, disagreement in the warning's colour; the diagonal says it too."""
        colours, n = self._theme.colours, self._counts.get((row, column), 0)
        box = self._box(row, column).adjusted(1, 1, -1, -1)
        strong = colours.accent if row == column else colours.warning
        share = _FAINTEST + (1 - _FAINTEST) * n / most
        ground = mix(colours.surface, strong, share) if n else mix(colours.surface, colours.text, 0.04)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        if n:
            painter.setPen(text_on(ground))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words.count(n))

    def _paint_names(self, painter: QPainter, index: int, each: InsightClass | None) -> None:
        colours, side = self._theme.colours, self._side()
        name = painter.fontMetrics().elidedText(
            self._name(each), Qt.TextElideMode.ElideRight, _NAME_PX - _DOT_PX - 8
        )
        colour: QColor | None = each.colour if each is not None else None
        middle = _TOP_PX + (index + 0.5) * side
        self._paint_dot(painter, QPointF(_DOT_PX / 2, middle), colour)
        painter.setPen(colours.text)
        centred = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(_DOT_PX + 2, middle - side / 2, _NAME_PX - _DOT_PX - 4, side), centred, name)
        across = _NAME_PX + (index + 0.5) * side
        self._paint_dot(painter, QPointF(across, _TOP_PX - _DOT_PX / 2 - 2), colour)
        name = painter.fontMetrics().elidedText(
            self._name(each), Qt.TextElideMode.ElideRight, _TOP_PX - _DOT_PX - 8
        )
        painter.save()
        painter.translate(across, _TOP_PX - _DOT_PX - 6)
        painter.rotate(-90)
        painter.setPen(colours.text)
        painter.drawText(QRectF(0, -side / 2, _TOP_PX - _DOT_PX - 6, side), centred, name)
        painter.restore()

    def _paint_dot(self, painter: QPainter, where: QPointF, colour: QColor | None) -> None:
        if colour is None:
            draw_ring(painter, where, 5, self._theme.colours.muted)
        else:
            draw_dot(painter, where, 5, colour)

    def _name(self, each: InsightClass | None) -> str:
        return each.name if each is not None else self.tr("none of these")

    def _side(self) -> float:
        n = max(1, len(self._state.axis))
        room = min((self.width() - _NAME_PX - 4) / n, (self.height() - _TOP_PX - 4) / n)
        return min(max(_CELL_PX, room), _MOST_CELL_PX)

    def _box(self, row: int, column: int) -> QRectF:
        side = self._side()
        return QRectF(_NAME_PX + column * side, _TOP_PX + row * side, side, side)

    def _cell_at(self, where: QPointF) -> tuple[int, int] | None:
        side, n = self._side(), len(self._state.axis)
        column, row = (where.x() - _NAME_PX) // side, (where.y() - _TOP_PX) // side
        return (int(row), int(column)) if 0 <= row < n and 0 <= column < n else None

    def _choose(self, cell: tuple[int, int], *, by_mouse: bool) -> None:
        if cell in self._counts:
            self.cell_chosen.emit(*cell, by_mouse)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence(*self._at) if self._state.axis else "")
