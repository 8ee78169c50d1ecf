"""The examples view says for each class whether there are enough, and which examples look out of place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from handful.ui.views.examples_view import ExamplesView
from handful.ui.views.insight_state import ExamplesState
from handful.ui.views.nearest import NearestButton
from tests.ui.views.insight_fakes import EXAMPLES, table_of

NBSP = "\u00a0"


@pytest.fixture
def view(qtbot, theme):
    view = ExamplesView(theme)
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    qtbot.waitExposed(view)
    view.set_state(EXAMPLES)
    return view


def test_every_meter_is_told_in_a_sentence_too(view):
    told = view._bars.accessibleDescription()
    assert f"5 of 5 examples of cats are recognised by the others (95 %: 57{NBSP}% to 100{NBSP}%)." in told
    assert "Most of the rest look like cats." in told


def test_the_numbers_are_in_tables(view):
    assert table_of(view.meters)[1:] == [
        ["cats", 5, 5, 5, 0.57, 1.0, "", "enough"],
        ["dogs", 3, 3, 1, 0.06, 0.79, "cats", "add more"],
    ]
    assert table_of(view.doubts)[1:] == [["g.jpg", "dogs", "cats", 0.12, 0.03]]


def test_a_doubted_example_is_one_click_away(view, qtbot):
    [button] = [b for b in view.findChildren(NearestButton) if b.isVisible()]
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert signal.args == [[7], False]
    with qtbot.waitSignal(view.selected) as signal:
        view.doubts.row_chosen.emit(0)
    assert signal.args == [[7], False]


def test_without_doubts_nothing_is_said_of_them(view):
    view.set_state(ExamplesState(EXAMPLES.meters))
    assert not view.doubts.isVisible()


def test_without_classes_the_view_says_what_it_takes(view):
    view.set_state(ExamplesState())
    assert "Two classes with two examples each" in view.meters._caption.text()
