"""Every command of the window in one table: its words, shortcut, icon and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from handful.ui.theme import Theme

MenuName = Literal["file", "edit", "view", "help"]
CONTEXT: Final = "Actions"


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """`shortcut`: a standard key, or a portable text. `separator`: a line above it. `is_minor`: icon only."""

    key: str
    text: str
    menu: MenuName
    icon: str = ""
    shortcut: QKeySequence.StandardKey | str | None = None
    separator: bool = False
    is_minor: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def action_table() -> tuple[ActionInfo, ...]:
    """In menu order."""
    keys = QKeySequence.StandardKey
    return (
        ActionInfo("new", _tr("&New project"), "file", "new", keys.New, is_minor=True),
        ActionInfo("open", _tr("&Open project…"), "file", "open", keys.Open, is_minor=True),
        ActionInfo("save_as", _tr("&Save project as…"), "file", "save", keys.SaveAs),
        ActionInfo("add_files", _tr("Add &pictures…"), "file", "picture", "Ctrl+I", separator=True),
        ActionInfo("add_folder", _tr("Add &folder…"), "file", "folder", "Ctrl+Shift+I"),
        ActionInfo("export", _tr("&Export labels…"), "file", "export", "Ctrl+E", separator=True),
        ActionInfo("demo", _tr("&Demo pictures"), "file", "spark", None, separator=True),
        ActionInfo("quit", _tr("&Quit"), "file", "", keys.Quit, separator=True),
        ActionInfo("undo", _tr("&Undo"), "edit", "undo", keys.Undo, is_minor=True),
        ActionInfo("redo", _tr("&Redo"), "edit", "redo", keys.Redo, is_minor=True),
        ActionInfo("add_class", _tr("&Add a class"), "edit", "add", "Ctrl+Shift+N", separator=True),
        ActionInfo("cancel", _tr("&Stop classifying"), "edit", "cancel", "Ctrl+."),
        ActionInfo("about", _tr("&About Handful"), "help", "info"),
    )


def menu_titles() -> Mapping[MenuName, str]:
    """The menus, in order."""
    return {"file": _tr("&File"), "edit": _tr("&Edit"), "help": _tr("&Help")}


def build_actions(
    parent: QWidget, theme: Theme, handlers: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """One QAction for each line of the table, connected to its handler. Raises KeyError without one."""
    actions = {}
    for info in action_table():
        action = QAction(info.text, parent)
        action.setObjectName(info.key)
        action.setIconText(info.text.replace("&", "").rstrip("…"))  # a button keeps it whatever the menu says
        if info.shortcut is not None:
            action.setShortcut(QKeySequence(info.shortcut))
        if info.icon:
            theme.set_icon(action, info.icon)
        if info.is_minor:
            action.setPriority(QAction.Priority.LowPriority)
        if info.key == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        handler = handlers[info.key]
        action.triggered.connect(lambda _checked=False, handler=handler: handler())
        actions[info.key] = action
    return actions


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction]) -> QMenu:
    """The menus of the window; everything in the toolbar is here too. Returns the one for recent projects."""
    recent = QMenu(_tr("Open &recent"), bar)
    menus = {name: bar.addMenu(title) for name, title in menu_titles().items()}
    for info in action_table():
        if info.separator:
            menus[info.menu].addSeparator()
        menus[info.menu].addAction(actions[info.key])
        if info.key == "open":
            menus[info.menu].addMenu(recent)
    return recent
