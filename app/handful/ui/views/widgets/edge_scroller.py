"""Scrolls an area while a drag rests near its upper or lower edge. Knows nothing of what is dragged."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Slot
from PySide6.QtWidgets import QScrollArea

EDGE_PX: Final = 36
_STEP_PX: Final = 12
_INTERVAL_MS: Final = 25


class EdgeScroller(QObject):
    """Tell it where the drag is; it scrolls until told otherwise."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._step_px = 0
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._scroll)

    def drag_moved(self, where: QPoint) -> None:
        """The drag is at this point of the screen."""
        y = self._area.viewport().mapFromGlobal(where).y()
        height = self._area.viewport().height()
        self._step_px = -_STEP_PX if y < EDGE_PX else _STEP_PX if y > height - EDGE_PX else 0
        if not self._step_px:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The drag left or ended."""
        self._timer.stop()

    @Slot()
    def _scroll(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._step_px)
