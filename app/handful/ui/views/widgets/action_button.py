"""A flat button of the toolbar for one action. Its tip says the shortcut too, letter by letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QToolButton, QToolTip

from handful.ui.views import words


class ActionButton(QToolButton):
    """An action's words can hold a class's name ("Undo: rename …"), which must not be read as rich text."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setDefaultAction(action)

    def tip(self) -> str:
        """The words of the action and its shortcut."""
        action = self.defaultAction()
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{action.toolTip()} ({shortcut})" if shortcut else action.toolTip()

    def event(self, event: QEvent) -> bool:
        """Show the tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), words.tooltip(self.tip()), self)
            return True
        return super().event(event)
