"""A line that warns: a mark in the colour of warnings, and a few words beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.widgets.elided_label import ElidedLabel

_ICON_PX: Final = 14


class WarningLine(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON_PX, _ICON_PX))
        self._words = ElidedLabel()
        self._words.setProperty("rank", "small")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACE_PX, 0)
        row.setSpacing(SPACE_PX // 2)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def set_text(self, text: str) -> None:
        """Show these words, or nothing."""
        self._words.set_text(text)
        self.setVisible(bool(text))

    @Slot()
    def _draw(self) -> None:
        icon = self._theme.icon("warning", self._theme.colours.warning)
        self._icon.setPixmap(icon.pixmap(QSize(_ICON_PX, _ICON_PX), self.devicePixelRatioF()))
