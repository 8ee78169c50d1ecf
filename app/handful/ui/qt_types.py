"""Makes Qt's classes known to Python a few at a time, on the window's thread and before they are asked for.

PySide makes each class when its name is first looked up. pyqtgraph looks them all up while it is imported,
on a worker thread: made there, while the window makes some too, they now and then ended the app.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import ModuleType
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal, Slot

SLICE_S: Final = 0.008


class QtTypes(QObject):
    """Emits `made` once, soon after `make`: between two slices the window answers."""

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = _names()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_some)

    def make(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Leave the rest; `made` is not emitted any more."""
        self._timer.stop()

    @Slot()
    def _make_some(self) -> None:
        until = time.perf_counter() + SLICE_S
        for module, name in self._names:
            getattr(module, name, None)
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self.made.emit()


def _names() -> Iterator[tuple[ModuleType, str]]:
    for module in (QtCore, QtGui, QtWidgets, *_others()):
        for name in dir(module):
            yield module, name


def _others() -> Iterator[ModuleType]:
    """What else pyqtgraph imports of PySide."""
    import PySide6.QtOpenGLWidgets
    import PySide6.QtSvg
    import PySide6.QtTest

    yield from (PySide6.QtSvg, PySide6.QtOpenGLWidgets, PySide6.QtTest)
