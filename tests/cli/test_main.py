"""The command `handful` as a process: what it imports, which way it takes, how it ends."""

import os
import subprocess
import sys

import pytest

import handful
from handful.__main__ import opens_window

MAIN = """
import sys
from handful.__main__ import main
sys.argv = ["handful", *sys.argv[1:]]
try:
    code = main()
except SystemExit as ending:
    code = ending.code
heavy = {"torch", "torchvision", "PySide6", "pyqtgraph", "numpy", "PIL"}
print("imported:", *sorted(heavy & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""

WINDOW = """
import sys
import handful.ui.running
from handful.__main__ import main
handful.ui.running.run = lambda projects: print("window", *projects) or 7
sys.argv = ["handful", *sys.argv[1:]]
code = main()
heavy = {"torch", "torchvision", "pyqtgraph", "numpy", "PIL", "typer", "rich", "click"}
print("imported:", *sorted(heavy & set(sys.modules)))
sys.exit(code)
"""


def run(code, *arguments, without=()):
    environment = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.mark.parametrize("arguments", [("--help",), ("label", "--help"), ("benchmark", "--help")])
def test_help_is_told_without_importing_anything_heavy(arguments):
    done = run(MAIN, *arguments)
    assert done.returncode == 0
    assert "Usage: handful" in done.stdout
    assert done.stderr.strip() == "imported:"


def test_the_help_names_every_command():
    shown = run(MAIN, "--help").stdout
    assert all(name in shown for name in ("label", "evaluate", "train", "benchmark", "demo"))


def test_the_version_is_told():
    done = run(MAIN, "--version")
    assert (done.returncode, done.stdout) == (0, f"handful {handful.__version__}\n")


def test_a_command_that_does_not_exist_is_refused():
    done = run(MAIN, "juggle")
    assert done.returncode == 2
    assert "juggle" in done.stderr


def test_a_task_that_cannot_be_done_is_refused_before_torch_is_imported(tmp_path):
    done = run(MAIN, "label", tmp_path / "no", tmp_path, "--out", tmp_path / "labels.csv")
    assert done.returncode == 2
    assert "SUPPORT_DIR" in done.stderr
    assert "torch" not in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [(), ("My Project.handful",), ("A.handful", "B.handful")])
def test_the_window_comes_before_anything_heavy(arguments):
    done = run(WINDOW, *arguments)
    assert done.returncode == 7
    assert done.stdout == " ".join(["window", *arguments]) + "\nimported:\n"


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["a.handful"], True),
        (["A.HANDFUL"], True),
        (["label"], False),
        (["--help"], False),
        (["a.handful", "b.handful"], True),
        (["a.handful", "label"], False),
        (["a.csv"], False),
    ],
)
def test_no_argument_or_project_files_alone_open_windows(arguments, window):
    assert opens_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_display_the_window_says_what_to_do():
    done = run(MAIN, without=("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    assert done.returncode == 2
    assert "there is no display; set QT_QPA_PLATFORM=offscreen" in done.stderr
