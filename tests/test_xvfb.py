"""The virtual screen shows windows, has a window manager, and ends with its processes."""

import subprocess
import sys

import pytest

WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("hello")
label.setWindowTitle("a window to be found")
label.show()
app.exec()
"""

pytestmark = pytest.mark.display


def test_a_window_of_another_process_is_found_and_managed(virtual_screen):
    process = subprocess.Popen([sys.executable, "-c", WINDOW], env=virtual_screen.environment)
    try:
        window = virtual_screen.xdotool("search", "--sync", "--onlyvisible", "--name", "a window to be found")
        virtual_screen.xdotool("windowactivate", "--sync", window)  # only a window manager can do that
        assert virtual_screen.xdotool("getactivewindow") == window
    finally:
        process.terminate()
        process.wait(10)


def test_the_screen_is_large_enough_for_the_real_window(virtual_screen):
    assert virtual_screen.xdotool("getdisplaygeometry") == "1600 1000"
