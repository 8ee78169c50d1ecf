from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import inspect
from handful.ui.plain_imports import import_plainly

import_plainly()
read = []
inspect.getsource = lambda module: read.append(module.__name__) or ""
import handful.ui.views.state, wave
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rang = Signal(int)

heard = []
bell = Bell()
bell.rang.connect(heard.append)
bell.rang.emit(3)
assert heard == [3], heard
assert not read, read
"""


def test_no_source_is_read_when_a_module_is_imported_and_signals_still_arrive():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
