"""Stopping is no dead end: the notice offers to go on, until it goes on."""

import pytest
from PySide6.QtCore import QObject

from handful.project.recent import RecentProjects
from handful.project.settings import AppSettings
from handful.ui.desk import Desk
from handful.ui.places import Places
from handful.ui.remembered import Remembered
from tests.ui.bench import settle


@pytest.fixture
def desk(ready_bench, tmp_path):
    places = Places(tmp_path / "config", tmp_path / "data", tmp_path / "cache.sqlite")
    remembered = Remembered(AppSettings(places.settings))
    owner = QObject()
    desk = Desk(ready_bench, None, places, RecentProjects(places.recent), remembered, owner)
    desk.notices = []
    desk.notice.connect(desk.notices.append)
    yield desk
    desk.close()
    owner.deleteLater()


def stop_in_the_middle(desk, bench, pictures, qtbot):
    bench.drop([str(pictures / "classes")])
    bench.drop([str(pictures / "heap")])
    qtbot.waitUntil(lambda: bench.host.busy and not bench.intake.busy, timeout=10_000)
    desk.stop()


def test_what_was_stopped_can_be_gone_on_with(desk, ready_bench, pictures, qtbot):
    stop_in_the_middle(desk, ready_bench, pictures, qtbot)
    assert not ready_bench.host.busy
    assert desk.notices[-1].action == "Go on"
    desk.follow_notice()
    settle(qtbot, ready_bench)
    assert len(ready_bench.project.predictions) == 3
    assert desk.notices[-1] is None


def test_the_offer_goes_when_a_change_classifies_again(desk, ready_bench, pictures, qtbot):
    stop_in_the_middle(desk, ready_bench, pictures, qtbot)
    ready_bench.remove_pictures([ready_bench.project.support(1)[0].id])
    settle(qtbot, ready_bench)
    assert desk.notices[-1] is None


def test_stopping_nothing_says_nothing(desk):
    desk.stop()
    assert desk.notices == []
