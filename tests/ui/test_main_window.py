"""The assembled window, without a project behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from handful.ui.actions import action_table
from handful.ui.keymap import Keymap
from handful.ui.main_window import MainWindow
from handful.ui.theme import Theme
from handful.ui.views.state import NoticeState, StatusState


@pytest.fixture
def window(qtbot):
    window = MainWindow(Theme("light"), Keymap(action_table()))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.status.cancel_requested.connect(lambda: window.status.set_state(StatusState()))
    window.notice.action_requested.connect(lambda: window.notice.set_state(None))
    return window


@pytest.mark.parametrize(("bar", "text"), [("status", "Cancel"), ("notice", "Go on")])
def test_a_button_that_goes_when_it_is_pressed_gives_the_focus_to_the_grid(window, qtbot, bar, text):
    window.status.set_state(StatusState(busy=True, cancellable=True))
    window.notice.set_state(NoticeState("Stopped", action="Go on"))
    bar = getattr(window, bar)
    button = next(b for b in bar.findChildren(QAbstractButton) if b.text() == text and b.isVisible())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not button.isVisible()
    assert window.grid.isAncestorOf(QApplication.focusWidget())
