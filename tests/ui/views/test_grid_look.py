"""The grid shows what is known of each picture, keeps its place, and stays quick with many."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider, QToolTip

from handful.ui.views.picture_list import PictureList
from handful.ui.views.state import GridRole, GridState
from handful.ui.views.welcome import Welcome
from handful.ui.views.widgets.elided_label import ElidedLabel
from tests.ui.views.grid_hands import CONTROL, LEFT, centre_of, click, show, the_list
from tests.ui.views.pictures import (
    CHOICES,
    FakePicture,
    FakePictures,
    one_of_each,
    plain_pixmap,
)

MANY = 100_000


def button(grid, text):
    return next(b for b in grid.findChildren(QPushButton) if b.text() == text)


def words(grid):
    return [label.text() for label in grid.findChildren(QLabel) if label.isVisible()]


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


@pytest.mark.parametrize("size", [(306, 390), (420, 390), (720, 700)])
def test_everything_on_the_welcome_has_the_room_it_needs(grid, size):
    grid.resize(*size)
    QApplication.processEvents()
    welcome = grid.findChild(Welcome)
    inside = welcome.rect().adjusted(16, 16, -16, -16)  # the dashed edge
    for each in (*welcome.findChildren(QPushButton), *welcome.findChildren(QLabel)):
        place = QRect(each.mapTo(welcome, QPoint(0, 0)), each.size())
        assert inside.contains(place), each.text()
        assert each.width() >= each.minimumSizeHint().width(), each.text()
        assert each.height() >= each.heightForWidth(each.width()), each.text()


def test_counts_that_do_not_fit_end_in_an_ellipsis(grid, model):
    grid.resize(306, 390)
    grid.set_state(GridState(total=300, predicted=200, labelled=12, unknown=14, unreadable=3, pending=71))
    QApplication.processEvents()
    label = next(each for each in grid.findChildren(ElidedLabel) if each.isVisible())
    assert label.is_elided()
    assert "3 unreadable" in label.toolTip()


def test_the_welcome_gives_way_to_pictures_and_comes_back(grid, model):
    assert the_list(grid).isVisible()
    grid.set_state(GridState(choices=CHOICES))
    assert not the_list(grid).isVisible()
    assert button(grid, "Choose pictures…").isVisible()
    assert not button(grid, "Try the demo").isVisible()


def test_the_slider_changes_the_thumbnails_and_is_told(grid, model, qtbot):
    before = the_list(grid).gridSize().width()
    slider = grid.findChild(QSlider)
    said = []
    grid.zoom_changed.connect(said.append)
    with qtbot.waitSignal(grid.zoom_changed):
        for value in (160, 200, 256):
            slider.setValue(value)
    assert said == [256]
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


def test_a_step_of_zoom_makes_the_thumbnails_larger_or_smaller(grid, model, qtbot):
    with qtbot.waitSignal(grid.zoom_changed) as larger:
        grid.step_zoom(1)
    with qtbot.waitSignal(grid.zoom_changed) as smaller:
        grid.step_zoom(-1)
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
    grid.set_zoom(96)
    assert not grid._zoom_timer.isActive()
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


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_is_worth_labelling_bears_a_mark_unlike_that_of_a_decision(grid, theme, qtbot, mode):
    """A light star on a dark disc, or the other way round: seen without telling colours apart."""
    theme.set_mode(mode)
    plain = plain_pixmap(64, 64)
    marked = [
        FakePicture(1, thumbnail=plain),
        FakePicture(2, thumbnail=plain, suggestion="Good next example"),
    ]
    model = FakePictures(
        [*marked, FakePicture(3, state="labelled", thumbnail=plain, suggestion="Good")], grid
    )
    show(grid, model, qtbot)
    items, shown = the_list(grid), the_list(grid).grab().toImage()
    lightness = []
    for row in range(3):
        cell = items.visualRect(model.index(row, 0))
        corner = items.viewport().mapTo(items, cell.topLeft()) + QPoint(10, 10)
        box = [shown.pixelColor(corner + QPoint(x, y)).lightness() for x in range(26) for y in range(26)]
        lightness.append((min(box), max(box)))
    assert lightness[0] == lightness[2]  # the picture itself
    darkest, lightest = lightness[1]
    assert lightest - darkest > 100


def test_the_tooltip_says_why_a_picture_is_worth_labelling(grid, qtbot, monkeypatch):
    model = FakePictures([FakePicture(1, suggestion="Good next example: a close call")], grid)
    show(grid, model, qtbot)
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _point, text, *_: shown.append(text))
    place = centre_of(grid, 0)
    viewport = the_list(grid).viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    assert "Good next example: a close call" in shown[0]
