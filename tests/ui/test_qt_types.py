from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from handful.ui.qt_types import QtTypes

app = QApplication(["test"])
types, beats = QtTypes(), []
heart = QTimer(interval=1)
heart.timeout.connect(lambda: beats.append(1))
heart.start()
types.made.connect(app.quit)
types.make()
app.exec()
assert len(beats) > 2, beats
began = time.process_time()
from PySide6 import QtCore, QtGui, QtWidgets
for module in (QtCore, QtGui, QtWidgets):
    for name in dir(module):
        getattr(module, name)
again = time.process_time() - began
assert again < 0.02, again
"""


def test_every_class_is_made_in_slices_between_which_the_event_loop_runs():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
