"""The line under the large picture: its name, and a switch that lays over it what the answer rests on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views import words
from handful.ui.views.heat_map import HeatMapPanel, veil
from handful.ui.views.insight_state import HeatMapState
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.state import InspectorState
from handful.ui.views.widgets.elided_label import ElidedLabel

_ICON_PX: Final = 18


class Evidence(QWidget):
    """`wanted_changed` tells that a heat map is wanted, or no longer."""

    wanted_changed = Signal(bool)

    def __init__(self, theme: Theme, picture: LargePicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._picture = theme, picture
        self._picture_id: int | None = None
        self._panel: HeatMapPanel | None = None
        self._name = ElidedLabel()
        self._name.setProperty("rank", "small")
        self._switch = QToolButton(self)
        self._switch.setCheckable(True)
        self._switch.setIconSize(QSize(_ICON_PX, _ICON_PX))
        theme.set_icon(self._switch, "eye", muted=True)
        self._switch.toggled.connect(self._on_toggled)
        line = QHBoxLayout()
        line.addWidget(self._name, 1)
        line.addWidget(self._switch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)
        in_each_language(self, self._name_switch)

    def _name_switch(self) -> None:
        self._switch.setAccessibleName(self.tr("Show what the answer rests on"))
        self._switch.setToolTip(self.tr("Show which parts of the picture the answer rests on"))

    @property
    def wanted(self) -> bool:
        """Whether a heat map is wanted for the picture that is shown."""
        return self._switch.isChecked() and self._switch.isVisibleTo(self)

    def toggle(self) -> None:
        """Show it, or no longer."""
        if self._switch.isVisibleTo(self):
            self._switch.toggle()

    def set_state(self, state: InspectorState) -> None:
        """Another picture takes the old heat map away; without an answer there is nothing to explain."""
        self._name.set_text(state.name)
        self._name.setToolTip(words.tooltip(state.path))
        first = state.picture_ids[0] if len(state.picture_ids) == 1 else None
        self._switch.setVisible(first is not None and state.class_name is not None and state.error is None)
        if first != self._picture_id or not self.wanted:
            self._picture_id = first
            self._picture.set_overlay(None)
            self._show_panel()

    def set_heat_map(self, state: HeatMapState) -> None:
        """Lay it over its picture, where that is still the one shown."""
        if self.wanted and self._panel is not None and state.picture_id == self._picture_id:
            self._picture.set_overlay(veil(state.cells))
            self._panel.set_state(state)

    def set_message(self, text: str) -> None:
        """Say what is being done, or why there is no heat map."""
        if self._panel is not None:
            self._panel.set_message(text)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on and self._panel is None:
            self._panel = HeatMapPanel(self._theme, self._picture, self)
            self._column.addWidget(self._panel)
        if not on:
            self._picture.set_overlay(None)
        self._show_panel()
        self.wanted_changed.emit(on)

    def _show_panel(self) -> None:
        if self._panel is not None:
            self._panel.setVisible(self.wanted)
            self._panel.set_message("")
