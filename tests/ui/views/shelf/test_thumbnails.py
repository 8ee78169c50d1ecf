"""Support pictures on a card are selected, removed, returned, unfolded and dragged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from handful.ui.views.drags import dragged_pictures
from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import (
    LEFT_BUTTON,
    NO_KEYS,
    card_of,
    centre_of,
    choose,
    make_card,
    open_menu,
    three_classes,
)


def test_a_click_selects_a_picture_and_unselects_the_one_on_another_card(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    cat, dog = card_of(shelf, "cat").thumbnails, card_of(shelf, "dog").thumbnails
    qtbot.mouseClick(cat.viewport(), LEFT_BUTTON, pos=centre_of(cat, 1))
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, pos=centre_of(dog, 0))
    assert heard == [("picture_selected", 101), ("picture_selected", 200)]
    assert (cat.selected_ids(), dog.selected_ids()) == ([], [200])


def test_the_state_selects_quietly_and_leaves_a_larger_selection_that_holds_the_picture(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, pos=centre_of(dog, 0))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, control, centre_of(dog, 2))
    heard.clear()
    shelf.set_state(replace(three_classes(), selected_picture=202))
    assert dog.selected_ids() == [200, 202]
    shelf.set_state(replace(three_classes(), selected_picture=100))
    assert dog.selected_ids() == []
    assert card_of(shelf, "cat").thumbnails.selected_ids() == [100]
    shelf.set_state(three_classes())
    assert card_of(shelf, "cat").thumbnails.selected_ids() == []
    assert heard == []


def test_delete_and_backspace_on_pictures_ask_for_all_selected_ones(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    dog.selectAll()
    heard.clear()
    qtbot.keyClick(dog, Qt.Key.Key_Backspace)
    qtbot.keyClick(dog, Qt.Key.Key_Delete)
    ids = [200, 201, 202]
    assert heard == [("return_pictures_requested", ids), ("remove_pictures_requested", ids)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Move back to unsorted", ("return_pictures_requested", [201])),
        ("Remove from the project", ("remove_pictures_requested", [201])),
        ("Show in the inspector", ("picture_selected", 201)),
    ],
)
def test_the_menu_of_a_picture_is_for_the_one_under_the_pointer(qtbot, shelf, heard, words, told):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    place = centre_of(dog, 1)
    mouse = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(mouse, place, dog.viewport().mapToGlobal(place))
    QApplication.sendEvent(dog.viewport(), event)
    choose(open_menu(qtbot), words)
    assert heard == [("picture_selected", 201), told]


def test_removed_pictures_go_without_a_word_and_the_others_stay_selected(shelf, heard):
    state = three_classes()
    shelf.set_state(replace(state, selected_picture=202))
    cat, dog, owl = state.classes
    less = replace(dog, count=2, thumbnails=dog.thumbnails[1:])
    shelf.set_state(replace(state, classes=(cat, less, owl), selected_picture=202))
    view = card_of(shelf, "dog").thumbnails
    assert view.picture_ids() == {201, 202}
    assert view.selected_ids() == [202]
    assert heard == []


def test_a_thumbnail_that_arrives_later_is_painted_in_its_place(shelf):
    state = ShelfState((replace(make_card(1, "cat", 2), thumbnails=((100, None), (101, None))),))
    shelf.set_state(state)
    pixmap = QPixmap(40, 40)
    pixmap.fill(QColor("#ff0000"))
    shelf.set_state(ShelfState((replace(state.classes[0], thumbnails=((100, None), (101, pixmap))),)))
    view = card_of(shelf, "cat").thumbnails
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    assert image.pixelColor(centre_of(view, 1) - QPoint(3, 3)).name() == "#ff0000"
    assert image.pixelColor(centre_of(view, 0) - QPoint(3, 3)).name() != "#ff0000"


def test_a_folded_card_shows_one_row_and_the_number_of_the_rest_and_a_click_there_unfolds(
    qtbot, shelf, heard
):
    shelf.set_state(ShelfState((make_card(1, "cat", 24, count=1000),)))
    view = card_of(shelf, "cat").thumbnails
    QApplication.processEvents()
    shown = view.model().rowCount()
    assert 3 <= shown < 8
    assert len({view.visualRect(view.model().index(row)).top() for row in range(shown)}) == 1
    qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=centre_of(view, shown - 1))
    assert ("class_expanded", 1, True) in heard
    shelf.set_state(ShelfState((make_card(1, "cat", 1000),)))
    assert view.model().rowCount() == 1000
    assert view.height() < 500


def test_dragged_thumbnails_carry_the_selected_ids_in_their_order(shelf):
    shelf.set_state(three_classes())
    view = card_of(shelf, "dog").thumbnails
    model = view.model()
    data = model.mimeData([model.index(2), model.index(0)])
    assert dragged_pictures(data) == [200, 202]
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_pulling_a_selected_picture_drags_all_selected_ones_with_their_number(
    qtbot, shelf, heard, monkeypatch
):
    shelf.set_state(three_classes())
    view = card_of(shelf, "dog").thumbnails
    view.selectAll()
    drags = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, *_: drags.append((dragged_pictures(drag.mimeData()), drag.pixmap()))
    )
    for step, place in enumerate(
        (centre_of(view, 0), centre_of(view, 0) + QPoint(30, 0), centre_of(view, 1))
    ):
        kind = QEvent.Type.MouseMove if step else QEvent.Type.MouseButtonPress
        button = Qt.MouseButton.NoButton if step else LEFT_BUTTON
        where = view.viewport().mapToGlobal(place).toPointF()
        event = QMouseEvent(kind, place.toPointF(), where, button, LEFT_BUTTON, NO_KEYS)
        QApplication.sendEvent(view.viewport(), event)
    qtbot.mouseRelease(view.viewport(), LEFT_BUTTON, pos=centre_of(view, 1))
    [(ids, pixmap)] = drags
    assert ids == [200, 201, 202]
    badge = pixmap.toImage().pixelColor(pixmap.width() - 5, pixmap.height() // 6)
    assert badge.name() == shelf._theme.colours.accent.name()
