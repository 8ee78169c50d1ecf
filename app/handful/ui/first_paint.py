"""Tells when a window is really on the screen. A timer of 0 ms fires too early, before the first paint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Signal, Slot


class FirstPaint(QObject):
    """Emits `painted` once, when the first paint of the window and of all that is in it has been handled."""

    painted = Signal()

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The event goes on to the window: `painted` waits in the queue until it was handled."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QMetaObject.invokeMethod(self, "_tell", Qt.ConnectionType.QueuedConnection)
        return False

    @Slot()
    def _tell(self) -> None:
        self.painted.emit()
