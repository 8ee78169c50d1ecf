"""The place for insight: fit, map, confusion and examples behind tabs, each view made when first shown.

It stands small beside the pictures; a button asks for more room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.adaptation import AdaptationView
from handful.ui.views.insight_state import InsightTab

if TYPE_CHECKING:
    from handful.ui.views.confusion_view import ConfusionView
    from handful.ui.views.examples_view import ExamplesView
    from handful.ui.views.map_view import MapView, PixmapOf

TABS: Final[tuple[InsightTab, ...]] = ("fit", "map", "confusion", "examples")


class InsightPanel(QWidget):
    """Emits `tab_shown` with the name of the tab, and `room_requested(bool)`: more of it, or as before."""

    tab_shown = Signal(str)
    room_requested = Signal(bool)

    def __init__(self, theme: Theme, adaptation: AdaptationView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._has_plots = False
        self.pixmap_of: PixmapOf = lambda _picture_id: None
        self.map: MapView | None = None
        self.confusion: ConfusionView | None = None
        self.examples: ExamplesView | None = None
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        for _ in TABS:
            self._tabs.addTab("")
        self._room = QToolButton(self)
        self._room.setCheckable(True)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(adaptation)
        for _ in TABS[1:]:
            self._pages.addWidget(QWidget())
        self._lay_out()
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._room.toggled.connect(self._on_room_toggled)
        theme.changed.connect(self._show_room)
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Insight"))
        self._tabs.setAccessibleName(self.tr("Insight"))
        titles = (self.tr("Fit"), self.tr("Map"), self.tr("Confusion"), self.tr("Examples"))
        for tab, title in enumerate(titles):
            self._tabs.setTabText(tab, title)
        self._show_room()

    @property
    def tab(self) -> InsightTab:
        """The tab in front."""
        return TABS[self._tabs.currentIndex()]

    @property
    def has_room(self) -> bool:
        """Whether it has more room than beside the pictures."""
        return self._room.isChecked()

    def show_tab(self, tab: InsightTab) -> None:
        """Bring a tab to the front."""
        self._tabs.setCurrentIndex(TABS.index(tab))

    def open_tab(self, tab: InsightTab) -> None:
        """Bring a tab to the front and the keyboard into it."""
        self.show_tab(tab)
        view = {"map": self.map, "confusion": self.confusion}.get(tab)
        target = view.focus_widget() if view is not None else self._tabs
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_for_room(self, more: bool) -> None:
        """As if the button were pressed."""
        self._room.setChecked(more)

    def build_plots(self) -> None:
        """Charts may be made from now on; those of tabs that nobody has opened are not."""
        self._has_plots = True
        if self.map is not None:
            self.map.build_plots()

    @Slot(int)
    def _on_tab_changed(self, index: int) -> None:
        tab = TABS[index]
        if tab == "map" and self.map is None:
            self._make_map(index)
        elif tab == "confusion" and self.confusion is None:
            from handful.ui.views.confusion_view import ConfusionView

            self.confusion = ConfusionView(self._theme)
            self._put(index, self.confusion)
        elif tab == "examples" and self.examples is None:
            from handful.ui.views.examples_view import ExamplesView

            self.examples = ExamplesView(self._theme)
            self._put(index, self.examples)
        self._pages.setCurrentIndex(index)
        self.tab_shown.emit(tab)

    def _make_map(self, index: int) -> None:
        from handful.ui.views.map_view import MapView

        self.map = MapView(self._theme, self.pixmap_of)
        self._put(index, self.map)
        if self._has_plots:
            self.map.build_plots()

    def _put(self, index: int, view: QWidget) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX + 4)
        column.addWidget(view)
        self._pages.insertWidget(index, frame)
        placeholder = self._pages.widget(index + 1)
        if placeholder is not None:
            self._pages.removeWidget(placeholder)
            placeholder.deleteLater()

    @Slot(bool)
    def _on_room_toggled(self, more: bool) -> None:
        self._show_room()
        self.room_requested.emit(more)

    def _show_room(self) -> None:
        more = self._room.isChecked()
        text = self.tr("Back beside the pictures") if more else self.tr("More room for insight")
        self._room.setToolTip(text)
        self._room.setAccessibleName(text)
        self._theme.set_icon(self._room, "shrink" if more else "expand", muted=True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_PX, 2, SPACE_PX, 0)
        top.addWidget(self._tabs, 1)
        top.addWidget(self._room)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
