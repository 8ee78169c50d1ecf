"""The confusion view counts agreement in words, colours and a table, and selects by cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from handful.ui.views.confusion_view import ConfusionView
from handful.ui.views.insight_state import ConfusionState
from tests.ui.views.insight_fakes import CONFUSION, table_of

NBSP = "\u00a0"


@pytest.fixture
def view(qtbot, theme):
    view = ConfusionView(theme)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    qtbot.waitExposed(view)
    view.set_state(CONFUSION)
    return view


def test_a_sentence_says_how_many_agree_and_how_sure_that_is(view):
    assert view._figure.text() == f"50{NBSP}% of 6 labels agree (95 %: 19{NBSP}% to 81{NBSP}%)"


def test_without_labels_the_view_says_what_it_takes(view):
    view.set_state(ConfusionState())
    assert view._figure.text().startswith("Label some pictures")
    assert not view.grid.isVisible()


def test_the_table_lists_disagreements_first_and_shares_of_each_row(view):
    assert table_of(view.panel) == [
        ["You said", "The app said", "Pictures", "Of yours"],
        ["none of these", "dogs", 2, 1.0],
        ["cats", "dogs", 1, 0.25],
        ["cats", "cats", 3, 0.75],
    ]


def test_a_click_on_a_cell_selects_its_pictures(view, qtbot):
    where = view.grid._box(0, 1).center().toPoint()
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mouseClick(view.grid, Qt.MouseButton.LeftButton, pos=where)
    assert signal.args == [[4], True]


def test_arrows_and_enter_select_without_a_mouse_and_each_cell_is_told(view, qtbot):
    assert view.grid.accessibleDescription() == "3 pictures: you and the app say cats"
    qtbot.keyClick(view.grid, Qt.Key.Key_Down)
    qtbot.keyClick(view.grid, Qt.Key.Key_Down)
    qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    told = "2 pictures: you say none of these, the app says dogs"
    assert view.grid.accessibleDescription() == told
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert signal.args == [[5, 6], False]


def test_an_empty_cell_selects_nothing(view, qtbot):
    chosen = []
    view.selected.connect(lambda ids, _: chosen.append(ids))
    qtbot.mouseClick(view.grid, Qt.MouseButton.LeftButton, pos=view.grid._box(1, 0).center().toPoint())
    assert chosen == []


def test_a_row_of_the_table_selects_its_pictures(view, qtbot):
    with qtbot.waitSignal(view.selected) as signal:
        view.panel.row_chosen.emit(0)
    assert signal.args == [[5, 6], False]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_agreement_and_disagreement_differ_in_lightness_or_hue_from_an_empty_cell(view, theme, mode):
    theme.set_mode(mode)
    image = view.grid.grab().toImage()
    scale = image.devicePixelRatio()

    def colour(row, column):
        corner = view.grid._box(row, column).topLeft() * scale
        return image.pixelColor(int(corner.x() + 6 * scale), int(corner.y() + 6 * scale))

    assert len({colour(0, 0).name(), colour(0, 1).name(), colour(1, 0).name()}) == 3
