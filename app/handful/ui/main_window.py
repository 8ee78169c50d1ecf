"""The main window: assembles the views and hands them out. Knows where things stand, not what they do."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from handful.ui.actions import LABEL_KEYS
from handful.ui.commands import Commands
from handful.ui.keymap import Keymap, shown
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.adaptation import AdaptationView
from handful.ui.views.grid import Grid
from handful.ui.views.insight_panel import InsightPanel
from handful.ui.views.inspector import Inspector
from handful.ui.views.notice import NoticeBar
from handful.ui.views.palette import Palette
from handful.ui.views.preview import Preview
from handful.ui.views.shelf import Shelf
from handful.ui.views.status import StatusLine
from handful.ui.views.threshold import Threshold
from handful.ui.views.toolbar import Toolbar
from handful.ui.views.widgets.button_keys import ButtonKeys

LEAST_PX = (880, 480)  # a screen of 1920 x 1080 at 200 % has 960 x 540, less its bars
TOOLBAR_GROUPS = (("new", "open"), ("add_files", "add_folder"), ("undo", "redo", "history"), ("export",))


class MainWindow(QMainWindow):
    """Shelf, grid and inspector side by side; `closing` is emitted before the window goes."""

    closing = Signal()

    def __init__(self, theme: Theme, keymap: Keymap) -> None:
        super().__init__()
        self.theme, self._keymap = theme, keymap
        self.setObjectName("main_window")
        self.setMinimumSize(*LEAST_PX)
        self.resize(1360, 860)
        self.toolbar = Toolbar(theme, self)
        self.notice = NoticeBar(theme, self)
        self.shelf = Shelf(theme, self)
        self.threshold = Threshold(self)
        self.grid = Grid(theme, self)
        self.inspector = Inspector(theme, self)
        self.adaptation = AdaptationView(theme, self)
        self.insight = InsightPanel(theme, self.adaptation, self)
        self.status = StatusLine(theme, self)
        self.commands = Commands(self, theme, keymap, {key for group in TOOLBAR_GROUPS for key in group})
        self.command = self.commands.actions
        self.recent_menu = self.commands.fill(self.menuBar())
        self.toolbar.set_groups([[self.command[key] for key in group] for group in TOOLBAR_GROUPS])
        self.content = column = self._assemble()
        self.setCentralWidget(column)
        self.preview = Preview(theme, column)
        self.palette_list = Palette(theme, self)
        self._spread_commands()
        keymap.changed.connect(self._show_label_keys)
        self._show_label_keys()
        for goes in (self.status.cancel_requested, self.notice.dismissed, self.notice.action_requested):
            goes.connect(self._keep_focus)

    def _spread_commands(self) -> None:
        """Where pictures are looked at, their keys work; the filters show the commands that arrange them."""
        commands = self.commands
        self.grid.set_commands(self.command, commands.of_pictures())
        for view in (self.inspector, self.preview):
            view.addActions(commands.of_pictures())
            ButtonKeys(view)
        self.grid.filters.set_commands(
            commands.in_submenu("order"), commands.in_submenu("show"), self.command["accept_above"]
        )

    @Slot()
    def _show_label_keys(self) -> None:
        """The chips of the inspector say which keys label, whatever the person made of them."""
        labels = [f"class_{number}" for number in range(1, len(LABEL_KEYS) + 1)]
        *keys, unknown = [shown(next(iter(self._keymap.keys(key)), "")) for key in (*labels, "unknown")]
        self.inspector.set_label_keys(keys, unknown)

    def go_to_pane(self, steps: int) -> None:
        """Move the focus to the next pane, or with -1 to the one before: classes, pictures, inspector."""
        panes = (self.shelf, self.grid, self._right)
        focus = QApplication.focusWidget()
        here = next(
            (i for i, p in enumerate(panes) if focus is not None and p.isAncestorOf(focus)), 1 - steps
        )
        _first_in(panes[(here + steps) % len(panes)]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _assemble(self) -> QWidget:
        self._right = QSplitter(Qt.Orientation.Vertical, self)
        self._right.setObjectName("right_panes")
        self._right.addWidget(self.inspector)
        self._right.addWidget(self.insight)
        self._right.setStretchFactor(0, 3)
        self._right.setStretchFactor(1, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setObjectName("panes")
        for pane in (self._make_left(), self.grid, self._right):
            self._panes.addWidget(pane)
        self._panes.setStretchFactor(1, 1)
        self._panes.setSizes([300, 720, 340])
        self._right.setSizes([560, 260])
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

    def _make_left(self) -> QWidget:
        """The classes, and below them what is none of them."""
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addWidget(self.shelf, 1)
        column.addWidget(self.threshold)
        return left

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

    def build_late(self) -> None:
        """What is not seen at the first paint: the icons in the menus."""
        self.theme.draw_late_icons()

    def build_plots(self) -> None:
        """Import the plotting library and put the plots in their places; after the window is visible."""
        self.inspector.build_plots()
        self.adaptation.build_plots()
        self.insight.build_plots()

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


def _first_in(pane: QWidget) -> QWidget:
    """Where the Tab key would enter it."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        usable = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if usable and pane.isAncestorOf(widget):
            return widget
        widget = widget.nextInFocusChain()
    return pane


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")
