"""The sheet of shortcuts: finds commands, takes chords as they are written, says what a choice means."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from handful.ui.views.shortcut_model import ShortcutModel, ShortcutRow
from handful.ui.views.shortcuts import ShortcutSheet
from handful.ui.views.widgets.key_field import KeyField

ROWS = (
    ShortcutRow("accept", "Accept", "Return", "Pictures"),
    ShortcutRow("search", "Search names", "/   Ctrl+F", "View"),
    ShortcutRow("none", "Show: Unknown", "", "View"),
    ShortcutRow("", "Walk through the pictures", "← →", "Pictures"),
)


@pytest.fixture
def sheet(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    answers = {"U": (True, "U belongs to “Unknown”"), "Left": (False, "Left walks")}
    sheet = ShortcutSheet(theme, lambda _key, keys: answers.get(keys, (True, "")), parent)
    sheet.under = parent  # lives as long as the sheet
    sheet.set_rows(ROWS)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def test_the_model_is_sound_and_narrowed_by_command_key_or_place(qtmodeltester, qapp):
    model = ShortcutModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    for wanted, keys in (("acc", ["accept"]), ("ctrl+f", ["search"]), ("view", ["search", "none"])):
        model.narrow(wanted)
        assert [model.row_at(row).key for row in range(model.rowCount())] == keys
    assert model.row_at(9) is None
    model.narrow("")
    heard = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 2)]
    assert heard == ["Accept: Return", "Show: Unknown: no key"]


@pytest.mark.parametrize(
    ("key", "modifiers", "written"),
    [
        (Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier, "U"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier, "Shift+Z"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "Ctrl+K"),
        (Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, "1"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "Space"),
    ],
)
def test_keys_are_taken_as_they_are_written(qtbot, theme, key, modifiers, written):
    field = KeyField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.pressed) as said:
        qtbot.keyClick(field, key, modifiers)
    assert said.args[0].toString(QKeySequence.SequenceFormat.PortableText) == written
    with qtbot.assertNotEmitted(field.pressed):
        qtbot.keyClick(field, Qt.Key.Key_Shift)


def test_a_conflict_is_said_before_it_is_made_and_reserved_keys_are_refused(sheet, qtbot):
    sheet._field.setFocus()
    qtbot.keyClick(sheet._field, Qt.Key.Key_Left)
    assert (sheet._set.isEnabled(), sheet._message.text()) == (False, "Left walks")
    qtbot.keyClick(sheet._field, Qt.Key.Key_U)
    assert (sheet._set.text(), sheet._message.text()) == ("Take over", "U belongs to “Unknown”")
    with qtbot.waitSignal(sheet.keys_chosen) as said:
        sheet._add.click()
    assert said.args == ["accept", "U", True]


def test_it_is_used_by_keyboard_from_the_search_to_the_field(sheet, qtbot):
    sheet._search.setFocus()
    qtbot.keyClicks(sheet._search, "names")
    qtbot.keyClick(sheet._search, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet._table.hasFocus)
    qtbot.keyClick(sheet._table, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet._field.hasFocus)
    assert sheet._field.accessibleName() == "New keys for Search names"
    qtbot.keyClick(sheet._field, Qt.Key.Key_X)
    with qtbot.waitSignal(sheet.keys_chosen) as said:
        sheet._set.click()
    assert said.args == ["search", "X", False]
    with qtbot.waitSignal(sheet.reset_requested) as said:
        sheet._reset.click()
    assert said.args == ["search"]


def test_what_is_so_in_every_program_cannot_be_changed(sheet):
    sheet._table.setCurrentIndex(sheet._model.index(3, 0))
    assert not sheet._field.isEnabled()
    assert not sheet._clear.isEnabled()
