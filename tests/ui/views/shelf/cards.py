"""Cards to put on a shelf, and the hands that work it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton

from handful.ui.views.card_widget import CardWidget
from handful.ui.views.state import ClassCard, ShelfState

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
LEFT_BUTTON, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def thumbnails(first_id, count):
    pixmap = QPixmap(32, 24)
    pixmap.fill(QColor("#8899aa"))
    return tuple((first_id + i, pixmap) for i in range(count))


def make_card(class_id, name, shown=0, **fields):
    fields.setdefault("count", shown)
    fields.setdefault("colour", QColor("#d55e00"))
    return ClassCard(id=class_id, name=name, thumbnails=thumbnails(100 * class_id, shown), **fields)


def three_classes():
    return ShelfState(
        (make_card(1, "cat", 2), make_card(2, "dog", 3), make_card(3, "owl", 10, sorted_count=4))
    )


def card_of(shelf, name):
    return next(c for c in shelf.findChildren(CardWidget) if c.card.name == name and not c.isHidden())


def button_named(parent, beginning):
    return next(b for b in parent.findChildren(QToolButton) if b.accessibleName().startswith(beginning))


def add_field(shelf):
    return next(f for f in shelf.findChildren(QLineEdit) if f.accessibleName() == "Name of a new class")


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def accessible_name(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def centre_of(view, row):
    return view.visualRect(view.model().index(row)).center()


def open_menu(qtbot):
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu, words):
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def files_mime(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag_over(widget, data, action=MOVE, place=None):
    """Enter and move as the window system does; whether a drop would be taken."""
    place = place or QPoint(20, 20)
    enter = QDragEnterEvent(place, action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(place, action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, move)
    return enter.isAccepted() and move.dropAction() != Qt.DropAction.IgnoreAction


def drop(widget, data, action=MOVE):
    """Drop as the window system does; what the source is told was done."""
    drag_over(widget, data, action)
    event = QDropEvent(QPointF(20, 20), action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, event)
    return event.dropAction() if event.isAccepted() else Qt.DropAction.IgnoreAction


def rename_field(card):
    return next(f for f in card.findChildren(QLineEdit) if f.accessibleName().startswith("New name of"))
