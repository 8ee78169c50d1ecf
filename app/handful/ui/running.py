"""Runs the app: the first windows, what follows their first paint, the end. Composes the ui room."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from handful.project.recent import SUFFIX
from handful.ui.app import App
from handful.ui.application import Application
from handful.ui.commons import Commons
from handful.ui.doorway import Doorway, hand_over
from handful.ui.failures import keep_log, tell_uncaught
from handful.ui.first_paint import FirstPaint
from handful.ui.places import Places
from handful.ui.probe import Probe, probe_from_environment
from handful.ui.views.state import NoticeState
from handful.ui.windows import Windows


def run(projects: Sequence[Path] = ()) -> int:
    """Show a window for each project, or one with the last, until all are closed; returns the exit status.

    Where Handful runs already, that process shows them, and this one is over at once.
    """
    qt = Application(sys.argv[:1])
    places, probe = Places.of_user(), probe_from_environment()
    if probe is None and hand_over(places.door, projects):
        return 0
    commons = Commons(qt, places)
    windows = Windows(commons)
    tell_uncaught(lambda text: _tell(windows, text))
    first = windows.add(projects[0] if projects else None)
    FirstPaint(first.window).painted.connect(lambda: keep_log(places.log))  # Qt asks the last filter first
    if probe is None:
        FirstPaint(first.window).painted.connect(lambda: _open_door(windows, places.door))
    else:
        _report_to(probe, first)
    first.window.show()
    for project in projects[1:]:
        windows.open(project)
    qt.file_opened.connect(lambda file: _take(windows, Path(file)))
    status = qt.exec()
    windows.finish()
    return status


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
    probe.watch(app.window)
    app.host.loading.connect(lambda _what: probe.phase("engine"))
    app.host.ready.connect(lambda _about: probe.phase("ready"))
    app.host.started.connect(lambda: probe.phase("classify"))
    app.host.finished.connect(lambda _outcome: probe.phase("classified"))
    app.host.failed.connect(probe.failed)
    app.host.load_failed.connect(probe.failed)
    if probe.paths:
        app.host.ready.connect(lambda _about: app.bench.drop([str(p) for p in probe.paths]))
