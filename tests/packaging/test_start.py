"""`make run` opens the app where a display answers, and nothing else counts as a display."""

import importlib.util
import os
import socket
import tempfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start", ROOT / "packaging" / "start.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture
def sockets(start, monkeypatch):
    """A folder with a short path, as socket paths have to be, where X11's sockets are looked for."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setattr(start, "X11_SOCKETS", Path(folder))
        yield Path(folder)


@pytest.fixture
def listen():
    """Makes Unix sockets that take connections until the test ends."""
    made = []

    def listen_at(path):
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(str(path))
        server.listen()
        made.append(server)

    yield listen_at
    for server in made:
        server.close()


def test_an_x11_server_that_listens_is_a_display(start, sockets, listen):
    listen(sockets / "X7")
    assert start.screen_answers({"DISPLAY": ":7"})
    assert start.screen_answers({"DISPLAY": "unix:7.0"})


def test_a_wayland_server_that_listens_is_a_display(start, sockets, listen):
    listen(sockets / "wayland-0")
    assert start.screen_answers({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(sockets)})


@pytest.mark.parametrize(
    "environment",
    [{}, {"DISPLAY": ""}, {"DISPLAY": ":7"}, {"DISPLAY": "nonsense"}, {"WAYLAND_DISPLAY": "wayland-0"}],
)
def test_a_variable_without_a_server_is_no_display(start, sockets, environment):
    assert not start.screen_answers(environment)


def test_an_x11_server_of_another_host_is_asked_over_the_network(start):
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        assert start.screen_answers({"DISPLAY": f"127.0.0.1:{number}"})


@pytest.mark.parametrize(
    ("answers", "expected"), [(True, ["handful"]), (False, ["handful", "demo", "--out", "demo-output"])]
)
def test_with_a_display_the_app_opens_and_without_one_the_demonstration_runs(
    start, monkeypatch, answers, expected
):
    became = []
    monkeypatch.setattr(
        os, "execv", lambda path, command: became.append([Path(command[0]).name, *command[1:]])
    )
    monkeypatch.setattr(start, "screen_answers", lambda environment: answers)
    start.main()
    assert became == [expected]
