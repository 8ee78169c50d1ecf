"""Lets buttons keep Space and Enter where the window has commands with these keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_PRESSING: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ButtonKeys(QObject):
    """Watches a widget: while a button in it has the focus, these keys press that button."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that no child wanted for itself comes by here before it becomes a shortcut."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _PRESSING and isinstance(QApplication.focusWidget(), QAbstractButton):
            event.accept()
            return True
        return False
