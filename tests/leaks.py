"""Finds what a test left behind: windows, running threads, temporary files."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QThread, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

MADE_BY_TORCH = "torchinductor_"  # its cache folder, made once and kept between processes
GRACE_MS = 2000  # for threads that are on their way out

_started: weakref.WeakSet[QThread] = weakref.WeakSet()
_start = QThread.start


def _noted_start(thread: QThread, *arguments: object) -> None:
    _started.add(thread)
    _start(thread, *arguments)


QThread.start = _noted_start


class Leaks:
    """What there is when it is made counts as there before; `found` names what came since and stayed."""

    def __init__(self, temporary: Path) -> None:
        self._temporary = temporary
        self._widgets = set(_windows())
        self._threads = set(threading.enumerate())
        self._qthreads = set(_running_qthreads())

    def found(self) -> list[str]:
        """One sentence part for each thing left behind."""
        return [*self._left_windows(), *self._left_qthreads(), *self._left_threads(), *self._left_files()]

    def _left_windows(self) -> list[str]:
        _process_deletions()
        if set(_windows()) - self._widgets:
            gc.collect()  # Python frees a widget in a reference cycle only then
            _process_deletions()
        left = (window for window in _windows() if window not in self._widgets)
        return [f"the window {type(window).__name__} '{window.objectName()}'" for window in left]

    def _left_qthreads(self) -> list[str]:
        deadline = QDeadlineTimer(GRACE_MS)
        left = [thread for thread in _running_qthreads() if thread not in self._qthreads]
        running = [f"the running QThread '{t.objectName()}'" for t in left if not t.wait(deadline)]
        if not QThreadPool.globalInstance().waitForDone(GRACE_MS):
            running.append("work in the global QThreadPool")
        return running

    def _left_threads(self) -> list[str]:
        left = []
        for thread in set(threading.enumerate()) - self._threads:
            if isinstance(thread, threading._DummyThread):  # a QThread that once ran Python
                continue
            thread.join(GRACE_MS / 1000)
            if thread.is_alive():
                left.append(f"the running thread '{thread.name}'")
        return left

    def _left_files(self) -> list[str]:
        left = (path.name for path in sorted(self._temporary.iterdir()))
        return [f"the temporary file {name}" for name in left if not name.startswith(MADE_BY_TORCH)]


def _windows() -> list[QWidget]:
    """Top-level widgets but for the tool tip, which Qt keeps for a while."""
    if QApplication.instance() is None:
        return []
    return [w for w in QApplication.topLevelWidgets() if w.metaObject().className() != "QTipLabel"]


def _running_qthreads() -> list[QThread]:
    return [thread for thread in list(_started) if shiboken6.isValid(thread) and thread.isRunning()]


def _process_deletions() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
