"""The palette: narrowed by typing, walked through by arrows, chosen by Enter; the focus comes home."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from handful.ui.views.palette import Palette
from handful.ui.views.palette_model import PaletteItem, PaletteModel, PaletteRole

ITEMS = (
    PaletteItem("off", "New project", enabled=False),
    PaletteItem("add", "Add pictures", "Ctrl+I"),
    PaletteItem("folder", "Add folder", "Ctrl+Shift+I"),
    PaletteItem("name", "Sort by: Name", checked=True),
)


@pytest.fixture
def window(qtbot, theme):
    window = QWidget()
    window.resize(800, 600)
    window.button = QPushButton("below")
    QVBoxLayout(window).addWidget(window.button)
    window.palette_list = Palette(theme, window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.button.setFocus()
    qtbot.waitUntil(window.button.hasFocus)
    return window


@pytest.fixture
def palette(window):
    window.palette_list.open("What?", ITEMS, "Nothing")
    return window.palette_list


def field(palette):
    return palette.findChild(QLineEdit)


def current(palette):
    return palette.findChild(QListView).currentIndex().data(PaletteRole.KEY)


def test_the_model_is_sound_while_it_is_narrowed(qtmodeltester, qapp):
    model = PaletteModel()
    model.set_items(ITEMS)
    qtmodeltester.check(model)
    model.narrow("add")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Add pictures", "Add folder"]
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Add pictures, Ctrl+I"


def test_it_opens_at_the_top_or_where_asked_at_the_tick(palette, window):
    assert current(palette) == "add"  # the first that can be chosen
    palette.open("What?", ITEMS, "Nothing", at_tick=True)
    assert current(palette) == "name"


def test_a_pointer_that_rests_where_it_opens_chooses_nothing_until_it_moves(palette, monkeypatch):
    view = palette.findChild(QListView)
    view.entered.emit(view.model().index(2, 0))
    assert current(palette) == "add"
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(-5, -5))
    view.entered.emit(view.model().index(2, 0))
    assert current(palette) == "folder"


def test_typing_and_enter_choose(palette, window, qtbot):
    assert field(palette).hasFocus()
    qtbot.keyClicks(field(palette), "adf")
    assert current(palette) == "folder"
    with qtbot.waitSignal(palette.chosen) as said:
        qtbot.keyClick(field(palette), Qt.Key.Key_Return)
    assert said.args == ["folder"]
    assert palette.isHidden()
    assert window.button.hasFocus()


def test_arrows_go_round_and_pass_over_what_cannot_be_chosen(palette, qtbot):
    for key, expected in ((Qt.Key.Key_Up, "name"), (Qt.Key.Key_Down, "add"), (Qt.Key.Key_PageUp, "add")):
        qtbot.keyClick(field(palette), key)
        assert current(palette) == expected
    assert field(palette).accessibleDescription() == "Add pictures, Ctrl+I"


def test_what_is_greyed_is_not_chosen_and_without_a_match_it_says_so(palette, qtbot):
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClicks(field(palette), "new")
        qtbot.keyClick(field(palette), Qt.Key.Key_Return)
        qtbot.keyClicks(field(palette), "zzz")
        qtbot.keyClick(field(palette), Qt.Key.Key_Return)
    assert field(palette).accessibleDescription() == "Nothing"


def test_escape_closes_it_and_the_focus_returns(palette, window, qtbot):
    qtbot.keyClick(field(palette), Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert window.button.hasFocus()


def test_it_closes_when_the_focus_goes_elsewhere_and_leaves_it_there(palette, window, qtbot):
    window.button.setFocus()
    qtbot.waitUntil(palette.isHidden)
    assert QApplication.focusWidget() is window.button


def test_it_stays_inside_a_small_window(palette, window, qtbot):
    window.resize(320, 240)
    qtbot.waitUntil(lambda: window.rect().contains(palette.geometry()))
