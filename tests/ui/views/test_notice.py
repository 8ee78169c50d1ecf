"""The notice bar shows one message letter by letter, unfolds its details and tells what was pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton

from handful.ui.views.notice import NoticeBar
from handful.ui.views.state import NoticeState

WARNING = NoticeState(
    "3 pictures cannot be read", "warning", "a.jpg: cut short\n<b>b.png</b>: 0 bytes", "Show them"
)


@pytest.fixture(autouse=True)
def qt_has_nothing_to_complain_about(qtlog):
    """Fails a test in which Qt warned; the offscreen platform says of itself what it cannot do."""
    yield
    assert [r.message for r in qtlog.records if "This plugin does not support" not in r.message] == []


@pytest.fixture
def bar(qtbot, theme):
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    return bar


@pytest.fixture
def heard(bar):
    """What the bar told, in order."""
    told = []
    bar.dismissed.connect(lambda: told.append("dismissed"))
    bar.action_requested.connect(lambda: told.append("action"))
    return told


def button_named(bar, name):
    return next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == name)


def test_it_is_hidden_until_there_is_something_to_say_and_again_afterwards(bar):
    assert bar.isHidden()
    bar.set_state(WARNING)
    assert bar.isVisible()
    bar.set_state(None)
    assert bar.isHidden()


def test_the_message_is_shown_letter_by_letter(bar):
    bar.set_state(NoticeState("<b>dog</b> & cat.jpg cannot be read"))
    label = bar.findChild(QLabel)
    assert label.text() == "<b>dog</b> & cat.jpg cannot be read"
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_details_unfold_can_be_selected_and_fold_again(qtbot, bar):
    bar.set_state(WARNING)
    details = bar.findChild(QPlainTextEdit)
    assert details.isHidden()
    qtbot.mouseClick(button_named(bar, "Show details"), Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert details.toPlainText() == WARNING.details
    assert details.isReadOnly()
    assert details.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    qtbot.mouseClick(button_named(bar, "Hide details"), Qt.MouseButton.LeftButton)
    assert details.isHidden()


def test_a_thousand_lines_of_details_scroll_instead_of_filling_the_window(bar):
    bar.set_state(NoticeState("Many", "error", "\n".join(f"{i}.jpg: 0 bytes" for i in range(1000))))
    button_named(bar, "Show details").click()
    assert bar.findChild(QPlainTextEdit).height() <= 140
    assert bar.findChild(QPlainTextEdit).verticalScrollBar().maximum() > 0


def test_what_has_no_details_and_no_action_has_no_buttons_for_them(bar):
    bar.set_state(NoticeState("The labels were written", "success"))
    assert button_named(bar, "Show details").isHidden()
    assert bar.findChild(QPushButton).isHidden()


def test_the_action_and_the_cross_are_told(qtbot, bar, heard):
    bar.set_state(WARNING)
    qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button_named(bar, "Dismiss"), Qt.MouseButton.LeftButton)
    assert heard == ["action", "dismissed"]
    assert bar.isVisible()  # whether it goes is not its own decision


def test_escape_dismisses(qtbot, bar, heard):
    bar.set_state(WARNING)
    qtbot.keyClick(bar.findChild(QPushButton), Qt.Key.Key_Escape)
    assert heard == ["dismissed"]


def test_the_same_message_again_leaves_unfolded_details_unfolded_and_a_new_one_folds_them(bar, heard):
    bar.set_state(WARNING)
    button_named(bar, "Show details").click()
    bar.set_state(NoticeState(WARNING.text, WARNING.level, WARNING.details, WARNING.action))
    assert bar.findChild(QPlainTextEdit).isVisible()
    bar.set_state(NoticeState("Something else", "info", "more"))
    assert bar.findChild(QPlainTextEdit).isHidden()
    assert heard == []


@pytest.mark.parametrize("level", ["info", "success", "warning", "error"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_level_has_its_colour_and_its_word_in_both_themes(bar, theme, level, mode):
    theme.set_mode(mode)
    bar.set_state(NoticeState("Message", level))
    pixel = bar.grab().toImage().pixelColor(bar.width() // 2, 3)
    assert pixel != theme.colours.raised
    spoken = QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name)
    assert (
        spoken
        == {"info": "Note", "success": "Done", "warning": "Warning", "error": "Error"}[level] + ": Message"
    )


def test_an_ampersand_in_the_action_is_not_a_shortcut(bar):
    bar.set_state(NoticeState("x", action="Save & close"))
    button = bar.findChild(QPushButton)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Save & close"
