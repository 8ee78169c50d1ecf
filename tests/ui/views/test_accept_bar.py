"""The bar for accepting above a confidence: says what would happen, and is left or followed by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSlider

from handful.ui.views.accept_bar import AcceptBar
from handful.ui.views.state import AcceptState


@pytest.fixture
def bar(qtbot, theme):
    bar = AcceptBar(theme)
    qtbot.addWidget(bar)
    bar.resize(640, 40)
    bar.open(90)
    bar.activateWindow()
    qtbot.waitUntil(bar.findChild(QSlider).hasFocus)
    return bar


def accept(bar):
    return bar.findChild(QPushButton)


@pytest.mark.parametrize(
    ("state", "words", "can_accept"),
    [
        (AcceptState(90, 120, 300, 1.2), "120 of 300 pictures · about 1 wrong (1.0\u00a0%)", True),
        (AcceptState(10, 4, 4, 2.0), "4 of 4 pictures · about 2 wrong (50\u00a0%)", True),
        (AcceptState(99, 0, 1, 0.0), "None of 1 picture", False),
        (AcceptState(50, 0, 0, 0.0), "No proposal waits for an answer here", False),
    ],
)
def test_it_says_how_many_and_how_many_may_be_wrong(bar, state, words, can_accept):
    bar.set_state(state)
    assert accept(bar).accessibleDescription() == words
    assert bar.findChild(QSlider).accessibleDescription() == words
    assert accept(bar).isEnabled() == can_accept


def test_arrows_change_the_level_enter_accepts_it_and_escape_leaves(bar, qtbot):
    bar.set_state(AcceptState(90, 2, 3, 0.1))
    slider = bar.findChild(QSlider)
    with qtbot.waitSignal(bar.level_changed) as level:
        qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert level.args == [89]
    with qtbot.waitSignal(bar.accepted) as said:
        qtbot.keyClick(slider, Qt.Key.Key_Return)
    assert said.args == [89]
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(slider, Qt.Key.Key_Escape)


def test_where_nothing_can_be_accepted_enter_does_nothing(bar, qtbot):
    bar.set_state(AcceptState(99, 0, 3, 0.0))
    with qtbot.assertNotEmitted(bar.accepted):
        qtbot.keyClick(bar.findChild(QSlider), Qt.Key.Key_Return)


def test_in_a_narrow_grid_the_words_stand_below(bar, qtbot):
    assert bar._words.isVisible()
    bar.resize(300, 80)
    qtbot.waitUntil(bar._below.isVisible)
    assert not bar._words.isVisible()
    assert bar.rect().contains(accept(bar).geometry())
