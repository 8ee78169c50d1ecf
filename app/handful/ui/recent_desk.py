"""The list of recent projects in a window's menu: filled when it is opened, the same list in all windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from handful.project.recent import RecentProjects
from handful.ui.views.recent_menu import RecentEntry, RecentMenu


class RecentDesk(QObject):
    """shown: the project of the window, which is not offered. open_project: opens one that was chosen."""

    def __init__(
        self,
        menu: RecentMenu,
        recent: RecentProjects,
        shown: Callable[[], Path],
        open_project: Callable[[Path], None],
    ) -> None:
        super().__init__(menu)
        self._menu, self._recent, self._shown = menu, recent, shown
        menu.aboutToShow.connect(self._fill)
        menu.project_chosen.connect(open_project)
        menu.forget_requested.connect(recent.remove)
        menu.forget_missing_requested.connect(recent.remove_missing)
        menu.clear_requested.connect(self._clear)

    @Slot()
    def _clear(self) -> None:
        """The open project stays on the list, unseen: the next start opens it."""
        self._recent.clear()
        self._recent.add(self._shown())

    @Slot()
    def _fill(self) -> None:
        """Newest first."""
        entries = [RecentEntry(e.path, e.exists) for e in self._recent.list() if e.path != self._shown()]
        self._menu.set_entries(entries)
