"""The control for "unknown": what it shows, what it asks for, by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider

from handful.ui.views.threshold import SHARES, Threshold, ThresholdState
from handful.workflows.progress import Outlook

OUTLOOK = Outlook(
    0.3, 0.91, 0.24, 0.35, own_answered=46, own_wrong=8, own_total=50, own_caught=16, own_strangers=50
)


@pytest.fixture
def view(qtbot):
    view = Threshold()
    qtbot.addWidget(view)
    view.show()
    return view


def slider(view) -> QSlider:
    return view.findChild(QSlider)


def texts(view) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_it_shows_what_the_share_comes_to_on_simulated_tasks_and_on_the_examples(view):
    view.set_state(ThresholdState(0.3, OUTLOOK))
    shown = texts(view)
    assert "some strangers expected" in shown
    assert [t for t in shown if t.endswith("%")] == ["91\u00a0%", "24\u00a0%", "35\u00a0%"]
    assert [t for t in shown if " of " in t] == ["46 of 50", "8 of 46", "16 of 50"]


def test_single_examples_tell_nothing_of_themselves(view):
    view.set_state(ThresholdState(0.3, Outlook(0.3, 0.9, 0.2, 0.4, 0, 0, 0, 7, 10)))
    assert [t for t in texts(view) if " of " in t] == []
    assert texts(view).count("–") == 3


def test_without_a_classification_there_are_no_numbers(view):
    view.set_state(ThresholdState(0.3))
    assert texts(view) == ["some strangers expected", "Unknown"]


def test_an_arrow_key_asks_for_the_next_share(qtbot, view):
    view.set_state(ThresholdState(0.3))
    with qtbot.waitSignal(view.share_chosen) as chosen:
        qtbot.keyClick(slider(view), Qt.Key.Key_Right)
    assert chosen.args == [0.5]
    assert "many strangers expected" in texts(view)


def test_showing_a_state_asks_for_nothing(qtbot, view):
    with qtbot.assertNotEmitted(view.share_chosen):
        for share in (*SHARES, 0.07, 0.95):
            view.set_state(ThresholdState(share, OUTLOOK))
    assert slider(view).value() == len(SHARES) - 1


def test_no_strangers_expected_is_said_as_never(view):
    view.set_state(ThresholdState(0.0))
    assert "never" in texts(view)
