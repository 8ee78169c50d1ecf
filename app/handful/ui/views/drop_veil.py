"""A veil over a pane while something is dragged over it: it says what a drop would do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from handful.ui.theme import SPACE_PX, Theme


class DropVeil(QWidget):
    """Hidden until `show_words`; never in the way of the mouse."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._covered = theme, parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_words(self, words: str) -> None:
        """Cover the parent with these words."""
        self._words = words
        self.setAccessibleName(words)
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint, the accent's edge and a pill with the words."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(colours.selection)
        tint.setAlphaF(0.55)
        painter.setPen(QPen(colours.accent, 2))
        painter.setBrush(tint)
        inset = SPACE_PX / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        width = painter.fontMetrics().horizontalAdvance(self._words) + 4 * SPACE_PX
        height = painter.fontMetrics().height() + 2 * SPACE_PX
        centre = QRectF(self.rect()).center()
        pill = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(colours.accent_text)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self._words)
