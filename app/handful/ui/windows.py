"""All windows of the process: opens, places and raises them, and lets them go one by one."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from handful.ui.app import App
from handful.ui.commons import Commons
from handful.ui.dialogs import Dialogs
from handful.ui.first_paint import FirstPaint
from handful.ui.main_window import MainWindow

STEP_PX: Final = 32  # from one window to the next, right and down


class Windows(QObject):
    """Each window has its own project and its own jobs; closing one leaves the others."""

    def __init__(self, commons: Commons, dialogs: Callable[[], Dialogs | None] = lambda: None) -> None:
        """dialogs: what asks the person, where it is not the real thing."""
        super().__init__()
        self._commons, self._dialogs = commons, dialogs
        self.all: list[App] = []

    @property
    def active(self) -> App | None:
        """The window that the person works in, or the latest one."""
        front = QApplication.activeWindow()
        latest = self.all[-1] if self.all else None
        return next((app for app in self.all if _belongs(front, app.window)), latest)

    def open(self, project: Path | None = None, *, is_fresh: bool = False) -> App:
        """Show a project in a window of its own, unless one has it already: then that comes to the front.

        Without a project it is the last one; a new one where that is open, or the window is to be fresh.
        """
        shown = self._with(project)
        if shown is not None:
            _bring_to_front(shown.window)
            return shown
        beside = self.active
        app = self.add(project, is_fresh=is_fresh)
        if beside is not None:
            _cascade(app.window, beside.window)
        app.window.show()
        return app

    def add(
        self, project: Path | None = None, *, is_fresh: bool = False, window: MainWindow | None = None
    ) -> App:
        """A window that is still to be shown, or is there already; its work begins after its next paint."""
        app = App(self._commons, project, dialogs=self._dialogs(), is_fresh=is_fresh, window=window)
        self.all.append(app)
        app.desk.is_shown = self.bring_to_front
        app.desk.quit_requested.connect(self.close_all)
        app.window_requested.connect(self._on_window_requested)
        app.window.closing.connect(partial(self._on_closing, app))
        FirstPaint(app.window).painted.connect(app.begin)
        return app

    def bring_to_front(self, project: Path) -> bool:
        """Whether a window has that project; it comes to the front."""
        shown = self._with(project)
        if shown is not None:
            _bring_to_front(shown.window)
        return shown is not None

    def close_all(self) -> None:
        """Close every window, each as if it was closed by itself."""
        for app in list(self.all):
            app.window.close()

    def finish(self) -> None:
        """The event loop has ended: keep and stop what is left."""
        for app in self.all:
            app.finish()
        self._commons.close()

    def _with(self, project: Path | None) -> App | None:
        if project is None:
            return None
        real = os.path.realpath(project)
        return next((app for app in self.all if os.path.realpath(app.bench.session.path) == real), None)

    def _on_window_requested(self, project: Path | None) -> None:
        self.open(project, is_fresh=project is None)

    def _on_closing(self, app: App) -> None:
        if app in self.all:
            self.all.remove(app)
            app.finish()
            app.window.deleteLater()
            app.deleteLater()


def _belongs(widget: QWidget | None, window: QWidget) -> bool:
    """Whether a window, or a dialog of it, is in front."""
    return widget is not None and (widget is window or window.isAncestorOf(widget))


def _bring_to_front(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _cascade(window: QWidget, beside: QWidget) -> None:
    """A step right and down of another window, or in the corner where the screen ends there."""
    room, frame = beside.screen().availableGeometry(), beside.frameGeometry()
    place = frame.topLeft() + QPoint(STEP_PX, STEP_PX)
    if not room.contains(QRect(place, frame.size())) and frame.topLeft() != room.topLeft():
        place = room.topLeft()
    window.resize(beside.normalGeometry().size() if beside.isMaximized() else beside.size())
    window.move(place)
