"""Joins the sheet of shortcuts with the keys that the person chose: what it lists, judges and changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from handful.ui.actions import menu_titles, plain
from handful.ui.commands import Commands
from handful.ui.keymap import RESERVED, Keymap, shown
from handful.ui.retelling import when_language_changes
from handful.ui.theme import Theme
from handful.ui.views.shortcut_model import ShortcutRow
from handful.ui.views.shortcuts import ShortcutSheet


class ShortcutDesk(QObject):
    """Opens the sheet; `keep(str)` is given the keys to remember after each change."""

    def __init__(
        self, window: QWidget, theme: Theme, commands: Commands, keymap: Keymap, keep: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._commands, self._keymap = window, theme, commands, keymap
        self._keep = keep
        self._sheet: ShortcutSheet | None = None
        keymap.changed.connect(self._on_changed)

    @property
    def sheet(self) -> ShortcutSheet | None:
        """The sheet, once it was opened."""
        return self._sheet

    @Slot()
    def open(self) -> None:
        """Show the sheet beside whatever goes on."""
        if self._sheet is None:
            self._sheet = sheet = ShortcutSheet(self._theme, self._judge, self._window)
            when_language_changes(sheet, lambda: sheet.set_rows(self._rows()))
            self._sheet.keys_chosen.connect(self._choose)
            self._sheet.keys_cleared.connect(lambda key: self._keymap.assign(key, ()))
            self._sheet.reset_requested.connect(self._reset)
        self._sheet.set_rows(self._rows())
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def _rows(self) -> list[ShortcutRow]:
        menus = {name: plain(title) for name, title in menu_titles().items()}
        commands = [
            ShortcutRow(
                key,
                self._title(key),
                "   ".join(shown(keys) for keys in self._keymap.keys(key)),
                self.tr("Pictures") if info.scope == "pictures" else menus[info.menu],
            )
            for key, info in self._commands.table.items()
            if info.submenu == "label" or self._commands.actions[key].isVisible()  # no camera, no command
        ]
        return [*commands, *self._fixed()]

    def _title(self, key: str) -> str:
        """Without what "Undo" would undo now."""
        changes = key in ("undo", "redo")
        return plain(self._commands.table[key].text) if changes else self._commands.title(key)

    def _fixed(self) -> list[ShortcutRow]:
        """What cannot be changed, because it is so in every program."""
        pictures, everywhere, classes = self.tr("Pictures"), self.tr("Everywhere"), self.tr("Classes")
        return [
            ShortcutRow("", self.tr("Walk through the pictures"), "← → ↑ ↓", pictures),
            ShortcutRow("", self.tr("Select more"), f"{shown('Shift+Right')}   {shown('Ctrl+A')}", pictures),
            ShortcutRow("", self.tr("Next control"), shown("Tab"), everywhere),
            ShortcutRow("", self.tr("Take a project off the list of recent ones"), shown("Del"), everywhere),
            ShortcutRow("", self.tr("Rename the class"), shown("F2"), classes),
            ShortcutRow("", self.tr("Add pictures to the class"), shown("Ins"), classes),
            ShortcutRow("", self.tr("Unfold the class, or walk into its pictures"), "Space   →", classes),
        ]

    def _judge(self, key: str, keys: str) -> tuple[bool, str]:
        if keys in RESERVED:
            return False, self.tr("{keys} walks through the pictures and keeps doing so").format(
                keys=shown(keys)
            )
        owner = self._keymap.owner(keys)
        if owner == key:
            return False, self.tr("{keys} does this already").format(keys=shown(keys))
        if owner is not None:
            return True, self.tr("{keys} belongs to “{command}”, which would lose it").format(
                keys=shown(keys), command=self._title(owner)
            )
        return True, ""

    @Slot(str, str, bool)
    def _choose(self, key: str, keys: str, beside: bool) -> None:
        self._keymap.assign(key, (*self._keymap.keys(key), keys) if beside else (keys,))

    @Slot(str)
    def _reset(self, key: str) -> None:
        self._keymap.reset(key or None)

    @Slot()
    def _on_changed(self) -> None:
        self._keep(self._keymap.to_text())
        if self._sheet is not None:
            self._sheet.set_rows(self._rows())
