"""The shelf's scroll bar: it is seen where it is needed, and never decides how wide a card is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QScrollArea

from handful.ui.views.card_widget import CardWidget
from handful.ui.views.state import ShelfState
from tests.ui.views.shelf.cards import make_card


def shown(shelf, n_classes, height):
    shelf.set_state(ShelfState(tuple(make_card(i, f"class {i}", 3) for i in range(1, n_classes + 1))))
    shelf.resize(300, height)
    QApplication.processEvents()
    return shelf.findChild(QScrollArea).verticalScrollBar()


def test_a_card_is_as_wide_with_a_bar_as_without_or_else_the_bar_would_come_and_go_without_end(shelf):
    widths, needed = set(), set()
    for height in range(500, 900, 10):
        bar = shown(shelf, 4, height)
        widths |= {card.width() for card in shelf.findChildren(CardWidget)}
        needed.add(bar.maximum() > 0)
    assert needed == {True, False}
    assert len(widths) == 1


def colours(bar):
    image = bar.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_a_bar_with_nothing_to_scroll_is_not_seen(shelf, qtbot):
    bar = shown(shelf, 1, 700)
    assert bar.isVisible()
    assert len(colours(bar)) == 1
    shown(shelf, 9, 700)
    qtbot.waitUntil(lambda: bar.maximum() > 0 and len(colours(bar)) > 1)
