"""Classes are added, renamed and deleted in place, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
)
from PySide6.QtWidgets import QApplication, QLabel

from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import (
    LEFT_BUTTON,
    add_field,
    button_named,
    card_of,
    choose,
    make_card,
    open_menu,
    rename_field,
    texts,
    three_classes,
)


def test_the_name_stays_in_the_field_until_the_class_is_there(qtbot, shelf, heard):
    field = add_field(shelf)
    qtbot.keyClicks(field, "  Cat ")
    qtbot.mouseClick(button_named(shelf, "Add the class"), LEFT_BUTTON)
    assert heard == [("add_class_requested", "Cat")]
    shelf.set_state(ShelfState(message="there is already a class 'Cat'"))
    assert field.text() == "  Cat "
    assert "there is already a class 'Cat'" in texts(shelf)
    qtbot.keyClicks(field, "2")
    shelf.set_state(
        ShelfState(message="there is already a class 'Cat'")
    )  # as with each thumbnail that arrives
    assert "there is already a class 'Cat'" not in texts(shelf)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    shelf.set_state(ShelfState((make_card(1, "Cat 2"),)))
    assert field.text() == ""


def test_an_empty_name_is_not_asked_for(qtbot, shelf, heard):
    qtbot.keyClicks(add_field(shelf), "   ")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    assert heard == []
    assert add_field(shelf).text() == ""
    assert not button_named(shelf, "Add the class").isEnabled()


def test_a_refused_name_is_shown_again_when_it_is_submitted_again(qtbot, shelf):
    field = add_field(shelf)
    for _ in range(2):
        field.selectAll()
        qtbot.keyClicks(field, "cat")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        shelf.set_state(ShelfState(message="taken"))
        assert "taken" in texts(shelf)


def test_f2_renames_in_place_and_enter_asks_for_it(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_F2)
    field = rename_field(card)
    assert field.selectedText() == "dog"
    qtbot.keyClicks(field, "wolf")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [("rename_class_requested", 2, "wolf")]
    assert field.isHidden()
    assert card.hasFocus()
    assert "dog" in texts(card)  # until the state says otherwise


@pytest.mark.parametrize("typed", ["", "   ", "dog"])
def test_renaming_to_nothing_or_the_same_asks_for_nothing(qtbot, shelf, heard, typed):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    qtbot.mouseDClick(next(x for x in card.findChildren(QLabel) if x.text() == "dog"), LEFT_BUTTON)
    field = rename_field(card)
    field.clear()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == []


def test_escape_leaves_a_rename_without_asking(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    card.rename()
    qtbot.keyClicks(rename_field(card), "wolf")
    qtbot.keyClick(rename_field(card), Qt.Key.Key_Escape)
    assert heard == []
    assert rename_field(card).isHidden()
    assert card.hasFocus()


def test_leaving_a_rename_for_another_place_confirms_it_and_keeps_the_focus_there(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card_of(shelf, "dog").rename()
    qtbot.keyClicks(rename_field(card_of(shelf, "dog")), "wolf")
    add_field(shelf).setFocus()
    assert heard == [("rename_class_requested", 2, "wolf")]
    assert add_field(shelf).hasFocus()


def test_a_state_that_arrives_during_a_rename_does_not_disturb_it(qtbot, shelf):
    state = three_classes()
    shelf.set_state(state)
    card = card_of(shelf, "dog")
    card.rename()
    qtbot.keyClicks(rename_field(card), "wol")
    cat, dog, owl = state.classes
    shelf.set_state(replace(state, classes=(cat, replace(dog, sorted_count=9), owl)))
    assert rename_field(card).text() == "wol"
    assert rename_field(card).isVisible()


def test_delete_on_a_card_asks_for_removal_and_the_focus_goes_to_a_neighbour(qtbot, shelf, heard):
    state = three_classes()
    shelf.set_state(state)
    card_of(shelf, "dog").setFocus()
    qtbot.keyClick(card_of(shelf, "dog"), Qt.Key.Key_Delete)
    assert heard == [("remove_class_requested", 2)]
    shelf.set_state(replace(state, classes=(state.classes[0], state.classes[2])))
    assert card_of(shelf, "owl").hasFocus()
    shelf.set_state(replace(state, classes=state.classes[:1]))
    assert card_of(shelf, "cat").hasFocus()
    shelf.set_state(ShelfState())
    assert add_field(shelf).hasFocus()


@pytest.mark.parametrize(
    ("words", "told"),
    [("Add pictures…", "add_files_requested"), ("Delete class", "remove_class_requested")],
)
def test_the_menu_of_a_card_asks_for_its_class(qtbot, shelf, heard, words, told):
    shelf.set_state(three_classes())
    qtbot.mouseClick(button_named(card_of(shelf, "dog"), "More actions"), LEFT_BUTTON)
    choose(open_menu(qtbot), words)
    assert heard == [(told, 2)]


def test_the_menu_key_opens_the_menu_of_the_card_or_of_the_selected_picture(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(card, QContextMenuEvent(keyboard, QPoint(0, 0), QPoint(0, 0)))
    menu = open_menu(qtbot)
    assert card.rect().contains(card.mapFromGlobal(menu.pos()))
    choose(menu, "Rename")
    assert rename_field(card).hasFocus()
    qtbot.keyClick(rename_field(card), Qt.Key.Key_Escape)
    card.thumbnails.setCurrentIndex(card.thumbnails.model().index(2))
    QApplication.sendEvent(card.thumbnails, QContextMenuEvent(keyboard, QPoint(0, 0), QPoint(0, 0)))
    choose(open_menu(qtbot), "Move back to unsorted")
    assert heard == [("picture_selected", 202), ("return_pictures_requested", [202])]


def test_the_plus_button_and_the_insert_key_ask_for_files(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    qtbot.mouseClick(button_named(card_of(shelf, "owl"), "Add pictures to"), LEFT_BUTTON)
    qtbot.keyClick(card_of(shelf, "cat"), Qt.Key.Key_Insert)
    assert heard == [("add_files_requested", 3), ("add_files_requested", 1)]


def test_a_new_class_that_the_person_named_is_scrolled_into_view(qtbot, shelf):
    cards = tuple(make_card(i, f"class {i}", 2) for i in range(1, 30))
    shelf.set_state(ShelfState(cards))
    qtbot.keyClicks(add_field(shelf), "zebra")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    shelf.set_state(ShelfState((*cards, make_card(40, "zebra"))))
    QApplication.processEvents()
    card = card_of(shelf, "zebra")
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
