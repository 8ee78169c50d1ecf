"""Several windows in one process: each with its own project and jobs, one engine, and an end for each."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from handful.project.session import Session
from handful.ui.application import Application
from handful.ui.commons import Commons
from handful.ui.windows import STEP_PX, Windows
from tests.ui.bench import settle


@pytest.fixture
def loads(load_tiny):
    """A loader that counts how often it was asked."""

    def load():
        load.count += 1
        return (yield from load_tiny())

    load.count = 0
    return load


@pytest.fixture
def windows(qapp, places, loads, dialogs):
    commons = Commons(QApplication.instance(), places, loads)
    windows = Windows(commons, lambda: dialogs)
    yield windows
    apps = list(windows.all)
    windows.close_all()
    windows.finish()
    for held in (*apps, windows):
        vars(held).clear()
    for owner in (windows, commons):
        owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def two(windows, tmp_path, qtbot):
    """Two projects, each in its window, with their engines ready."""
    apps = []
    for name in ("one", "two"):
        Session.create(tmp_path / f"{name}.handful").close()
        apps.append(windows.open(tmp_path / f"{name}.handful"))
    qtbot.waitUntil(lambda: all(app.host.is_ready for app in apps), timeout=30_000)
    return apps


def command(app, key):
    app.window.command[key].trigger()


def test_each_window_sorts_its_own_project_with_one_engine(two, loads, pictures, qtbot):
    one, other = two
    one.bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    settle(qtbot, one.bench)
    assert len(one.bench.project.predictions) == 3
    assert not other.bench.project.pictures
    other.bench.drop([str(pictures / "heap")])
    settle(qtbot, other.bench)
    assert len(other.bench.project.pictures) == 3
    assert one.host.engine is other.host.engine
    assert loads.count == 1


def test_closing_one_leaves_the_others_and_the_engine(two, windows, pictures, qtbot):
    one, other = two
    command(one, "close_window")
    assert windows.all == [other]
    other.bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    settle(qtbot, other.bench)
    assert len(other.bench.project.predictions) == 3


def test_quitting_closes_all_of_them_and_lets_their_projects_go(two, windows, tmp_path):
    command(two[0], "quit")
    assert not windows.all
    for name in ("one", "two"):
        session = Session.open(tmp_path / f"{name}.handful")
        assert not session.read_only
        session.close()


def test_a_project_that_a_window_has_is_brought_to_the_front(two, windows, tmp_path):
    one, other = two
    assert windows.open(tmp_path / "one.handful") is one
    (tmp_path / "link.handful").symlink_to(tmp_path / "two.handful")
    assert windows.open(tmp_path / "link.handful") is other
    one.desk.open_project(tmp_path / "two.handful")
    assert one.bench.session.path.stem == "one"
    one.desk.open_project(tmp_path / "one.handful")
    assert not one.bench.session.read_only
    assert len(windows.all) == 2


def test_a_new_window_has_a_new_project_and_stands_a_step_beside(two, windows):
    command(two[1], "new_window")
    new = windows.all[-1]
    assert new.bench.session.path.parent.name == "untitled"
    assert not new.bench.session.read_only
    places = [app.window.frameGeometry().topLeft() for app in windows.all]
    assert places[1] - places[0] == QPoint(STEP_PX, STEP_PX)
    assert places[2] == new.window.screen().availableGeometry().topLeft()  # the screen ends there


def test_another_project_is_opened_in_a_new_window_where_that_is_asked_for(two, windows, dialogs, tmp_path):
    Session.create(tmp_path / "three.handful").close()
    dialogs.open = tmp_path / "three.handful"
    command(two[0], "open_window")
    assert windows.all[-1].bench.session.path.stem == "three"
    assert two[0].bench.session.path.stem == "one"
    dialogs.open = None
    command(two[0], "open_window")  # cancelled
    assert len(windows.all) == 3


def test_theme_and_keys_are_the_same_in_all_windows(two):
    one, other = two
    one.window.toolbar.theme_chosen.emit("dark")
    assert "Dark" in other.window.toolbar._theme_button.accessibleName()
    one.commons.keymap.assign("unknown", ("X",))
    assert other.window.command["unknown"].shortcut().toString() == "X"
    one.window.toolbar.theme_chosen.emit("system")


def test_a_window_that_closes_while_another_one_loads_the_engine_ends_at_once(windows, tmp_path, qtbot):
    windows._commons.engine._loading.acquire()  # as a window does while it loads
    try:
        apps = []
        for name in ("one", "two"):
            Session.create(tmp_path / f"{name}.handful").close()
            apps.append(windows.open(tmp_path / f"{name}.handful"))
        with qtbot.waitSignals([app.host.loading for app in apps], timeout=30_000):
            pass
        apps[1].window.close()
        assert windows.all == [apps[0]]
    finally:
        windows._commons.engine._loading.release()
    qtbot.waitUntil(lambda: apps[0].host.is_ready, timeout=30_000)


def test_a_project_that_cannot_be_opened_is_said_in_a_window_of_its_own(two, windows, tmp_path):
    (tmp_path / "notes.handful").write_text("these are my notes")
    new = windows.open(tmp_path / "notes.handful", is_fresh=True)
    assert new.window.notice.isVisible()
    assert new.bench.session.path.parent.name == "untitled"


def test_the_platform_can_ask_for_a_file(qapp, qtbot):
    assert isinstance(qapp, Application)
    with qtbot.waitSignal(qapp.file_opened) as asked:
        QCoreApplication.sendEvent(qapp, QFileOpenEvent("/tmp/holiday.handful"))
    assert asked.args == ["/tmp/holiday.handful"]
