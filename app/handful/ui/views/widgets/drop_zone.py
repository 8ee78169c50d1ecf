"""A dashed area that says what a drop does here. It accepts nothing itself: its owner does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme, mix

_ICON_PX: Final = 20
_HEIGHT_PX: Final = 7 * SPACE_PX


class DropZone(QWidget):
    """Quiet while nothing is dragged; lit in the accent colour while a drop would land here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = self._lit_text = ""
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEIGHT_PX)

    def set_words(self, text: str, lit_text: str) -> None:
        """What it says while nothing is dragged, and while a drop would land here."""
        self._text, self._lit_text = text, lit_text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def lit(self) -> bool:
        """Whether a drop would land here now."""
        return self._lit

    def set_lit(self, lit: bool) -> None:
        """Show, or show no longer, that a drop would land here."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def sizeHint(self) -> QSize:
        """One line of words and its margins."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 8 * SPACE_PX, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Room for the words on several lines."""
        return QSize(12 * SPACE_PX, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dashed frame and the words."""
        colours = self._theme.colours
        ink = colours.accent if self._lit else colours.muted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink if self._lit else colours.faint, 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(mix(colours.surface, colours.accent, 0.1 if self._lit else 0.0))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        self._paint_words(painter, ink)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        room = self.rect().adjusted(2 * SPACE_PX, SPACE_PX, -2 * SPACE_PX, -SPACE_PX)
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        flags = int(centred | Qt.AlignmentFlag.AlignVCenter)
        text = self._lit_text if self._lit else self._text
        needed = painter.boundingRect(room, flags, text)
        block_px = _ICON_PX + SPACE_PX // 2 + needed.height()
        painter.setPen(ink)
        if block_px > room.height():
            painter.drawText(room, flags, text)
            return
        top = room.top() + (room.height() - block_px) // 2
        colours = self._theme.colours
        icon = self._theme.icon("drop", colours.accent if self._lit else colours.muted)
        icon.paint(painter, room.center().x() - _ICON_PX // 2, top, _ICON_PX, _ICON_PX)
        room.setTop(top + _ICON_PX + SPACE_PX // 2)
        painter.drawText(room, int(centred | Qt.AlignmentFlag.AlignTop), text)
