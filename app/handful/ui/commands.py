"""Turns the table of commands into actions and menus, and keeps their keys and states. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from handful.project.review import View
from handful.ui.actions import (
    LABEL_KEYS,
    ActionInfo,
    MenuName,
    Situation,
    SubmenuName,
    action_table,
    menu_titles,
    plain,
    recent_title,
    submenu_titles,
)
from handful.ui.keymap import Keymap
from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views.recent_menu import RecentMenu
from handful.ui.views.words import button_text


class Commands(QObject):
    """One QAction for each line of the table."""

    def __init__(
        self, parent: QWidget, theme: Theme, keymap: Keymap, on_buttons: Collection[str] = ()
    ) -> None:
        """on_buttons: the commands that are more than lines of a menu: their icons are drawn at once."""
        super().__init__(parent)
        self._theme, self._keymap, self._on_buttons = theme, keymap, on_buttons
        self.table = {info.key: info for info in action_table()}
        self.actions = {key: self._make(parent, info) for key, info in self.table.items()}
        self._groups = [self._group(submenu) for submenu in ("order", "show", "language")]
        self._recent: RecentMenu | None = None
        self._menus: dict[MenuName, QMenu] = {}
        self._submenus: dict[SubmenuName, QMenu] = {}
        keymap.changed.connect(self._show_keys)
        in_each_language(parent, self._name)

    def connect_to(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Let each command call its handler. Raises KeyError where one has none."""
        for key, action in self.actions.items():
            action.triggered.connect(lambda _checked=False, handler=handlers[key]: handler())

    def of_pictures(self) -> list[QAction]:
        """Those whose keys work only where pictures are looked at."""
        return [self.actions[key] for key, info in self.table.items() if info.scope == "pictures"]

    def in_submenu(self, submenu: SubmenuName) -> list[QAction]:
        """Those of a menu within a menu, in order."""
        return [self.actions[key] for key, info in self.table.items() if info.submenu == submenu]

    def title(self, key: str) -> str:
        """What a command is called where no menu stands around it: "Sort by: Name"."""
        text = plain(self.actions[key].text())
        submenu = self.table[key].submenu
        return f"{plain(submenu_titles()[submenu])}: {text}" if submenu else text

    def update(self, now: Situation) -> None:
        """Commands that would do nothing are greyed."""
        for key, info in self.table.items():
            self.actions[key].setEnabled(info.enabled(now))

    def name_classes(self, names: Sequence[str]) -> None:
        """The digits' commands are called as the first ten classes; those without a class are hidden."""
        for place in range(len(LABEL_KEYS)):
            action = self.actions[f"class_{place + 1}"]
            action.setVisible(place < len(names))
            if place < len(names):
                action.setText(button_text(names[place]))

    def check_view(self, view: View) -> None:
        """Tick the order and the filter that are shown."""
        self.actions[f"order_{view.order}"].setChecked(True)
        kind = self.actions.get(f"show_{view.kind}")
        for action in self.in_submenu("show"):
            action.setChecked(action is kind)

    def fill(self, bar: QMenuBar) -> RecentMenu:
        """The menus of the window. Returns the one for recent projects."""
        recent = self._recent = RecentMenu("", bar)
        self._menus = {name: bar.addMenu("") for name in menu_titles()}
        submenus = self._submenus
        for info in self.table.values():
            menu = self._menus[info.menu]
            if info.separator:
                menu.addSeparator()
            if info.submenu and info.submenu not in submenus:
                submenus[info.submenu] = menu.addMenu("")
            (submenus[info.submenu] if info.submenu else menu).addAction(self.actions[info.key])
            if info.key == "open_window":
                menu.addMenu(recent)
        self._name_menus()
        return recent

    def _name(self) -> None:
        """What the table calls them; what takes the place of its words comes after that."""
        self.table = {info.key: info for info in action_table()}
        for key, info in self.table.items():
            self.actions[key].setText(info.text)
            self.actions[key].setIconText(plain(info.text))  # a button keeps it whatever the menu says
        self._name_menus()

    def _name_menus(self) -> None:
        if self._recent is not None:
            self._recent.setTitle(recent_title())
        titles, subtitles = menu_titles(), submenu_titles()
        for name, menu in self._menus.items():
            menu.setTitle(titles[name])
        for submenu, menu in self._submenus.items():
            menu.setTitle(subtitles[submenu])

    def _make(self, parent: QWidget, info: ActionInfo) -> QAction:
        action = QAction(parent)
        action.setObjectName(info.key)
        action.setCheckable(info.is_checkable)
        if info.scope == "pictures":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._give_keys(action)
        if info.icon:
            give = self._theme.set_icon if info.key in self._on_buttons else self._theme.set_icon_late
            give(action, info.icon)
        if info.is_minor:
            action.setPriority(QAction.Priority.LowPriority)
        if info.key == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        return action

    def _group(self, submenu: SubmenuName) -> QActionGroup:
        group = QActionGroup(self)
        if submenu == "show":  # a class may be shown instead, and then none of these is ticked
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for action in self.in_submenu(submenu):
            group.addAction(action)
        return group

    def _give_keys(self, action: QAction) -> None:
        keys = self._keymap.keys(action.objectName())
        action.setShortcuts([QKeySequence(each) for each in keys])

    @Slot()
    def _show_keys(self) -> None:
        for action in self.actions.values():
            self._give_keys(action)
