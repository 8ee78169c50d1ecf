"""Everything on the shelf is reached and named without a mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from handful.ui.views.card_widget import CardWidget
from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import (
    accessible_name,
    add_field,
    card_of,
    make_card,
    three_classes,
)


def test_arrow_keys_walk_over_the_cards_into_the_pictures_and_to_the_add_field(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    cat, dog, owl = (card_of(shelf, name) for name in ("cat", "dog", "owl"))
    cat.setFocus()
    qtbot.keyClick(cat, Qt.Key.Key_Up)
    assert cat.hasFocus()
    qtbot.keyClick(cat, Qt.Key.Key_Down)
    assert dog.hasFocus()
    qtbot.keyClick(dog, Qt.Key.Key_Right)
    assert dog.thumbnails.hasFocus()
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Right)
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Up)
    assert dog.hasFocus()
    qtbot.keyClick(dog, Qt.Key.Key_Right)
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Down)
    assert owl.hasFocus()
    qtbot.keyClick(owl, Qt.Key.Key_Down)
    assert add_field(shelf).hasFocus()
    assert heard == [("picture_selected", 200), ("picture_selected", 201)]


def test_tab_goes_through_a_card_from_left_to_right_and_on_to_the_next(qtbot, shelf, heard):
    shelf.set_state(ShelfState((make_card(1, "cat", 2), make_card(2, "dog", 2))))
    card_of(shelf, "cat").setFocus()
    names = []
    for _ in range(5):
        names.append(accessible_name(QApplication.focusWidget()))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names == [
        "Class cat, 2 examples", "Add pictures to cat", "More actions for cat", "Examples of cat",
        "Class dog, 2 examples",
    ]  # fmt: skip
    assert heard == []


def test_space_unfolds_and_folds_a_card_that_has_more_pictures_than_fit(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    owl, cat = card_of(shelf, "owl"), card_of(shelf, "cat")
    qtbot.waitUntil(lambda: owl.thumbnails.model().rowCount() < 10)
    for card in (owl, owl, cat):
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert heard == [("class_expanded", 3, True), ("class_expanded", 3, False)]


def test_every_control_has_an_accessible_name(shelf):
    shelf.set_state(three_classes())
    for kind in (QToolButton, QLineEdit, CardWidget):
        for control in shelf.findChildren(kind):
            assert accessible_name(control), control
    interface = QAccessible.queryAccessibleInterface(card_of(shelf, "cat").thumbnails)
    spoken = [interface.child(i).text(QAccessible.Text.Name) for i in range(interface.childCount())]
    assert "Example 2 of the class cat" in spoken
