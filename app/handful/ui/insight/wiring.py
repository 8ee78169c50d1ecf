"""Puts insight into a window: its panel, its numbers, its place, and the saving of every plot there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from handful.ui.insight.insight import Insight
from handful.ui.insight.marks import ExampleMarks
from handful.ui.insight.placing import Placing
from handful.ui.insight.plot_saver import AskWhere, PlotSaver
from handful.ui.main_window import MainWindow
from handful.ui.presenter import Presenter
from handful.ui.views import words
from handful.ui.views.insight_panel import TABS
from handful.ui.views.insight_state import InsightTab
from handful.ui.views.state import NoticeState
from handful.ui.workbench import Workbench

Say = Callable[[NoticeState | None, Callable[[], None] | None], None]


class InsightDesk(QObject):
    """Owns what insight adds to one window. `say`: shows a notice, with what its button does."""

    def __init__(
        self, window: MainWindow, bench: Workbench, presenter: Presenter, dialogs: AskWhere, say: Say
    ) -> None:
        super().__init__(window)
        self._window, self._say = window, say
        self.placing = Placing(window.insight, window.grid, self)
        self.insight = Insight(
            window.insight,
            window.inspector.evidence,
            bench,
            window.theme,
            presenter.select,
            lambda: window.grid.setFocus(Qt.FocusReason.OtherFocusReason),
            self,
        )
        self.marks = ExampleMarks(bench, window)
        self.marks.changed.connect(presenter.show_warnings)
        self.saver = PlotSaver(dialogs, self)
        self.saver.adopt(window)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_failed)
        presenter.selected.connect(self.insight.set_selected)
        window.insight.room_requested.connect(self.placing.place)
        window.insight.tab_shown.connect(self._on_panel_changed)
        window.inspector.evidence.wanted_changed.connect(self._on_panel_changed)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """By the keys of the table of commands."""
        panel = self._window.insight
        tabs = {f"insight_{tab}": lambda tab=tab: panel.open_tab(tab) for tab in TABS}
        return {
            **tabs,
            "insight_room": lambda: panel.ask_for_room(not panel.has_room),
            "evidence": self._window.inspector.evidence.toggle,
        }

    def restore(self, tab: InsightTab, *, under_the_grid: bool) -> None:
        """Show insight as it was left."""
        self._window.insight.show_tab(tab)
        self._window.insight.ask_for_room(under_the_grid)

    @property
    def busy(self) -> bool:
        """Whether something is still being computed for what is looked at."""
        return self.insight.busy

    def close(self) -> None:
        """Put the panel back where the window's layout expects it, and join the threads."""
        self._window.insight.ask_for_room(False)
        self.insight.close()
        self.marks.close()
        self.saver.close()

    @Slot()
    def _on_panel_changed(self, *_: object) -> None:
        """A view that was just made has plots to save."""
        self.saver.adopt(self._window)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        text = self.tr("The plot was saved as {name}").format(name=path.name)
        notice = NoticeState(text, "success", details=str(path), action=self.tr("Show folder"))
        self._say(notice, lambda: _show_folder(path.parent))

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._say(NoticeState(words.sentence(text), "error"), None)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
