"""Keys of commands: no two commands share one, a person's choice wins and is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from handful.ui.actions import ActionInfo, Situation, action_table, plain
from handful.ui.commands import Commands
from handful.ui.keymap import RESERVED, Keymap
from handful.ui.theme import Theme

TABLE = (
    ActionInfo("accept", "Accept", "review", shortcut=("Return", "Enter")),
    ActionInfo("unknown", "Unknown", "review", shortcut=("U",)),
    ActionInfo("undo", "Undo", "edit", shortcut=(QKeySequence.StandardKey.Undo, "Z")),
)


@pytest.fixture
def keymap(qapp):
    return Keymap(TABLE)


def test_no_key_of_the_table_belongs_to_two_commands_or_is_reserved(qapp):
    keymap = Keymap(action_table())
    keys = [each for info in action_table() for each in keymap.keys(info.key)]
    assert len(keys) == len(set(keys))
    assert not RESERVED.intersection(keys)


def test_another_key_is_taken_from_its_owner_and_told(keymap, qtbot):
    assert keymap.owner("U") == "unknown"
    with qtbot.waitSignal(keymap.changed):
        keymap.assign("accept", ("U", "A"))
    assert (keymap.keys("accept"), keymap.keys("unknown")) == (("U", "A"), ())
    assert keymap.owner("Return") is None
    assert not keymap.is_default("unknown")


def test_a_reset_takes_the_keys_back_for_one_command_or_for_all(keymap):
    keymap.assign("accept", ("U",))
    keymap.reset("unknown")
    assert (keymap.keys("accept"), keymap.keys("unknown")) == ((), ("U",))
    keymap.reset()
    assert keymap.keys("accept") == ("Return", "Enter")
    assert keymap.to_text() == ""


def test_keys_that_walk_cannot_be_given_away(keymap):
    with pytest.raises(ValueError, match="Left walks"):
        keymap.assign("accept", ("Left",))
    assert keymap.keys("accept") == ("Return", "Enter")


def test_choices_are_kept_as_text_and_what_is_not_understood_is_passed_over(keymap):
    keymap.assign("unknown", ("Ctrl+U", "X"))
    again = Keymap(TABLE, keymap.to_text())
    assert again.keys("unknown") == ("Ctrl+U", "X")
    for bad in (
        "{",
        "[]",
        '{"unknown": "X"}',
        '{"unknown": [1]}',
        '{"nobody": ["X"]}',
        '{"unknown": ["Left"]}',
    ):
        assert Keymap(TABLE, bad).keys("unknown") == ("U",)


def test_actions_follow_the_keys_and_are_greyed_by_the_rules_of_the_table(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    keymap = Keymap(action_table())
    commands = Commands(window, Theme("light"), keymap)
    keymap.assign("unknown", ("X",))
    assert commands.actions["unknown"].shortcuts() == [QKeySequence("X")]
    assert commands.actions["unknown"].shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    commands.update(Situation())
    usable = {key for key, action in commands.actions.items() if action.isEnabled()}
    assert {"new", "open", "palette", "shortcuts", "about", "order_name"} <= usable
    assert not usable & {"undo", "redo", "history", "accept", "class_1", "export", "remove", "skip", "cancel"}
    commands.update(Situation(pictures=9, classes=2, shown=5, queries=1, selected=1, can_write=False))
    assert not commands.actions["accept"].isEnabled()
    commands.update(Situation(pictures=9, classes=2, shown=5, queries=1, selected=1))
    assert [commands.actions[f"class_{n}"].isEnabled() for n in (1, 2, 3)] == [True, True, False]


def test_commands_are_named_after_the_classes_and_their_menus(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window, Theme("light"), Keymap(action_table()))
    commands.name_classes(["salt & pepper", "hat"])
    assert commands.title("class_1") == "Label as: salt & pepper"
    assert commands.title("order_name") == "Sort by: Name"
    assert [commands.actions[f"class_{n}"].isVisible() for n in (1, 2, 3)] == [True, True, False]
    assert plain("Save &as…") == "Save as"


def test_every_command_has_a_handler_or_is_refused(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window, Theme("light"), Keymap(action_table()))
    with pytest.raises(KeyError):
        commands.connect_to({})
