"""The app as a process: a window for each project that is named, more on request of the platform, one end."""

import os
import subprocess
import sys

from handful.project.session import Session

RUN = """
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

def look():
    shown = titles()
    if len(shown) < 2:
        QTimer.singleShot(20, look)
        return
    print(*shown, sep=", ")
    QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(sys.argv[3]))
    print(*titles(), sep=", ")
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)).command["quit"].trigger()

handful.ui.commons.engine_loader = lambda *_: loads_nothing
QTimer.singleShot(0, look)
print("ended with", handful.ui.running.run([Path(p) for p in sys.argv[1:3]]))
"""


def test_two_projects_on_the_command_line_are_two_windows_and_a_double_click_opens_a_third(tmp_path):
    files = [tmp_path / f"{name}.handful" for name in ("cats", "dogs", "birds")]
    for file in files:
        Session.create(file).close()
    command = [sys.executable, "-W", "error::RuntimeWarning", "-c", RUN, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=dict(os.environ))
    assert done.stdout.splitlines() == [
        "cats — Handful, dogs — Handful",
        "birds — Handful, cats — Handful, dogs — Handful",
        "ended with 0",
    ], done.stderr
    for file in files:
        session = Session.open(file)
        assert not session.read_only
        session.close()
