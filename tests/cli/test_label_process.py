"""`handful label` as a real process with the bundled encoder: terminal and pipe, Ctrl-C, real photographs."""

import csv
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workflows.tiny import BLUE, GREEN, RED, paint

PHOTOS = Path(__file__).parents[3] / "shared" / "photos" / "clothing"
COMMAND = [sys.executable, "-m", "handful", "label"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals or SIGINT on Windows")


@pytest.fixture
def folders(tmp_path):
    for name, colour in (("red", RED), ("green", GREEN), ("blue", BLUE)):
        for i in range(3):
            paint(tmp_path / "support" / name / f"{i}.png", colour, i, (96, 80))
            paint(tmp_path / "queries" / name / f"{i}.png", colour, 10 + i, (96, 80))
    return tmp_path / "support", tmp_path / "queries"


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_plain_colours_are_told_apart_and_a_pipe_sees_no_bar(folders, tmp_path):
    (folders[1] / "broken.jpg").write_text("no picture at all")
    out = tmp_path / "labels.csv"
    done = subprocess.run([*COMMAND, *folders, "--out", out], capture_output=True, text=True, timeout=150)
    assert done.returncode == 3, done.stderr
    rows = read(out)
    assert [row["path"] for row in rows if row["error"]] == ["broken.jpg"]
    assert [row["prediction"] for row in rows if not row["error"]] == ["blue"] * 3 + ["green"] * 3 + [
        "red"
    ] * 3
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    device, read_, simulated, own = done.stderr.splitlines()  # and no line of a bar
    assert device.startswith("computing on")
    assert "1 could not be read" in read_
    assert "unknown" in simulated
    assert own.startswith("your examples")


@posix
def test_a_terminal_sees_a_bar(folders, tmp_path):
    terminal, its_end = os.openpty()
    process = subprocess.Popen(
        [*COMMAND, *folders, "--out", tmp_path / "labels.csv"],
        stderr=its_end,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(its_end)
    shown = read_all(terminal)
    assert process.wait(timeout=10) == 0
    assert "labelling" in shown
    assert "9/9" in shown


def read_all(terminal):
    shown = b""
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline and select.select([terminal], [], [], 1) is not None:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the other end was closed
            break
    os.close(terminal)
    return shown.decode()


@posix
def test_ctrl_c_ends_it_without_a_table(folders, tmp_path):
    for i in range(600):
        paint(folders[1] / "many" / f"{i}.png", RED, 100 + i, (96, 80))
    out = tmp_path / "out" / "labels.csv"
    out.parent.mkdir()
    process = subprocess.Popen(
        [*COMMAND, *folders, "--out", out, "--no-cache"],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background shell ignores it
    )
    assert process.stderr.readline().startswith("computing on")
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert rest == "handful: stopped\n"
    assert list(out.parent.iterdir()) == []


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the photographs of shared/photos/clothing are not here")
def test_real_photographs_of_clothing_are_told_apart_far_better_than_by_chance(tmp_path):
    out = tmp_path / "labels.csv"
    command = [*COMMAND, PHOTOS / "support", PHOTOS / "query", "--out", out]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr
    rows = read(out)
    assert len(rows) == 200
    right = sum(Path(row["path"]).parts[0] == row["prediction"] for row in rows)
    assert right / len(rows) >= 0.3
