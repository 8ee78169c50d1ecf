"""Draws a fit: accuracy above, and for iterating learners the loss below it on the same steps."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme, mix
from handful.ui.views.fit_series import Fit, FitKind
from handful.ui.views.plots import Chart
from handful.ui.views.words import decimal, percent

_AXIS_PX: Final = 56
_BOTTOM_PX: Final = 32
_NUMBERS_PX: Final = 18  # the bottom axis without its name
_NAMED_PX: Final = 120  # from this height on the axes have their names, and there is room for the loss
_LEAST_LOSS: Final = 1e-6  # nats; an axis needs some length
_LINE_PX: Final = 2
_POINTS: Final = 20  # up to this many steps each one is marked
_PERCENT_TICKS: Final = (0.0, 0.5, 1.0)
_MOST_NUMBERS: Final = 8
_MARGIN: Final = 0.04  # of the steps, at both ends
_HEADROOM: Final = 0.08  # so that neither a curve at 100 % nor the number at 0 is cut


class FitPlot(QWidget):
    """Each curve is made once; then it only gets new points."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fit = Fit("round")
        self._charts: tuple[Chart, Chart] | None = None  # accuracy, loss
        self._accuracy_curve: Any = None
        self._loss_curve: Any = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX // 2)
        theme.changed.connect(self._on_theme_changed)

    def build(self) -> None:
        """Make the charts and their curves."""
        if self._charts is not None:
            return
        import pyqtgraph

        accuracy, loss = Chart(self, ("left", "bottom")), Chart(self, ("left", "bottom"))
        self._charts = (accuracy, loss)
        self._accuracy_curve = pyqtgraph.PlotDataItem(antialias=True)
        self._loss_curve = pyqtgraph.PlotDataItem(antialias=True)
        accuracy.box.addItem(self._accuracy_curve)
        loss.box.addItem(self._loss_curve)
        accuracy.set_ticks("left", [(share, percent(share)) for share in _PERCENT_TICKS])
        for chart, stretch in ((accuracy, 3), (loss, 2)):
            chart.axes["left"].setWidth(_AXIS_PX)
            chart.axes["bottom"].setHeight(_BOTTOM_PX)
            self._column.addWidget(chart.widget, stretch)
        self._on_theme_changed()

    def set_fit(self, fit: Fit) -> None:
        """Show this fit."""
        self._fit = fit
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room it goes to the accuracy; the table has the loss and the names."""
        super().resizeEvent(event)
        if (event.size().height() < _NAMED_PX) != (event.oldSize().height() < _NAMED_PX):
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A calm field until there is something to plot."""
        if self._charts is not None and self._fit.accuracies:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(colours.surface, colours.text, 0.04))
        painter.drawRoundedRect(self.rect(), RADIUS_PX, RADIUS_PX)

    def _draw(self) -> None:
        if self._charts is None:
            return
        fit, (accuracy, loss) = self._fit, self._charts
        with_loss = fit.kind == "iteration" and bool(fit.losses) and self.height() >= _NAMED_PX
        accuracy.widget.setVisible(bool(fit.accuracies))
        loss.widget.setVisible(with_loss)
        self._accuracy_curve.setData(fit.steps, fit.accuracies)
        self._loss_curve.setData(fit.steps if with_loss else [], fit.losses if with_loss else [])
        self._mark_points(len(fit.steps) <= _POINTS)
        first = fit.steps[0] if fit.steps else 0
        margin = max(fit.last_step - first, 1) * _MARGIN
        steps = (first - margin, max(fit.last_step, first + 1) + margin)
        accuracy.set_range(steps, (-_HEADROOM, 1.0 + _HEADROOM))
        top = max(*fit.losses, _LEAST_LOSS) if with_loss else 1.0
        loss.set_range(steps, (-2 * _HEADROOM * top, (1 + 2 * _HEADROOM) * top))
        loss.set_ticks("left", [(0.0, "0"), (top, decimal(top))])
        self._name_axes(accuracy, loss, with_loss=with_loss)

    def _name_axes(self, accuracy: Chart, loss: Chart, *, with_loss: bool) -> None:
        """The axis that both share is named once, under the lower chart."""
        names: dict[FitKind, str] = {
            "iteration": self.tr("Step of the adaptation"),
            "shot": self.tr("Examples per class"),
            "round": self.tr("Changes of the examples"),
        }
        muted = self._theme.colours.muted.name()
        named = self.height() >= _NAMED_PX
        bottom_px = _BOTTOM_PX if named else _NUMBERS_PX
        accuracy.axes["left"].setLabel(self.tr("Accuracy"), color=muted)
        loss.axes["left"].setLabel(self.tr("Loss"), color=muted)
        accuracy.axes["bottom"].setVisible(not with_loss)
        accuracy.axes["bottom"].setHeight(0 if with_loss else bottom_px)
        loss.axes["bottom"].setHeight(bottom_px)
        for chart in (accuracy, loss):
            chart.axes["bottom"].setLabel(names[self._fit.kind], color=muted)
            for axis in chart.axes.values():
                axis.showLabel(named)
        numbers = [(step, str(step)) for step in self._fit.steps]
        every = max(1, len(numbers) // _MOST_NUMBERS)
        accuracy.set_ticks("bottom", None if self._fit.kind == "iteration" else numbers[::every])

    def _mark_points(self, marked: bool) -> None:
        for curve in (self._accuracy_curve, self._loss_curve):
            curve.setSymbol("o" if marked else None)
            curve.setSymbolSize(6)

    def _on_theme_changed(self) -> None:
        if self._charts is None:
            return
        import pyqtgraph

        colours = self._theme.colours
        for chart in self._charts:
            chart.dress(colours)
        width = _LINE_PX * self.devicePixelRatioF()  # pyqtgraph's pens are as wide on every screen
        solid = pyqtgraph.mkPen(colours.accent, width=width)
        dashed = pyqtgraph.mkPen(colours.muted, width=width, style=Qt.PenStyle.DashLine)
        for curve, pen in ((self._accuracy_curve, solid), (self._loss_curve, dashed)):
            curve.setPen(pen)
            curve.setSymbolPen(None)
            curve.setSymbolBrush(pen.color())
        self._draw()
        self.update()
