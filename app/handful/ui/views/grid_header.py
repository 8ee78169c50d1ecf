"""The line above the grid: how many pictures of each kind, and the size of the thumbnails."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.picture_list import DEFAULT_ZOOM_PX, ZOOM_PX
from handful.ui.views.state import GridState
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.words import count, pictures

_SLIDER_PX = 112
_SLIDER_HEIGHT_PX = 20
_ZOOM_STEP_PX = 8


class GridHeader(QWidget):
    """Counts in words at the left, the zoom at the right."""

    zoom_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = ElidedLabel(parent=self)
        self._counts.setProperty("rank", "muted")
        self._counts.setAccessibleName(self.tr("Pictures by kind"))
        self._zoom = QSlider(Qt.Orientation.Horizontal, self)
        self._zoom.setRange(*ZOOM_PX)
        self._zoom.setSingleStep(_ZOOM_STEP_PX)
        self._zoom.setPageStep(4 * _ZOOM_STEP_PX)
        self._zoom.setValue(DEFAULT_ZOOM_PX)
        self._zoom.setFixedSize(_SLIDER_PX, _SLIDER_HEIGHT_PX)
        self._zoom.setAccessibleName(self.tr("Thumbnail size"))
        self._zoom.setToolTip(self.tr("Thumbnail size"))
        self._zoom.valueChanged.connect(self.zoom_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        row.addWidget(self._counts, 1)
        row.addWidget(self._zoom)

    def set_state(self, state: GridState) -> None:
        """Say the counts; kinds without pictures are not mentioned."""
        self._counts.set_text(self._words(state))

    def set_zoom(self, zoom_px: int) -> None:
        """Move the slider without telling anyone."""
        with QSignalBlocker(self._zoom):
            self._zoom.setValue(zoom_px)

    def step_zoom(self, steps: int) -> None:
        """Move the slider as a person does."""
        self._zoom.setValue(self._zoom.value() + steps * 2 * _ZOOM_STEP_PX)

    def _words(self, state: GridState) -> str:
        parts = [pictures(state.total)]
        kinds = (
            (state.predicted + state.labelled, self.tr("{n} sorted")),
            (state.unknown, self.tr("{n} unknown")),
            (state.pending, self.tr("{n} waiting")),
            (state.unreadable, self.tr("{n} unreadable")),
        )
        parts += [words.format(n=count(n)) for n, words in kinds if n]
        return " · ".join(parts)
