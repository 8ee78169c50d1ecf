"""Moving the threshold of "unknown": a step that can be undone, scored anew without encoding again."""

import pytest
from PySide6.QtWidgets import QLabel

from handful.ui.threshold_desk import ThresholdDesk
from handful.ui.views.threshold import Threshold
from tests.ui.bench import answer, settle


@pytest.fixture
def view(qtbot):
    view = Threshold()
    qtbot.addWidget(view)
    return view


def test_with_no_strangers_expected_the_stranger_gets_the_closest_class_and_undo_takes_it_back(
    sorted_bench, qtbot, view
):
    desk = ThresholdDesk(view, sorted_bench)
    outcomes = []
    sorted_bench.host.finished.connect(outcomes.append)
    view.share_chosen.emit(0.0)
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "c blue") != "unknown"
    assert sorted_bench.project.settings["stranger_share"] == "0.0"
    assert outcomes[-1].encoded == 0
    sorted_bench.undo()
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "c blue") == "unknown"
    assert sorted_bench.stranger_share == 0.3
    desk.deleteLater()


def test_what_the_share_comes_to_is_shown_with_the_answers(sorted_bench, qtbot, view):
    desk = ThresholdDesk(view, sorted_bench)
    view.show()
    sorted_bench.reclassify()
    settle(qtbot, sorted_bench)
    shown = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert "85\u00a0%" in shown  # the tiny engine's curve: 1 - share / 2
    desk.deleteLater()


def test_choosing_the_share_that_is_set_does_nothing(sorted_bench):
    sorted_bench.expect_strangers(0.3)
    assert not sorted_bench.host.busy
