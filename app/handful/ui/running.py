"""Runs the app: the first windows, what follows their first paint, the end. Composes the ui room."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from handful.project.recent import SUFFIX
from handful.ui.application import Application
from handful.ui.commons import Commons
from handful.ui.doorway import Doorway, hand_over
from handful.ui.failures import keep_log, tell_uncaught
from handful.ui.first_paint import FirstPaint
from handful.ui.places import Places
from handful.ui.probe import Probe, probe_from_environment
from handful.ui.views.state import NoticeState

if TYPE_CHECKING:
    from handful.ui.app import App
    from handful.ui.main_window import MainWindow
    from handful.ui.windows import Windows


def run(projects: Sequence[Path] = ()) -> int:
    """Show a window for each project, or one with the last, until all are closed; returns the exit status.

    The first window is on the screen before anything is imported that it does not consist of. Where Handful
    runs already, that process shows the projects, and this one is over at once.
    """
    qt = Application(sys.argv[:1])
    places, probe = Places.of_user(), probe_from_environment()
    if probe is None and hand_over(places.door, projects):
        return 0
    commons = Commons(qt, places)
    window = commons.make_window()
    running = _Running(qt, commons, projects, probe)
    FirstPaint(window).painted.connect(lambda: running.fill(window))  # Qt asks the last filter first
    if probe is not None:
        probe.watch(window)
    if projects or commons.last_project() is not None:
        window.content.hide()  # no welcome to who has been here before
    window.show()
    status = qt.exec()
    running.finish()
    return status


class _Running:
    """From the first paint on: all windows, and what comes in from outside."""

    def __init__(
        self, qt: Application, commons: Commons, projects: Sequence[Path], probe: Probe | None
    ) -> None:
        self._qt, self._commons, self._projects, self._probe = qt, commons, projects, probe
        self._windows: Windows | None = None

    def fill(self, window: MainWindow) -> None:
        """Give the first window its project, and open those of the others."""
        from handful.ui.windows import Windows

        keep_log(self._commons.places.log)
        windows = self._windows = Windows(self._commons)
        tell_uncaught(lambda text: _tell(windows, text))
        first = windows.add(self._projects[0] if self._projects else None, window=window)
        window.content.show()
        if self._probe is None:
            _open_door(windows, self._commons.places.door)
        else:
            _report_to(self._probe, first)
        for project in self._projects[1:]:
            windows.open(project)
        self._qt.file_opened.connect(lambda file: _take(windows, Path(file)))

    def finish(self) -> None:
        """The event loop has ended."""
        if self._windows is not None:
            self._windows.finish()
        else:
            self._commons.close()


def _open_door(windows: Windows, door: Path) -> None:
    """Later starts come here from now on, until the last window is closed."""
    doorway = Doorway(door, windows)
    doorway.opened.connect(lambda projects: _on_start(windows, projects))
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.lastWindowClosed.connect(doorway.close)


def _on_start(windows: Windows, projects: Sequence[Path]) -> None:
    for project in projects:
        windows.open(project)
    if not projects:
        windows.open(is_fresh=True)


def _take(windows: Windows, file: Path) -> None:
    """A project gets a window; a picture goes into the one that is in front."""
    if file.suffix.lower() == SUFFIX or windows.active is None:
        windows.open(file)
    else:
        windows.active.bench.drop([file])


def _tell(windows: Windows, text: str) -> None:
    """What went wrong is said in the window that the person works in."""
    if windows.active is not None:
        windows.active.desk.notice.emit(NoticeState(text, "error"))


def _report_to(probe: Probe, app: App) -> None:
    """Tell the benchmark's probe how far the app is, and drop its pictures as a person would."""
    probe.setParent(app)
    app.host.loading.connect(lambda _what: probe.phase("engine"))
    app.host.ready.connect(lambda _about: probe.phase("ready"))
    app.host.started.connect(lambda: probe.phase("classify"))
    app.host.finished.connect(lambda _outcome: probe.phase("classified"))
    app.host.failed.connect(probe.failed)
    app.host.load_failed.connect(probe.failed)
    if probe.paths:
        app.host.ready.connect(lambda _about: app.bench.drop([str(p) for p in probe.paths]))
