"""The toolbar shows actions, the project's name and two choices, and tells which was chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip

from handful.ui.views.state import LearnerChoice, ToolbarState
from handful.ui.views.toolbar import Toolbar

PROTOTYPES = LearnerChoice("prototypes", "Prototypes", "The mean of the examples")
MATCHING = LearnerChoice("matching", "Matching <b>", "Each example & its weight")
STATE = ToolbarState("Kitchen", (PROTOTYPES, MATCHING), "prototypes", "light")


@pytest.fixture(autouse=True)
def qt_has_nothing_to_complain_about(qtlog):
    """Fails a test in which Qt warned; the offscreen platform says of itself what it cannot do."""
    yield
    assert [r.message for r in qtlog.records if "This plugin does not support" not in r.message] == []


@pytest.fixture
def toolbar(qtbot, theme):
    toolbar = Toolbar(theme)
    qtbot.addWidget(toolbar)
    toolbar.resize(1000, 48)
    toolbar.show()
    return toolbar


@pytest.fixture
def actions(toolbar, theme):
    """Two groups: "Add pictures…", and "Undo" with low priority."""
    add, undo = QAction("&Add pictures…", toolbar), QAction("Undo", toolbar)
    undo.setPriority(QAction.Priority.LowPriority)
    for action, icon in ((add, "picture"), (undo, "undo")):
        theme.set_icon(action, icon)
    toolbar.set_groups([[add], [undo]])
    return add, undo


def button_of(toolbar, action):
    return next(b for b in toolbar.findChildren(QToolButton) if b.defaultAction() is action)


def menu_button(toolbar, beginning):
    return next(b for b in toolbar.findChildren(QToolButton) if b.accessibleName().startswith(beginning))


def accessible_name(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


class Heard(list):
    """What the signals of a toolbar said."""

    def __init__(self, toolbar):
        super().__init__()
        toolbar.learner_chosen.connect(lambda name: self.append(("learner", name)))
        toolbar.theme_chosen.connect(lambda mode: self.append(("theme", mode)))


def test_a_click_on_a_button_triggers_its_action(qtbot, toolbar, actions):
    add, _ = actions
    with qtbot.waitSignal(add.triggered):
        qtbot.mouseClick(button_of(toolbar, add), Qt.MouseButton.LeftButton)


def test_a_disabled_action_is_a_disabled_button(qtbot, toolbar, actions):
    add, _ = actions
    add.setEnabled(False)
    assert not button_of(toolbar, add).isEnabled()


def test_buttons_show_words_but_for_actions_of_low_priority(toolbar, actions):
    add, undo = actions
    style = Qt.ToolButtonStyle
    assert button_of(toolbar, add).toolButtonStyle() == style.ToolButtonTextBesideIcon
    assert button_of(toolbar, undo).toolButtonStyle() == style.ToolButtonIconOnly


def test_in_a_narrow_window_buttons_show_icons_only_and_words_come_back_with_the_room(toolbar, actions):
    add, _ = actions
    toolbar.set_state(STATE)
    toolbar.resize(toolbar.minimumSizeHint().width(), 48)
    assert button_of(toolbar, add).toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert all(
        b.geometry().right() <= toolbar.width() for b in toolbar.findChildren(QToolButton) if b.isVisible()
    )
    toolbar.resize(1000, 48)
    assert button_of(toolbar, add).toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_new_groups_replace_the_old_buttons(qtbot, toolbar, actions):
    add, undo = actions
    toolbar.set_groups([[undo]])
    QApplication.sendPostedEvents(None, 0)
    shown = [
        b.defaultAction() for b in toolbar.findChildren(QToolButton) if b.isVisible() and b.defaultAction()
    ]
    assert undo in shown
    assert add not in shown


def test_each_button_tells_a_screen_reader_its_present_words(toolbar, actions):
    _, undo = actions
    undo.setText("Undo: add class “cat”")
    assert accessible_name(button_of(toolbar, undo)) == "Undo: add class “cat”"
    for button in toolbar.findChildren(QToolButton):
        if not button.isHidden():
            assert accessible_name(button), button


def test_the_tip_of_a_button_says_the_shortcut_and_shows_a_classs_name_letter_by_letter(toolbar, actions):
    _, undo = actions
    undo.setText("Undo: add class <b>cat</b>")
    undo.setShortcut("Ctrl+Z")
    button = button_of(toolbar, undo)
    place = button.rect().center()
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, place, button.mapToGlobal(place)))
    assert "&lt;b&gt;cat&lt;/b&gt; (Ctrl+Z)" in QToolTip.text()
    QToolTip.hideText()


def test_the_learner_choice_is_hidden_while_there_is_only_one(toolbar):
    toolbar.set_state(ToolbarState("Kitchen", (PROTOTYPES,), "prototypes", "light"))
    assert menu_button(toolbar, "Learner").isHidden()
    toolbar.set_state(STATE)
    assert menu_button(toolbar, "Learner").isVisible()
    assert menu_button(toolbar, "Learner").accessibleName() == "Learner: Prototypes"


def test_choosing_another_learner_is_told_and_shown_only_once_it_is_the_state(toolbar):
    heard = Heard(toolbar)
    toolbar.set_state(STATE)
    button = menu_button(toolbar, "Learner")
    button.menu().actions()[1].trigger()
    assert heard == [("learner", "matching")]
    assert [a.isChecked() for a in button.menu().actions()] == [True, False]
    toolbar.set_state(ToolbarState("Kitchen", (PROTOTYPES, MATCHING), "matching", "light"))
    assert [a.isChecked() for a in button.menu().actions()] == [False, True]
    assert heard == [("learner", "matching")]


def test_choosing_what_is_chosen_already_is_not_told(toolbar):
    heard = Heard(toolbar)
    toolbar.set_state(STATE)
    menu_button(toolbar, "Learner").menu().actions()[0].trigger()
    menu_button(toolbar, "Theme").menu().actions()[1].trigger()
    assert heard == []


def test_choosing_a_theme_is_told_with_its_mode(toolbar):
    heard = Heard(toolbar)
    toolbar.set_state(STATE)
    button = menu_button(toolbar, "Theme")
    assert button.accessibleName() == "Theme: Light"
    button.menu().actions()[2].trigger()
    assert heard == [("theme", "dark")]
    assert [a.isChecked() for a in button.menu().actions()] == [False, True, False]


def test_setting_a_state_says_nothing(toolbar):
    heard = Heard(toolbar)
    toolbar.set_state(STATE)
    toolbar.set_state(ToolbarState("Garden", (PROTOTYPES, MATCHING), "matching", "dark"))
    assert heard == []


def test_a_long_project_name_is_shortened_and_said_in_full(toolbar, actions):
    name = "A project <i>with</i> a name that is longer than any window " * 4
    toolbar.set_state(ToolbarState(name.strip()))
    label = toolbar._name
    assert label.is_elided()
    assert "&lt;i&gt;" in label.toolTip()
    assert accessible_name(label) == f"Project {name.strip()}"


def test_the_buttons_can_be_reached_with_the_tab_key_and_pressed(qtbot, toolbar, actions):
    add, _ = actions
    toolbar.activateWindow()
    button = button_of(toolbar, add)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    with qtbot.waitSignal(add.triggered):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    toolbar.set_state(STATE)
    reached = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(accessible_name(QApplication.focusWidget()))
    assert reached == ["Undo", "Learner: Prototypes", "Theme: Light"]
