"""Cards and the free area take pictures and files, and say beforehand what a drop does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import (
    QDragLeaveEvent,
)
from PySide6.QtWidgets import QApplication

from handful.ui.views.drags import pictures_mime
from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import (
    COPY,
    MOVE,
    add_field,
    card_of,
    drag_over,
    drop,
    files_mime,
    make_card,
    three_classes,
)


def test_files_dropped_on_a_card_are_copied_to_its_class(shelf, heard, tmp_path):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    paths = [tmp_path / "a.jpg", tmp_path / "folder"]
    assert drag_over(card, files_mime(*paths))
    assert card.is_drop_target
    done = drop(card, files_mime(*paths))
    assert heard == [("paths_dropped_on_class", 2, paths)]
    assert all(isinstance(path, Path) for path in heard[0][2])
    assert done == COPY  # "move" would let a file manager delete the originals
    assert not card.is_drop_target


def test_pictures_dropped_on_a_card_are_told_without_those_that_it_holds_already(shelf, heard):
    shelf.set_state(three_classes())
    done = drop(card_of(shelf, "dog"), pictures_mime([201, 7, 100]))
    assert heard == [("pictures_dropped_on_class", 2, [7, 100])]
    assert done == MOVE


def test_a_card_takes_neither_its_own_pictures_nor_anything_else(shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    words = QMimeData()
    words.setText("hello")
    for data in (pictures_mime([200, 201]), words):
        assert not drag_over(card, data)
        assert not card.is_drop_target
        drop(card, data)
    assert heard == []


def test_a_card_under_a_drag_lights_up_in_its_colour_and_goes_dark_again(shelf):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    QApplication.processEvents()
    dark = card.grab().toImage()
    drag_over(card, pictures_mime([7]))
    lit = card.grab().toImage()
    assert lit.pixelColor(card.width() // 2, 1).name() == "#d55e00"
    assert lit.pixelColor(5, card.height() - 8) != dark.pixelColor(5, card.height() - 8)
    QApplication.sendEvent(card, QDragLeaveEvent())
    assert card.grab().toImage() == dark


def test_what_is_dropped_on_the_free_area_makes_a_new_class(shelf, heard, tmp_path):
    shelf.set_state(three_classes())
    done = drop(shelf, files_mime(tmp_path / "a.jpg"))
    assert done == COPY
    drop(shelf, pictures_mime([5, 6]))
    assert heard == [("paths_dropped", [tmp_path / "a.jpg"]), ("pictures_dropped", [5, 6])]


def test_the_free_area_says_what_a_drop_does_only_while_something_is_dragged(qtbot, shelf):
    shelf.set_state(three_classes())
    veil = next(
        c for c in shelf.children() if getattr(c, "accessibleName", str)() == "Drop here to make a new class"
    )
    assert veil.isHidden()
    drag_over(card_of(shelf, "dog"), pictures_mime([7]))
    assert veil.isVisible()
    assert not veil.lit
    drag_over(shelf, pictures_mime([7]))
    assert veil.lit
    assert shelf.rect().contains(veil.geometry())
    QApplication.sendEvent(shelf, QDragLeaveEvent())
    qtbot.waitUntil(veil.isHidden)


def test_a_drag_leaves_the_keyboard_focus_and_typed_words_alone(qtbot, shelf):
    shelf.set_state(three_classes())
    add_field(shelf).setFocus()
    qtbot.keyClicks(add_field(shelf), "wo")
    drop(shelf, pictures_mime([7]))
    assert add_field(shelf).hasFocus()
    assert add_field(shelf).text() == "wo"


def test_a_drag_near_the_edge_scrolls_a_long_shelf(qtbot, shelf):
    shelf.set_state(ShelfState(tuple(make_card(i, f"class {i}", 2) for i in range(1, 30))))
    QApplication.processEvents()
    bar = shelf._area.verticalScrollBar()
    edge = shelf._area.mapTo(shelf, shelf._area.rect().bottomLeft()) - QPoint(-10, 5)
    drag_over(shelf, pictures_mime([7]), place=edge)
    qtbot.waitUntil(lambda: bar.value() > 30)
    QApplication.sendEvent(shelf, QDragLeaveEvent())
