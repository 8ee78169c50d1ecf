"""What every test gets: no screen, own user folders, own temporary folder; what it leaks is its failure."""

from __future__ import annotations

import os

# torch's threads wait for each other by spinning: beside other work on few cores, small networks stand still
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ["LC_ALL"] = os.environ["LANGUAGE"] = "C.UTF-8"  # the texts of tests are English
os.environ["QT_QPA_PLATFORM"] = "offscreen"  # display tests start processes with the screen of tests/xvfb.py

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaks import Leaks

pytest_plugins = ["tests.xvfb"]

USER_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}


def _point_to(patch: pytest.MonkeyPatch, root: Path) -> None:
    """Let the app and the processes that it starts find their folders under `root`."""
    for variable, name in USER_FOLDERS.items():
        folder = root / name
        folder.mkdir()
        patch.setenv(variable, str(folder))
    temporary = root / "tmp"
    temporary.mkdir()
    patch.setenv("TMPDIR", str(temporary))
    patch.setattr(tempfile, "tempdir", str(temporary))


@pytest.fixture(scope="session")
def qapp_cls():
    """The application that pytest-qt makes, where a test needs one."""
    from handful.ui.application import Application

    return Application


@pytest.fixture(scope="session", autouse=True)
def _user_folders_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For fixtures of a wider scope, which are made before the folders of a test."""
    with pytest.MonkeyPatch.context() as patch:
        _point_to(patch, tmp_path_factory.mktemp("run"))
        yield


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own user folders and an own temporary folder for each test; what it leaks is its failure."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("user")
        _point_to(patch, root)
        leaks = Leaks(root / "tmp")
        yield
        left = leaks.found()
    if left:
        pytest.fail("the test left behind: " + "; ".join(left))
