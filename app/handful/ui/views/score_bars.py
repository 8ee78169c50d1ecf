"""How similar the picture is to each class: horizontal bars, names at the left, values at the right."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.plots import Chart
from handful.ui.views.rows_model import Figure
from handful.ui.views.state import ScoreBar
from handful.ui.views.words import decimal

MOST_BARS: Final = 12
_ROW_PX: Final = 21
_BAR_SHARE: Final = 0.5  # of a row's height
_NAME_PX: Final = 104
_VALUE_PX: Final = 40
_OFFSET_PX: Final = 8  # from a name to its bar
_FAINT_ALPHA: Final = 120


class ScoreBars(QWidget):
    """The bars are made once and then only given new lengths."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scores: tuple[ScoreBar, ...] = ()
        self._chart: Chart | None = None
        self._bars: Any = None
        self.panel = PlotPanel("", ("", ""), theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.switched.connect(self._fit_height)
        theme.changed.connect(self._draw)
        in_each_language(self, self._name)

    def _name(self) -> None:
        titles = (self.tr("Class"), self.tr("Similarity"))
        self.panel.set_titles(self.tr("Similarity to each class"), titles)
        self._say_how_many()

    def _say_how_many(self) -> None:
        text = self.tr("The {shown} closest of {all} classes; the table has them all.")
        n = len(self._scores)
        self.panel.set_caption(text.format(shown=MOST_BARS, all=n) if n > MOST_BARS else "")

    def build_plots(self) -> None:
        """Make the plot; until then there is a placeholder of the same size."""
        import pyqtgraph

        if self._chart is not None:
            return
        self._chart = Chart(self, ("left", "right"))
        self._bars = pyqtgraph.BarGraphItem(x0=[0.0], width=[0.0], y=[0.0], height=_BAR_SHARE)
        self._chart.box.addItem(self._bars)
        self._chart.box.invertY(True)
        for axis in self._chart.axes.values():
            axis.setStyle(tickTextOffset=_OFFSET_PX)
        self._chart.axes["right"].setWidth(_VALUE_PX)
        self.panel.set_plot(self._chart.widget)
        self._draw()

    def set_scores(self, scores: tuple[ScoreBar, ...]) -> None:
        """Show these similarities, given in document order."""
        if scores == self._scores:
            return
        self._scores = scores
        self.panel.set_rows([(b.name, Figure(b.similarity, decimal(b.similarity))) for b in scores])
        self._say_how_many()
        self._draw()

    def shown(self) -> tuple[ScoreBar, ...]:
        """The bars on the screen: the most similar classes, in document order."""
        best = sorted(range(len(self._scores)), key=lambda i: -self._scores[i].similarity)[:MOST_BARS]
        return tuple(self._scores[i] for i in sorted(best))

    def _fit_height(self) -> None:
        self.panel.set_plot_height(max(1, len(self.shown())) * _ROW_PX)

    def _draw(self) -> None:
        self._fit_height()
        bars = self.shown()
        if self._chart is None or not bars:
            return
        values = [bar.similarity for bar in bars]
        best = max(values)
        brushes = [_faded(bar.colour, full=bar.similarity == best) for bar in bars]
        rows = [float(row) for row in range(len(bars))]
        zeros = [0.0] * len(bars)
        self._bars.setOpts(x0=zeros, width=values, y=rows, height=_BAR_SHARE, brushes=brushes, pen=None)
        self._chart.set_range((min(0.0, *values), max(1.0, *values)), (-0.5, len(bars) - 0.5))
        self._name_rows(self._chart, bars)

    def _name_rows(self, chart: Chart, bars: tuple[ScoreBar, ...]) -> None:
        metrics = QFontMetrics(self.font())
        names = [metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, _NAME_PX) for bar in bars]
        chart.axes["left"].setWidth(max(map(metrics.horizontalAdvance, names)) + _OFFSET_PX)
        chart.set_ticks("left", list(enumerate(names)))
        chart.set_ticks("right", [(row, decimal(bar.similarity)) for row, bar in enumerate(bars)])
        chart.dress(self._theme.colours)


def _faded(colour: QColor, *, full: bool) -> QColor:
    result = QColor(colour)
    if not full:
        result.setAlpha(_FAINT_ALPHA)
    return result
