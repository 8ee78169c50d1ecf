"""One line of plain text that shortens itself to the room it has. Knows no theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from handful.ui.views import words

_LEAST_CHARACTERS = 4


class ElidedLabel(QLabel):
    """A label that ends in "…" where its text is too long, and then says all of it in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show this text; line breaks become spaces."""
        self.setText(" ".join(text.splitlines()))
        self._update_tooltip()

    def is_elided(self) -> bool:
        """Whether a part of the text is not on the screen."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        few_px = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(few_px, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of the text is seen now."""
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much of the text as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)

    def _update_tooltip(self) -> None:
        self.setToolTip(words.tooltip(self.text()) if self.is_elided() else "")
