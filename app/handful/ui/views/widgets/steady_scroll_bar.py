"""A scroll bar that keeps its room and is seen only where there is something to scroll. Knows no view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar


class SteadyScrollBar(QScrollBar):
    """For content that is taller the wider it is: a bar that took its room only where it is needed would make
    the content fit, go, and be needed again, without end.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing where everything is in sight."""
        if self.minimum() < self.maximum():
            super().paintEvent(event)


def steady(area: QScrollArea) -> None:
    """Give the area such a bar."""
    area.setVerticalScrollBar(SteadyScrollBar(Qt.Orientation.Vertical, area))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
