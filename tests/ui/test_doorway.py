"""A second start hands its projects to the process that runs already, or goes its own way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from handful.ui.doorway import Doorway, hand_over

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there every start is a process of its own")

START = """
import sys
from pathlib import Path
from handful.ui.doorway import hand_over
print(hand_over(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))
"""


@pytest.fixture
def door(tmp_path_factory):
    """A short path: that of a socket may have about a hundred characters."""
    return Path(tmp_path_factory.getbasetemp()).parent / f"door {tmp_path_factory.getbasetemp().name}"


@pytest.fixture
def doorway(qapp, door):
    doorway = Doorway(door)
    yield doorway
    doorway.close()
    doorway.deleteLater()


def start(door, *projects):
    command = [sys.executable, "-c", START, str(door), *map(str, projects)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("names", [(), ("cats.handful", "猫 & 犬.handful")])
def test_a_later_start_brings_its_projects_and_is_over(doorway, door, tmp_path, qtbot, names):
    projects = [tmp_path / name for name in names]
    with qtbot.waitSignal(doorway.opened, timeout=30_000) as brought:
        process = start(door, *projects)
    assert brought.args == [projects]
    out, _ = process.communicate(timeout=30)
    assert out.strip() == "True"


def test_without_a_door_or_with_one_that_was_left_behind_it_is_a_start_of_its_own(qapp, door):
    assert not hand_over(door, [])
    crashed = QLocalServer()
    assert crashed.listen(str(door))
    crashed.setParent(None)
    door.rename(door.with_suffix(".kept"))
    crashed.close()
    door.with_suffix(".kept").rename(door)
    assert door.exists()
    assert not hand_over(door, [])
    doorway = Doorway(door)  # takes the place of what was left behind
    assert doorway.is_open
    doorway.close()
    doorway.deleteLater()
    assert not door.exists()


def test_a_process_that_does_not_answer_is_not_waited_for_long(qapp, door, monkeypatch):
    monkeypatch.setattr("handful.ui.doorway.PATIENCE_MS", 100)
    silent = QLocalServer()
    assert silent.listen(str(door))
    assert not hand_over(door, [])
    silent.close()


@pytest.mark.parametrize("words", [b"not json\n", b'{"a": 1}\n', json.dumps([1]).encode() + b"\n"])
def test_words_that_no_start_says_are_not_answered(doorway, door, qtbot, words):
    told = []
    doorway.opened.connect(told.append)
    socket = QLocalSocket()
    socket.connectToServer(str(door))
    assert socket.waitForConnected(1000)
    socket.write(words)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert told == []
    socket.deleteLater()


def test_a_door_that_cannot_be_made_is_no_trouble(qapp, tmp_path):
    doorway = Doorway(tmp_path / "no folder" / "door")
    assert not doorway.is_open
    doorway.deleteLater()


def test_without_qtnetwork_every_start_is_its_own(qapp, door, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    door.touch()
    assert not hand_over(door, [])
    doorway = Doorway(door)
    assert not doorway.is_open
    doorway.close()
    doorway.deleteLater()
    door.unlink()
