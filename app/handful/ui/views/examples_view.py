"""Are there enough examples, and which look out of place? Meters above, examples to look at again below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.insight_state import ExamplesState
from handful.ui.views.meter_bars import MeterBars, verdict_words
from handful.ui.views.nearest import NearestPictures
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.rows_model import Cell, Figure
from handful.ui.views.words import decimal, percent

_THUMBNAILS_PX = 92
_NARROW_PX = 300  # below, the thumbnails need a second line


class ExamplesView(QWidget):
    """Emits `selected(ids, by_mouse)` for an example to look at again."""

    selected = Signal(list, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ExamplesState()
        self.meters = PlotPanel("", ("",) * 8, theme, self)
        self._bars = MeterBars(theme)
        self.meters.set_plot(self._bars)
        self.doubts = PlotPanel("", ("",) * 5, theme, self)
        self._thumbnails = NearestPictures(theme)
        self.doubts.set_plot(self._thumbnails)
        self._thumbnails.picture_selected.connect(lambda picture_id: self.selected.emit([picture_id], False))
        self.doubts.row_chosen.connect(self._on_row_chosen)
        for panel in (self.meters, self.doubts):
            panel.switched.connect(self._fit_heights)
        self._lay_out()
        in_each_language(self, self._name)

    def _name(self) -> None:
        titles = (
            self.tr("Class"),
            self.tr("Examples"),
            self.tr("Held out"),
            self.tr("Recognised"),
            self.tr("From"),
            self.tr("To"),
            self.tr("Taken for"),
            self.tr("Verdict"),
        )
        self.meters.set_titles(self.tr("Enough examples?"), titles)
        doubted = (
            self.tr("Picture"),
            self.tr("Class"),
            self.tr("Looks like"),
            self.tr("Closer by"),
            self.tr("Costs the others"),
        )
        self.doubts.set_titles(self.tr("Look at these again"), doubted)
        self._scroll.setAccessibleName(self.tr("Enough examples?"))
        self.set_state(self._state)

    def set_state(self, state: ExamplesState) -> None:
        """Show this."""
        self._state = state
        self._bars.set_meters(state.meters)
        self._thumbnails.set_pictures(tuple(doubt.picture for doubt in state.doubts))
        self.meters.set_caption(
            self.tr("How many of a class's examples the others recognise, with the 95 % interval.")
            if state.meters
            else self.tr("Two classes with two examples each show here whether there are enough.")
        )
        self.doubts.set_caption(
            self.tr("They look more like another class, and the others fit better without them.")
        )
        self.doubts.setVisible(bool(state.doubts))
        self.meters.set_rows(self._meter_rows())
        self.doubts.set_rows(self._doubt_rows())
        self._fit_heights()

    def set_message(self, text: str) -> None:
        """Say what is being done."""
        self.meters.set_caption(text)

    def _fit_heights(self) -> None:
        self.meters.set_plot_height(max(1, self._bars.height()))
        lines = 1 + (len(self._state.doubts) * 72 > max(self.width(), _NARROW_PX))
        self.doubts.set_plot_height(lines * _THUMBNAILS_PX)

    def _meter_rows(self) -> list[tuple[Cell, ...]]:
        return [
            (
                meter.shown.name,
                Figure(meter.n_examples, words.count(meter.n_examples)),
                Figure(meter.held_out, words.count(meter.held_out)),
                Figure(meter.right, words.count(meter.right)),
                Figure(meter.low, percent(meter.low)),
                Figure(meter.high, percent(meter.high)),
                meter.taken_for,
                verdict_words(meter.verdict),
            )
            for meter in self._state.meters
        ]

    def _doubt_rows(self) -> list[tuple[Cell, ...]]:
        return [
            (
                doubt.name,
                doubt.picture.class_name,
                doubt.looks_like,
                Figure(doubt.lead, decimal(doubt.lead)),
                Figure(doubt.harm, decimal(doubt.harm, 4)),
            )
            for doubt in self._state.doubts
        ]

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, SPACE_PX, 0)
        inner.setSpacing(2 * SPACE_PX)
        inner.addWidget(self.meters)
        inner.addWidget(self.doubts)
        inner.addStretch(1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        self.selected.emit([self._state.doubts[row].picture.picture_id], False)
