"""A thin upright line between two groups of controls."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from handful.ui.theme import SPACE_PX, Theme


class Separator(QWidget):
    """Takes the border colour of the theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(2 * SPACE_PX + 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, with some air above and below."""
        height = self.height() - SPACE_PX
        QPainter(self).fillRect(self.width() // 2, SPACE_PX // 2, 1, height, self._theme.colours.border)
