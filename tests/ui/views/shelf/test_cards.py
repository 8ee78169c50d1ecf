"""The shelf shows a card for each class and touches only those that changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from handful.ui.views.card_widget import CardWidget
from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import (
    add_field,
    card_of,
    make_card,
    texts,
    three_classes,
)


def test_an_empty_shelf_says_what_a_class_is_and_lets_one_begin_at_once(qtbot, shelf, heard):
    assert any("A class is a kind of thing" in text for text in texts(shelf))
    qtbot.keyClicks(add_field(shelf), "cat")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    assert heard == [("add_class_requested", "cat")]


def test_the_introduction_goes_with_the_first_class_and_comes_back_after_the_last(shelf):
    shelf.set_state(three_classes())
    assert not any("A class is a kind of thing" in text for text in texts(shelf))
    shelf.set_state(ShelfState())
    assert any("A class is a kind of thing" in text for text in texts(shelf))


def test_a_card_says_its_name_its_examples_and_what_was_sorted_there(shelf):
    shelf.set_state(three_classes())
    assert texts(card_of(shelf, "owl")) == ["owl", "10 examples · 4 sorted here"]
    shelf.set_state(ShelfState((make_card(1, "cat", 1), make_card(2, "dog", 0))))
    assert "1 example" in texts(card_of(shelf, "cat"))
    assert "No examples yet" in texts(card_of(shelf, "dog"))


def test_names_are_shown_letter_by_letter_and_shortened_with_a_tooltip(shelf):
    name = "<b>bold</b> & a name that is far too long for the shelf"
    shelf.set_state(ShelfState((make_card(1, name),)))
    label = next(label for label in card_of(shelf, name).findChildren(QLabel) if label.text() == name)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.is_elided()
    assert "&lt;b&gt;bold" in label.toolTip()


def test_an_error_is_shown_on_its_own_card_and_goes_again(shelf):
    shelf.set_state(ShelfState((make_card(1, "cat", 1, error="none can be read"), make_card(2, "dog", 1))))
    assert "none can be read" in texts(card_of(shelf, "cat"))
    assert "none can be read" not in texts(card_of(shelf, "dog"))
    spoken = QAccessible.queryAccessibleInterface(card_of(shelf, "cat")).text(QAccessible.Text.Description)
    assert spoken == "none can be read"
    shelf.set_state(ShelfState((make_card(1, "cat", 1), make_card(2, "dog", 1))))
    assert "none can be read" not in texts(card_of(shelf, "cat"))


def test_cards_follow_the_document_order(qtbot, shelf):
    state = three_classes()
    shelf.set_state(state)
    shelf.set_state(replace(state, classes=state.classes[::-1]))
    QApplication.processEvents()
    tops = [card_of(shelf, name).mapTo(shelf, QPoint(0, 0)).y() for name in ("owl", "dog", "cat")]
    assert tops == sorted(tops)


def test_only_the_card_that_changed_is_touched(shelf, monkeypatch):
    state = three_classes()
    shelf.set_state(state)
    widgets = {name: card_of(shelf, name) for name in ("cat", "dog", "owl")}
    touched = []
    original = CardWidget.set_card
    monkeypatch.setattr(
        CardWidget, "set_card", lambda self, card: touched.append(card.name) or original(self, card)
    )
    cat, dog, owl = state.classes
    shelf.set_state(replace(state, classes=(cat, replace(dog, count=7), owl)))
    assert touched == ["dog"]
    assert {name: card_of(shelf, name) for name in widgets} == widgets


def test_setting_a_state_twice_changes_nothing_and_says_nothing(shelf, heard):
    state = replace(three_classes(), selected_picture=201)
    shelf.set_state(state)
    before = shelf.grab().toImage()
    shelf.set_state(state)
    shelf.set_state(replace(three_classes(), selected_picture=201))
    assert shelf.grab().toImage() == before
    assert heard == []


def test_a_hundred_classes_with_a_thousand_pictures_each_need_few_widgets(shelf):
    cards = tuple(make_card(i, f"class {i}", 24, count=1000) for i in range(1, 101))
    shelf.set_state(ShelfState(cards))
    card = card_of(shelf, "class 1")
    assert card.thumbnails.model().rowCount() < 10
    assert len(shelf.findChildren(CardWidget)) == 100
