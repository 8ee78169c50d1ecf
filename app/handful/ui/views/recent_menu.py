"""The menu of projects that were open lately: open one, take one off the list, clear it. Opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from handful.ui.views import words


@dataclass(frozen=True, slots=True)
class RecentEntry:
    """A project, and whether its file is still there."""

    path: Path
    exists: bool


class RecentMenu(QMenu):
    """A project whose file is gone is greyed. Delete, or the menu of an entry, takes it off the list."""

    project_chosen = Signal(object)  # Path
    forget_requested = Signal(object)  # Path
    forget_missing_requested = Signal()
    clear_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setToolTipsVisible(True)

    def set_entries(self, entries: Sequence[RecentEntry]) -> None:
        """Show these, in this order."""
        self.clear()
        for entry in entries:
            action = self.addAction(words.button_text(entry.path.stem))
            action.setData(str(entry.path))
            hint = self.tr("Delete takes it off the list")
            action.setToolTip(words.tooltip(f"{entry.path}\n{hint}"))
            action.setEnabled(entry.exists)
            action.triggered.connect(lambda _on=False, path=entry.path: self.project_chosen.emit(path))
        if not entries:
            self.addAction(self.tr("No other project yet")).setEnabled(False)
            return
        self.addSeparator()
        if not all(entry.exists for entry in entries):
            forget = self.addAction(self.tr("&Remove those that are gone"))
            forget.triggered.connect(self.forget_missing_requested)
        self.addAction(self.tr("&Clear the list")).triggered.connect(self.clear_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the marked project off the list."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Delete and action is not None and action.data():
            self._forget(action)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What else can be done with the project under the mouse."""
        action = self.actionAt(event.pos())
        if action is not None and action.data():
            self.open_menu_of(action, event.globalPos())

    def open_menu_of(self, action: QAction, where: QPoint) -> QMenu:
        """The menu of one entry, on the screen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = menu.addAction(self.tr("Remove from this list"))
        remove.triggered.connect(lambda: self._forget(action))
        menu.popup(where)
        return menu

    def _forget(self, action: QAction) -> None:
        path = Path(action.data())
        self.removeAction(action)
        self.forget_requested.emit(path)
