"""Every text that a person can see or hear in a widget and all that is in it."""

from __future__ import annotations

import html
import re
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_OF_QT = ("ScrollLeftButton", "ScrollRightButton")  # of a tab bar: Qt names them once, when it makes them
_WRAPPED = re.compile("⟦[^⟦⟧]*⟧")
_TAG = re.compile("<[^>]+>")


class PseudoTranslator(QTranslator):
    """Another language: every text that is looked up stands in brackets."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"⟦{text}⟧"

    def isEmpty(self):
        return False


def untranslated(text: str, own: tuple[str, ...]) -> str:
    """What is left of a text that was never looked up; `own`: content of the person, such as names."""
    left = html.unescape(_TAG.sub("", text))
    for each in own:
        left = left.replace(each, "")
    before = None
    while before != left:
        before, left = left, _WRAPPED.sub("", left)
    return left.strip() if any(map(str.isalpha, left)) else ""


def texts_in(root: QWidget) -> set[tuple[str, str]]:
    """(where, text) of everything in a widget that is shown, and of its menus."""
    found: set[tuple[str, str]] = set()
    for widget in (root, *root.findChildren(QWidget)):
        if (widget.isVisibleTo(root) or isinstance(widget, QMenu)) and widget.objectName() not in _OF_QT:
            name = f"{type(widget).__name__} {widget.objectName()}".strip()
            found |= {(name, text) for text in (*_said_by(widget), *_special(widget)) if text}
    return found


def _said_by(widget: QWidget):
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    for action in widget.actions():
        if isinstance(action, QAction) and action.isVisible():
            yield from (action.text(), action.toolTip(), action.iconText())


def _special(widget: QWidget):
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QMenu():
            yield widget.title()
        case QLineEdit():
            yield widget.placeholderText()
        case QPlainTextEdit():
            yield widget.toPlainText()
        case QTabBar():
            yield from (widget.tabText(i) for i in range(widget.count()))
        case QComboBox():
            yield from (widget.itemText(i) for i in range(widget.count()))
        case QGraphicsView():
            yield from _in_plot(widget)
        case QAbstractItemView():
            yield from _in_model(widget)


def _in_model(view: QAbstractItemView):
    model = view.model()
    if model is None:
        return
    for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
        for row in range(min(model.rowCount(), 60)):
            index = model.index(row, column)
            yield from (value for role in ROLES if isinstance(value := index.data(role), str))
        if isinstance(view, QTableView) and view.horizontalHeader().isVisibleTo(view):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _in_plot(view: QGraphicsView):
    for item in view.scene().items():
        if hasattr(item, "toPlainText"):
            yield item.toPlainText()
        for level in getattr(item, "_tickLevels", None) or ():
            yield from (text for _, text in level)


@contextmanager
def painted_texts(monkeypatch):
    """What is painted meanwhile, not shortened; texts of Qt's own widgets are found without that."""
    texts: set[tuple[str, str]] = set()
    draw = QPainter.drawText

    def spy(painter, *arguments):
        said = next((each for each in arguments if isinstance(each, str)), "")
        texts.add((type(painter.device()).__name__ if painter.device() else "painted", said))
        return draw(painter, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", spy)
        patch.setattr(QFontMetrics, "elidedText", lambda _metrics, text, *_: text)
        yield texts
