"""What can be done with the selected pictures, as a menu. Emits intent; knows no picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from handful.ui.theme import Theme
from handful.ui.views.class_marks import class_icon
from handful.ui.views.state import UNKNOWN_CLASS_ID, ClassChoice
from handful.ui.views.words import button_text


class PictureMenu(QMenu):
    """The context menu of the grid, made for each opening."""

    label_chosen = Signal(int)
    example_of_chosen = Signal(int)
    accept_chosen = Signal()
    clear_label_chosen = Signal()
    reveal_chosen = Signal()
    remove_chosen = Signal()

    def __init__(
        self,
        theme: Theme,
        choices: tuple[ClassChoice, ...],
        *,
        keys: Mapping[str, QKeySequence],
        one: bool,
        can_accept: bool,
        can_clear: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        accept = self._add(self.tr("Accept"), self.accept_chosen.emit, "accept")
        accept.setEnabled(can_accept)
        self._add_labels(choices)
        self._add_examples(choices)
        self._add(self.tr("Clear label"), self.clear_label_chosen.emit, "clear_label").setEnabled(can_clear)
        self.addSeparator()
        self._add(self.tr("Show in folder"), self.reveal_chosen.emit).setEnabled(one)
        self._add(self.tr("Remove"), self.remove_chosen.emit, "remove")

    def _add(self, text: str, chosen: Callable[[], None], key: str = "") -> QAction:
        action = self.addAction(text)
        self._show_key(action, key)
        action.triggered.connect(lambda: chosen())
        return action

    def _add_labels(self, choices: tuple[ClassChoice, ...]) -> None:
        menu = self.addMenu(self.tr("Label as"))
        for number, choice in enumerate(choices, start=1):
            action = self._add_class(menu, choice, self.label_chosen.emit)
            self._show_key(action, f"class_{number}")
        if choices:
            menu.addSeparator()
        unknown = menu.addAction(class_icon(None, self._theme.colours.muted), self.tr("Unknown"))
        self._show_key(unknown, "unknown")
        unknown.triggered.connect(lambda: self.label_chosen.emit(UNKNOWN_CLASS_ID))

    def _add_examples(self, choices: tuple[ClassChoice, ...]) -> None:
        menu = self.addMenu(self.tr("Add to class as example"))
        menu.setEnabled(bool(choices))
        for choice in choices:
            self._add_class(menu, choice, self.example_of_chosen.emit)

    def _add_class(self, menu: QMenu, choice: ClassChoice, chosen: Callable[[int], None]) -> QAction:
        action = menu.addAction(
            class_icon(choice.colour, self._theme.colours.muted), button_text(choice.name)
        )
        action.triggered.connect(lambda: chosen(choice.id))
        return action

    def _show_key(self, action: QAction, key: str) -> None:
        """Show the key of the window's command; the menu itself must not take it from the grid."""
        if key in self._keys:
            action.setShortcut(self._keys[key])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
