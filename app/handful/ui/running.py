"""Runs the app: the first windows, what follows their first paint, the end. Composes the ui room."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from handful.ui.app import App
from handful.ui.application import Application
from handful.ui.commons import Commons
from handful.ui.failures import keep_log, tell_uncaught
from handful.ui.first_paint import FirstPaint
from handful.ui.places import Places
from handful.ui.probe import Probe, probe_from_environment
from handful.ui.views.state import NoticeState
from handful.ui.windows import Windows


def run(projects: Sequence[Path] = ()) -> int:
    """Show a window for each project, or one with the last, until all are closed; returns the exit status."""
    qt = Application(sys.argv[:1])
    places = Places.of_user()
    commons = Commons(qt, places)
    windows = Windows(commons)
    tell_uncaught(lambda text: _tell(windows, text))
    first = windows.add(projects[0] if projects else None)
    FirstPaint(first.window).painted.connect(lambda: keep_log(places.log))  # Qt asks the last filter first
    probe = probe_from_environment()
    if probe is not None:
        _report_to(probe, first)
    first.window.show()
    for project in projects[1:]:
        windows.open(project)
    qt.file_opened.connect(lambda file: windows.open(Path(file)))
    status = qt.exec()
    windows.finish()
    return status


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
