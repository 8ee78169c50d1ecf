"""The grid says in ids what a person does with its pictures: by mouse, keys, menu and drag."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QDrag
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from handful.ui.views.picture_menu import PictureMenu
from handful.ui.views.state import PICTURES_MIME, UNKNOWN_CLASS_ID, GridState
from tests.ui.views.grid_hands import CONTROL, LEFT, SHIFT, centre_of, click, press, show, the_list
from tests.ui.views.pictures import (
    CHOICES,
    FakePicture,
    FakePictures,
    drag_over,
    drop,
    one_of_each,
    paths_data,
    pictures_data,
)


def test_the_fake_model_is_a_sound_model(qtmodeltester, qapp):
    qtmodeltester.check(FakePictures(one_of_each()))


def test_a_click_selects_one_picture(grid, model, qtbot):
    with qtbot.waitSignal(grid.selection_changed) as said:
        click(qtbot, grid, 2)
    assert said.args == [[3]]
    assert grid.selected_ids() == [3]


def test_shift_and_control_extend_the_selection(grid, model, qtbot):
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, SHIFT)
    click(qtbot, grid, 6, CONTROL)
    assert grid.selected_ids() == [2, 3, 4, 7]


def test_control_a_selects_everything(grid, model, qtbot):
    with qtbot.waitSignal(grid.selection_changed) as said:
        press(qtbot, grid, Qt.Key.Key_A, CONTROL)
    assert said.args == [list(range(1, 11))]


def test_a_rubber_band_selects_what_it_touches(grid, model, qtbot):
    viewport = the_list(grid).viewport()
    last = the_list(grid).visualRect(model.index(9, 0))
    start = QPoint(viewport.width() - 4, viewport.height() - 4)
    assert start.y() > last.bottom()
    qtbot.mousePress(viewport, LEFT, pos=start)
    for point in (start - QPoint(40, 40), last.center() + QPoint(8, 8), last.center()):
        qtbot.mouseMove(viewport, point)
    qtbot.waitUntil(lambda: 10 in grid.selected_ids())
    qtbot.mouseRelease(viewport, LEFT, pos=last.center())
    assert 1 not in grid.selected_ids()


def test_arrows_walk_through_rows_and_columns(grid, model, qtbot):
    click(qtbot, grid, 0)
    press(qtbot, grid, Qt.Key.Key_Right)
    assert grid.selected_ids() == [2]
    press(qtbot, grid, Qt.Key.Key_Down)
    assert grid.selected_ids() == [2 + the_list(grid).columns()]


def test_the_commands_of_pictures_have_their_keys_while_the_list_has_the_focus(grid, model, qtbot):
    action = QAction("Accept", grid)
    action.setShortcut("Return")
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    grid.set_commands({"accept": action}, [action])
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    with qtbot.waitSignal(action.triggered):
        press(qtbot, grid, Qt.Key.Key_Return)
    menu = open_menu_of_first(qtbot, grid)
    assert entries(menu)["Accept"].shortcut() == action.shortcut()
    menu.close()
    grid.filters.start_search()
    with qtbot.assertNotEmitted(action.triggered):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def open_menu_of_first(qtbot, grid):
    click(qtbot, grid, 0)
    return open_menu(qtbot, grid, 0)


def test_a_double_click_activates_the_picture(grid, model, qtbot):
    viewport = the_list(grid).viewport()
    with qtbot.waitSignal(grid.picture_activated) as said:
        qtbot.mouseClick(viewport, LEFT, pos=centre_of(grid, 6))
        qtbot.mouseDClick(viewport, LEFT, pos=centre_of(grid, 6))
    assert said.args == [7]


def open_menu(qtbot, grid, row):
    the_list(grid).customContextMenuRequested.emit(centre_of(grid, row))
    qtbot.waitUntil(lambda: bool(grid.findChildren(PictureMenu)))
    return grid.findChildren(PictureMenu)[-1]


def entries(menu):
    found = {}
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found |= {f"{action.text()} > {a.text()}": a for a in below.actions() if not a.isSeparator()}
        elif not action.isSeparator():
            found[action.text()] = action
    return found


@pytest.mark.parametrize(
    ("entry", "signal", "arguments"),
    [
        ("Accept", "accept_requested", [[3]]),
        ("Label as > dog", "label_requested", [[3], 8]),
        ("Label as > Unknown", "label_requested", [[3], UNKNOWN_CLASS_ID]),
        ("Add to class as example > cat", "move_to_class_requested", [[3], 7]),
        ("Show in folder", "reveal_requested", [3]),
        ("Remove", "remove_pictures_requested", [[3]]),
    ],
)
def test_the_menu_asks_for_it(grid, model, qtbot, entry, signal, arguments):
    click(qtbot, grid, 2)
    menu = open_menu(qtbot, grid, 2)
    with qtbot.waitSignal(getattr(grid, signal)) as said:
        entries(menu)[entry].trigger()
    assert said.args == arguments
    menu.close()


def test_the_menu_offers_only_what_applies(grid, model, qtbot):
    model.pictures[0].state = "labelled"
    click(qtbot, grid, 0)
    of_labelled = entries(open_menu(qtbot, grid, 0))
    assert not of_labelled["Accept"].isEnabled()
    assert of_labelled["Clear label"].isEnabled()
    with qtbot.waitSignal(grid.clear_label_requested) as said:
        of_labelled["Clear label"].trigger()
    assert said.args == [[1]]
    click(qtbot, grid, 1, SHIFT)
    assert not entries(open_menu(qtbot, grid, 1))["Show in folder"].isEnabled()
    for menu in grid.findChildren(PictureMenu):
        menu.close()


def test_an_ampersand_in_a_class_name_is_shown_in_the_menu(theme, qtbot, grid):
    choice = CHOICES[0].__class__(1, "salt & pepper", QColor("red"))
    menu = PictureMenu(theme, (choice,), keys={}, one=True, can_accept=True, can_clear=True, parent=grid)
    assert "Label as > salt && pepper" in entries(menu)


def test_files_dropped_on_the_grid_are_passed_on(grid, model, qtbot, tmp_path):
    with qtbot.waitSignal(grid.paths_dropped) as said:
        assert drop(grid, paths_data(tmp_path / "a.jpg", tmp_path))
    assert said.args == [[Path(tmp_path / "a.jpg"), tmp_path]]


def test_files_can_be_dropped_while_there_is_nothing_to_sort(grid, qtbot, tmp_path):
    with qtbot.waitSignal(grid.paths_dropped):
        assert drop(grid, paths_data(tmp_path))


def test_pictures_from_the_shelf_are_passed_on(grid, model, qtbot):
    with qtbot.waitSignal(grid.pictures_dropped) as said:
        assert drop(grid, pictures_data(41, 42))
    assert said.args == [[41, 42]]


def test_a_drag_of_something_else_is_not_taken(grid, model):
    data = paths_data()
    data.setText("just words")
    assert not drag_over(grid, data)
    data.setData(PICTURES_MIME, b"not json")
    assert not drag_over(grid, data)


def test_the_veil_says_what_a_drop_does_and_goes_with_it(grid, model, tmp_path):
    assert drag_over(grid, paths_data(tmp_path))
    assert grid._veil.isVisible()
    assert grid._veil.accessibleName() == "Drop to add the pictures to sort"
    drop(grid, paths_data(tmp_path))
    assert not grid._veil.isVisible()


def test_a_drag_takes_the_selected_pictures_along(grid, model, qtbot, monkeypatch):
    taken = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: taken.append((drag.mimeData(), drag.pixmap())))
    click(qtbot, grid, 1)
    click(qtbot, grid, 2, SHIFT)
    the_list(grid).startDrag(Qt.DropAction.MoveAction)
    data, pixmap = taken[0]
    assert json.loads(bytes(data.data(PICTURES_MIME).data())) == [2, 3]
    assert not pixmap.isNull()


def test_selecting_from_outside_shows_the_picture_and_emits_nothing(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(500)], grid)
    show(grid, model, qtbot)
    with qtbot.assertNotEmitted(grid.selection_changed, wait=50):
        grid.select_ids([400, 401, 99_999])
    assert grid.selected_ids() == [400, 401]
    place = the_list(grid).visualRect(model.index(400, 0))
    assert the_list(grid).viewport().rect().intersects(place)


def test_a_removed_picture_leaves_the_selection(grid, model, qtbot):
    click(qtbot, grid, 2)
    click(qtbot, grid, 3, SHIFT)
    qtbot.waitUntil(lambda: grid.selected_ids() == [3, 4])
    with qtbot.waitSignal(grid.selection_changed) as said:
        model.remove_row(2)
    assert said.args == [[4]]


def test_when_the_selected_picture_goes_the_next_one_is_selected_and_at_the_end_the_last(grid, model, qtbot):
    click(qtbot, grid, 7)
    grid.settle()
    for left in (9, 10, 7):
        model.remove_row(min(7, model.rowCount() - 1))
        grid.settle()
        assert grid.selected_ids() == [left]


def test_a_row_is_selected_and_told_at_once_and_never_beyond_the_ends(grid, model, qtbot):
    for row, expected in ((3, [4]), (-5, [1]), (99, [10])):
        with qtbot.waitSignal(grid.selection_changed) as said:
            grid.select_row(row)
        assert said.args == [expected]


def test_the_focus_stays_in_the_grid_when_pictures_go_and_come(grid, model, qtbot):
    def states():
        yield GridState()
        next(b for b in grid.findChildren(QPushButton) if b.text() == "Try the demo").setFocus()
        yield GridState(choices=CHOICES)
        yield GridState(total=10, predicted=10, choices=CHOICES)

    for state in states():
        grid.set_state(state)
        assert grid.isAncestorOf(QApplication.focusWidget())
    assert the_list(grid).hasFocus()


def test_a_picture_that_came_later_can_be_selected(grid, model):
    grid.select_ids([1])
    model.append(FakePicture(77))
    grid.select_ids([77])
    assert grid.selected_ids() == [77]
