"""What a person does with the grid, in the words of the tests."""

from __future__ import annotations

from PySide6.QtCore import Qt

from handful.ui.views.picture_list import PictureList
from handful.ui.views.state import GridState
from tests.ui.views.pictures import CHOICES

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def show(grid, model, qtbot):
    grid.set_model(model)
    grid.set_state(GridState(total=model.rowCount(), predicted=model.rowCount(), choices=CHOICES))
    items = the_list(grid)
    items.setFocus()
    qtbot.waitUntil(lambda: items.visualRect(model.index(0, 0)).isValid() and items.hasFocus())


def the_list(grid):
    return grid.findChild(PictureList)


def centre_of(grid, row):
    items = the_list(grid)
    return items.visualRect(items.model().index(row, 0)).center()


def click(qtbot, grid, row, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(the_list(grid).viewport(), LEFT, modifiers, centre_of(grid, row))


def press(qtbot, grid, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(the_list(grid), key, modifiers)
