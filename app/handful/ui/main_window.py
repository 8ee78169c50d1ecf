"""The main window: assembles the views and hands them out. Knows where things stand, not what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from handful.ui.actions import build_actions, fill_menu_bar
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.adaptation import AdaptationView
from handful.ui.views.grid import Grid
from handful.ui.views.inspector import Inspector
from handful.ui.views.notice import NoticeBar
from handful.ui.views.shelf import Shelf
from handful.ui.views.status import StatusLine
from handful.ui.views.toolbar import Toolbar

TOOLBAR_GROUPS = (("new", "open"), ("add_files", "add_folder"), ("undo", "redo"), ("export",))


class MainWindow(QMainWindow):
    """Shelf, grid and inspector side by side; `closing` is emitted before the window goes."""

    closing = Signal()

    def __init__(self, theme: Theme, handlers: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(880, 560)
        self.resize(1360, 860)
        self.toolbar = Toolbar(theme, self)
        self.notice = NoticeBar(theme, self)
        self.shelf = Shelf(theme, self)
        self.grid = Grid(theme, self)
        self.inspector = Inspector(theme, self)
        self.adaptation = AdaptationView(theme, self)
        self.status = StatusLine(theme, self)
        self.command = build_actions(self, theme, handlers)
        self.recent_menu = fill_menu_bar(self.menuBar(), self.command)
        self.toolbar.set_groups([[self.command[key] for key in group] for group in TOOLBAR_GROUPS])
        self.setCentralWidget(self._assemble())
        for goes in (self.status.cancel_requested, self.notice.dismissed, self.notice.action_requested):
            goes.connect(self._keep_focus)

    def _assemble(self) -> QWidget:
        self._right = QSplitter(Qt.Orientation.Vertical, self)
        self._right.setObjectName("right_panes")
        self._right.addWidget(self.inspector)
        self._right.addWidget(self.adaptation)
        self._right.setStretchFactor(0, 3)
        self._right.setStretchFactor(1, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setObjectName("panes")
        for pane in (self.shelf, self.grid, self._right):
            self._panes.addWidget(pane)
        self._panes.setStretchFactor(1, 1)
        self._panes.setSizes([300, 720, 340])
        self._right.setSizes([620, 200])
        for splitter in (self._panes, self._right):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(SPACE_PX)
        column = QWidget(self)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addLayout(self._inset(self.notice, self._panes), 1)
        layout.addWidget(self.status)
        return column

    @staticmethod
    def _inset(notice: QWidget, panes: QWidget) -> QVBoxLayout:
        """Notice and panes, with room around them."""
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_PX, 0, SPACE_PX, 0)
        inner.setSpacing(SPACE_PX)
        inner.addWidget(notice)
        inner.addWidget(panes, 1)
        return inner

    @Slot()
    def _keep_focus(self) -> None:
        """A button that goes when it is pressed hands the focus to the grid, not to the next button."""
        focus = QApplication.focusWidget()
        if focus is not None and any(bar.isAncestorOf(focus) for bar in (self.status, self.notice)):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def build_plots(self) -> None:
        """Import the plotting library and put the plots in their places; after the window is visible."""
        self.inspector.build_plots()
        self.adaptation.build_plots()

    def layout_state(self) -> tuple[str, str]:
        """Geometry and pane sizes as text, for `restore_layout`."""
        panes = "|".join(_text(splitter.saveState()) for splitter in (self._panes, self._right))
        return _text(self.saveGeometry()), panes

    def restore_layout(self, geometry: str, panes: str) -> None:
        """Put the window back as it was; texts that do not fit are ignored."""
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        for splitter, text in zip((self._panes, self._right), panes.split("|"), strict=False):
            splitter.restoreState(QByteArray.fromBase64(text.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever has to finish something does it on `closing`; the person need not watch."""
        super().closeEvent(event)
        self.hide()
        self.closing.emit()


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")
