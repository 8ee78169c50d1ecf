"""The grid shows pictures, and says in ids what a person does with them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QDrag, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSlider, QToolTip

from handful.ui.views.grid import Grid
from handful.ui.views.picture_list import PictureList
from handful.ui.views.picture_menu import PictureMenu
from handful.ui.views.state import PICTURES_MIME, UNKNOWN_CLASS_ID, GridRole, GridState
from tests.ui.views.pictures import (
    CHOICES,
    FakePicture,
    FakePictures,
    drag_over,
    drop,
    one_of_each,
    paths_data,
    pictures_data,
    plain_pixmap,
)

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MANY = 100_000


@pytest.fixture
def grid(qtbot, theme):
    grid = Grid(theme)
    qtbot.addWidget(grid)
    grid.resize(900, 600)
    grid.show()
    qtbot.waitExposed(grid)
    return grid


@pytest.fixture
def model(grid, qtbot):
    """Ten pictures with the ids 1 to 10 on the screen."""
    model = FakePictures([FakePicture(i, thumbnail=plain_pixmap(64, 48)) for i in range(1, 11)], grid)
    show(grid, model, qtbot)
    return model


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


def button(grid, text):
    return next(b for b in grid.findChildren(QPushButton) if b.text() == text)


def words(grid):
    return [label.text() for label in grid.findChildren(QLabel) if label.isVisible()]


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


@pytest.mark.parametrize(
    ("key", "signal", "arguments"),
    [
        (Qt.Key.Key_Return, "accept_requested", [[4, 5]]),
        (Qt.Key.Key_Delete, "remove_pictures_requested", [[4, 5]]),
        (Qt.Key.Key_2, "label_requested", [[4, 5], 8]),
        (Qt.Key.Key_U, "label_requested", [[4, 5], UNKNOWN_CLASS_ID]),
        (Qt.Key.Key_0, "label_requested", [[4, 5], UNKNOWN_CLASS_ID]),
        (Qt.Key.Key_Space, "picture_activated", [5]),
    ],
)
def test_a_key_asks_for_it_with_the_selected_pictures(grid, model, qtbot, key, signal, arguments):
    click(qtbot, grid, 3)
    click(qtbot, grid, 4, SHIFT)
    with qtbot.waitSignal(getattr(grid, signal)) as said:
        press(qtbot, grid, key)
    assert said.args == arguments
    assert grid.selected_ids() == [4, 5]


def test_a_digit_without_a_class_and_a_key_without_a_selection_ask_for_nothing(grid, model, qtbot):
    with qtbot.assertNotEmitted(grid.label_requested), qtbot.assertNotEmitted(grid.accept_requested):
        press(qtbot, grid, Qt.Key.Key_Return)
        click(qtbot, grid, 0)
        press(qtbot, grid, Qt.Key.Key_3)


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
    menu = PictureMenu(theme, (choice,), one=True, can_accept=True, can_clear=True, parent=grid)
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


def test_a_picture_that_came_later_can_be_selected(grid, model):
    grid.select_ids([1])
    model.append(FakePicture(77))
    grid.select_ids([77])
    assert grid.selected_ids() == [77]


def test_the_counts_are_said_in_words(grid, model):
    grid.set_state(GridState(total=300, predicted=200, labelled=12, unknown=14, unreadable=3, pending=71))
    assert "300 pictures · 212 sorted · 14 unknown · 71 waiting · 3 unreadable" in words(grid)
    grid.set_state(GridState(total=1, pending=1))
    assert "1 picture · 1 waiting" in words(grid)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Choose pictures…", "choose_files_requested"),
        ("Choose folder…", "choose_folder_requested"),
        ("Try the demo", "demo_requested"),
    ],
)
def test_the_welcome_leads_on(grid, qtbot, text, signal):
    with qtbot.waitSignal(getattr(grid, signal)):
        qtbot.mouseClick(button(grid, text), LEFT)


def test_the_welcome_gives_way_to_pictures_and_comes_back(grid, model):
    assert the_list(grid).isVisible()
    grid.set_state(GridState(choices=CHOICES))
    assert not the_list(grid).isVisible()
    assert button(grid, "Choose pictures…").isVisible()
    assert not button(grid, "Try the demo").isVisible()


def test_the_slider_changes_the_thumbnails_and_is_told(grid, model, qtbot):
    before = the_list(grid).gridSize().width()
    slider = grid.findChild(QSlider)
    with qtbot.waitSignal(grid.zoom_changed) as said:
        slider.setValue(256)
    assert said.args == [256]
    assert the_list(grid).gridSize().width() > before


def test_the_wheel_goes_on_by_about_a_row_and_zooms_with_control(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(3000)], grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    turn_wheel(items, Qt.KeyboardModifier.NoModifier)
    row = items.gridSize().height()
    assert 0.8 * row <= items.verticalScrollBar().value() <= 1.2 * row
    with qtbot.waitSignal(grid.zoom_changed) as said:
        turn_wheel(items, CONTROL)
    assert said.args[0] < 152


def turn_wheel(items, modifiers):
    """One notch towards the person."""
    centre = QPointF(items.viewport().rect().center())
    no_buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    point = items.viewport().mapToGlobal(centre)
    event = QWheelEvent(centre, point, QPoint(), QPoint(0, -120), no_buttons, modifiers, phase, False)
    QApplication.sendEvent(items.viewport(), event)


def test_control_with_plus_and_minus_zooms(grid, model, qtbot):
    with qtbot.waitSignal(grid.zoom_changed) as larger:
        press(qtbot, grid, Qt.Key.Key_Plus, CONTROL)
    with qtbot.waitSignal(grid.zoom_changed) as smaller:
        press(qtbot, grid, Qt.Key.Key_Minus, CONTROL)
    assert larger.args[0] > smaller.args[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (2, "cat, 87\u00a0% sure"),
        (3, "Unknown · cat"),
        (5, "You said: dog"),
        (6, "You said: Unknown"),
        (7, "the file is cut short"),
    ],
)
def test_the_tooltip_says_what_is_known_and_where_the_file_lies(grid, qtbot, monkeypatch, row, words):
    model = FakePictures(one_of_each(), grid)
    show(grid, model, qtbot)
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _point, text, *_: shown.append(text))
    items, place = the_list(grid), centre_of(grid, row)
    event = QHelpEvent(QEvent.Type.ToolTip, place, items.viewport().mapToGlobal(place))
    QApplication.sendEvent(items.viewport(), event)
    assert words in shown[0]
    assert f"/somewhere/picture {row + 1}.jpg" in shown[0]


def test_a_zoom_from_outside_moves_the_slider_and_emits_nothing(grid, model, qtbot):
    with qtbot.assertNotEmitted(grid.zoom_changed):
        grid.set_zoom(96)
    assert grid.findChild(QSlider).value() == 96


def test_the_columns_fill_the_width(grid, model):
    items = the_list(grid)
    for width in (500, 777, 1200):
        grid.resize(width, 600)
        left_over = items.viewport().width() - items.columns() * items.gridSize().width()
        assert 0 <= left_over <= items.columns() + 1


def test_the_picture_on_top_stays_on_top_when_the_width_changes(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(3000)], grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    items.scrollTo(model.index(1500, 0), PictureList.ScrollHint.PositionAtTop)
    top = items.indexAt(QPoint(20, 20)).row()
    grid.resize(620, 600)
    qtbot.waitUntil(lambda: items.indexAt(QPoint(20, 20)).isValid())
    assert abs(items.indexAt(QPoint(20, 20)).row() - top) < items.columns()


def test_a_thumbnail_that_arrives_neither_moves_nor_lays_out_the_list(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(3000)], grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    items.scrollTo(model.index(2900, 0))
    place = items.verticalScrollBar().value()
    with qtbot.assertNotEmitted(items.verticalScrollBar().rangeChanged, wait=50):
        model.dataChanged.emit(model.index(2900, 0), model.index(2900, 0), [int(GridRole.THUMBNAIL)])
    assert items.verticalScrollBar().value() == place


def test_the_picture_on_top_stays_on_top_when_others_come_and_go(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(3000)], grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    columns = items.columns()
    items.scrollTo(model.index(columns * 200, 0), PictureList.ScrollHint.PositionAtTop)
    for _ in range(columns):
        model.append(FakePicture(9000))
        model.remove_row(0)
    items.executeDelayedItemsLayout()
    assert items.indexAt(QPoint(20, 20)).row() == columns * 199


def test_a_list_scrolled_by_hand_after_a_change_is_left_where_it_is(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(3000)], grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    items.verticalScrollBar().setValue(items.verticalScrollBar().maximum())
    model.append(FakePicture(9000))
    items.executeDelayedItemsLayout()
    items.verticalScrollBar().setValue(1000)
    model.append(FakePicture(9001))
    items.executeDelayedItemsLayout()
    assert items.verticalScrollBar().value() == 1000


def test_setting_the_same_state_twice_changes_and_emits_nothing(grid, model, qtbot):
    with qtbot.waitSignal(grid.selection_changed):
        click(qtbot, grid, 4)
    state = GridState(total=10, predicted=10, choices=CHOICES)
    with qtbot.assertNotEmitted(grid.selection_changed, wait=50), qtbot.assertNotEmitted(grid.zoom_changed):
        grid.set_state(state)
        picture = grid.grab().toImage()
        grid.set_state(state)
    assert grid.grab().toImage() == picture
    assert grid.selected_ids() == [5]


def test_every_state_is_painted_differently_in_both_themes(grid, theme, qtbot):
    model = FakePictures(one_of_each(), grid)
    show(grid, model, qtbot)
    items = the_list(grid)
    items.selectionModel().clear()
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        screen = items.viewport().grab().toImage()
        cells = [screen.copy(items.visualRect(model.index(row, 0))) for row in range(model.rowCount())]
        assert all(a != b for i, a in enumerate(cells) for b in cells[:i])


def test_selection_and_focus_are_each_visible(grid, model, qtbot):
    items = the_list(grid)
    place = QRect(items.visualRect(model.index(1, 0)))

    def looks(command):
        items.selectionModel().clear()
        if command is not None:
            items.selectionModel().setCurrentIndex(model.index(1, 0), command)
        return items.viewport().grab(place).toImage()

    flags = QItemSelectionModel.SelectionFlag
    plain, focused, selected = looks(None), looks(flags.NoUpdate), looks(flags.ClearAndSelect)
    assert plain != focused
    assert focused != selected
    assert plain != selected


def test_grid_and_slider_have_accessible_names(grid, model):
    for widget in (the_list(grid), grid.findChild(QSlider)):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_hundred_thousand_pictures_are_shown_at_once_and_thumbnails_asked_for_in_sight_only(grid, qtbot):
    model = FakePictures([FakePicture(i) for i in range(MANY)], grid)
    started = time.perf_counter()
    show(grid, model, qtbot)
    the_list(grid).viewport().repaint()
    assert time.perf_counter() - started < 5
    on_screen = the_list(grid).columns() * (the_list(grid).height() // the_list(grid).gridSize().height() + 2)
    assert 0 < len(model.thumbnails_asked) <= on_screen
