"""The app as a process: a window for each project that is named, more on request of the platform, one end."""

import subprocess
import sys

import pytest

from handful.project.session import Session

HEAD = """
import sys
from pathlib import Path
import handful.ui.commons, handful.ui.running
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from handful.ui.main_window import MainWindow
from handful.workflows.progress import WorkflowError

def loads_nothing():
    raise WorkflowError("no engine in this test")
    yield

def titles():
    return sorted(w.windowTitle() for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

handful.ui.commons.engine_loader = lambda *_: loads_nothing
"""

RUN = """
def look():
    shown = titles()
    if len(shown) < 2:
        QTimer.singleShot(20, look)
        return
    print(*shown, sep=", ")
    QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(sys.argv[3]))
    print(*titles(), sep=", ")
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)).command["quit"].trigger()

QTimer.singleShot(0, look)
print("ended with", handful.ui.running.run([Path(p) for p in sys.argv[1:3]]))
"""

FIRST = """
from handful.ui.places import Places

def look():
    if Places.of_user().door.exists() and not look.is_ready:
        look.is_ready = True
        print("ready", flush=True)
    if len(titles()) < 3:
        QTimer.singleShot(20, look)
        return
    print(*titles(), sep=", ")
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)).command["quit"].trigger()

look.is_ready = False
QTimer.singleShot(0, look)
print("ended with", handful.ui.running.run([Path(sys.argv[1])]))
"""

LATER = """
print("ended with", handful.ui.running.run([Path(p) for p in sys.argv[1:]]))
"""


def command(script, *files):
    return [sys.executable, "-c", HEAD + script, *map(str, files)]


def test_two_projects_on_the_command_line_are_two_windows_and_a_double_click_opens_a_third(tmp_path):
    files = [tmp_path / f"{name}.handful" for name in ("cats", "dogs", "birds")]
    for file in files:
        Session.create(file).close()
    done = subprocess.run(command(RUN, *files), capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == [
        "cats — Handful, dogs — Handful",
        "birds — Handful, cats — Handful, dogs — Handful",
        "ended with 0",
    ], done.stderr
    for file in files:
        session = Session.open(file)
        assert not session.read_only
        session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there every start is a process of its own")
def test_a_second_start_is_shown_by_the_process_that_runs_already(tmp_path):
    files = [tmp_path / f"{name}.handful" for name in ("cats", "dogs")]
    for file in files:
        Session.create(file).close()
    with subprocess.Popen(command(FIRST, files[0]), stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "ready\n"
        for later in ((files[0],), (files[1],), ()):  # is open already; is not; a new window
            done = subprocess.run(command(LATER, *later), capture_output=True, text=True, timeout=60)
            assert done.stdout == "ended with 0\n", done.stderr
        shown, ended = first.communicate(timeout=120)[0].splitlines()
    assert shown.startswith("Untitled")
    assert shown.endswith("cats — Handful, dogs — Handful")
    assert ended == "ended with 0"
