"""Above the grid: how many pictures of each kind, the size of the thumbnails, how they are arranged."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.accept_bar import AcceptBar
from handful.ui.views.filter_bar import FilterBar
from handful.ui.views.picture_list import DEFAULT_ZOOM_PX, ZOOM_PX
from handful.ui.views.state import GridState
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.words import count, pictures

_SLIDER_PX = 112
_SLIDER_HEIGHT_PX = 20
_ZOOM_STEP_PX = 8


class GridHeader(QWidget):
    """Counts at the left, the zoom at the right; below them `filters` and, when asked, `accept_bar`."""

    zoom_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = ElidedLabel(parent=self)
        self._counts.setProperty("rank", "muted")
        self._zoom = QSlider(Qt.Orientation.Horizontal, self)
        self._zoom.setRange(*ZOOM_PX)
        self._zoom.setSingleStep(_ZOOM_STEP_PX)
        self._zoom.setPageStep(4 * _ZOOM_STEP_PX)
        self._zoom.setValue(DEFAULT_ZOOM_PX)
        self._zoom.setFixedSize(_SLIDER_PX, _SLIDER_HEIGHT_PX)
        self._zoom.valueChanged.connect(self.zoom_changed)
        self.filters = FilterBar(theme, self)
        self.accept_bar = AcceptBar(theme, self)
        row = QHBoxLayout()
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        row.setSpacing(2 * SPACE_PX)
        row.addWidget(self._counts, 1)
        row.addWidget(self._zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.filters)
        column.addWidget(self.accept_bar)
        self._state = GridState()
        in_each_language(self, self._name)

    def _name(self) -> None:
        self._counts.setAccessibleName(self.tr("Pictures by kind"))
        self._zoom.setAccessibleName(self.tr("Thumbnail size"))
        self._zoom.setToolTip(self.tr("Thumbnail size"))
        self._counts.set_text(self._words(self._state))

    def set_state(self, state: GridState) -> None:
        """Say the counts; kinds without pictures are not mentioned."""
        self._state = state
        self._counts.set_text(self._words(state))
        self.filters.set_state(state)

    def set_zoom(self, zoom_px: int) -> None:
        """Move the slider without telling anyone."""
        with QSignalBlocker(self._zoom):
            self._zoom.setValue(zoom_px)

    def step_zoom(self, steps: int) -> None:
        """Move the slider as a person does."""
        self._zoom.setValue(self._zoom.value() + steps * 2 * _ZOOM_STEP_PX)

    def _words(self, state: GridState) -> str:
        parts = [pictures(state.total)]
        if not state.view.is_everything and state.shown is not None:
            parts = [self.tr("{n} of {pictures}").format(n=count(state.shown), pictures=parts[0])]
        kinds = (
            (state.predicted + state.labelled, self.tr("{n} sorted")),
            (state.unknown, self.tr("{n} unknown")),
            (state.pending, self.tr("{n} waiting")),
            (state.unreadable, self.tr("{n} unreadable")),
        )
        parts += [words.format(n=count(n)) for n, words in kinds if n]
        return " · ".join(parts)
