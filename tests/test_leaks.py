"""The watch over what a test leaves behind sees each kind, and lets pass what is gone in time."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from tests import leaks
from tests.leaks import Leaks


@pytest.fixture
def watch(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(leaks, "GRACE_MS", 20)
    folder = tmp_path / "temporary"
    folder.mkdir()
    return Leaks(folder)


def test_a_test_that_leaves_nothing_is_told_nothing(watch):
    assert watch.found() == []


def test_a_window_that_is_still_there_is_named(watch):
    window = QLabel()
    window.setObjectName("forgotten")
    assert watch.found() == ["the window QLabel 'forgotten'"]


def test_a_window_in_a_reference_cycle_or_deleted_later_is_no_leak(watch):
    cycle = QWidget()
    cycle.myself = cycle
    later = QWidget()
    later.deleteLater()
    del cycle
    assert watch.found() == []


def test_the_menu_of_a_closed_window_is_no_leak(watch):
    window = QWidget()
    QMenu(window)
    del window
    assert watch.found() == []


def test_a_running_qthread_is_named_until_it_ends(watch):
    thread = QThread()
    thread.setObjectName("worker")
    thread.start()
    assert watch.found() == ["the running QThread 'worker'"]
    thread.quit()
    assert thread.wait(5000)
    assert watch.found() == []


def test_a_running_thread_is_named_until_it_ends(watch):
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="reader")
    thread.start()
    assert watch.found() == ["the running thread 'reader'"]
    gate.set()
    thread.join()
    assert watch.found() == []


def test_a_temporary_file_is_named(watch, tmp_path):
    (tmp_path / "temporary" / "scratch.db").touch()
    assert watch.found() == ["the temporary file scratch.db"]


def test_what_was_there_before_is_not_held_against_the_test(qapp, tmp_path):
    window, holder = QWidget(), QObject()
    QTimer(holder)
    assert Leaks(tmp_path).found() == []
    del window
