"""Draws a fit: accuracy above, and for iterating learners the loss below it on the same steps."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme, mix
from handful.ui.views.fit_series import Fit, FitKind
from handful.ui.views.plots import dress_axis, new_plot
from handful.ui.views.words import decimal, percent

_AXIS_PX: Final = 56
_BOTTOM_PX: Final = 36
_LEAST_LOSS: Final = 1e-6  # nats; an axis needs some length
_POINTS: Final = 20  # up to this many steps each one is marked
_PERCENT_TICKS: Final = (0.0, 0.5, 1.0)
_HEADROOM: Final = 0.08  # so that neither a curve at 100 % nor the number at 0 is cut


class FitPlot(QWidget):
    """Each curve is made once; then it only gets new points."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fit = Fit("round")
        self._accuracy: Any = None
        self._loss: Any = None
        self._accuracy_curve: Any = None
        self._loss_curve: Any = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX // 2)
        theme.changed.connect(self._on_theme_changed)

    def build(self) -> None:
        """Make the plots and their curves."""
        if self._accuracy is not None:
            return
        self._accuracy, self._loss = new_plot(self.font()), new_plot(self.font())
        self._accuracy_curve = self._accuracy.plot([], [], antialias=True)
        self._loss_curve = self._loss.plot([], [], antialias=True)
        self._accuracy.getAxis("left").setTicks([[(share, percent(share)) for share in _PERCENT_TICKS]])
        for plot, stretch in ((self._accuracy, 3), (self._loss, 2)):
            plot.getAxis("left").setWidth(_AXIS_PX)
            plot.getAxis("bottom").setHeight(_BOTTOM_PX)
            self._column.addWidget(plot, stretch)
        self._on_theme_changed()

    def set_fit(self, fit: Fit) -> None:
        """Show this fit."""
        self._fit = fit
        if self._accuracy is not None:
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A calm field until there is something to plot."""
        if self._accuracy is not None and self._fit.accuracies:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(colours.surface, colours.text, 0.04))
        painter.drawRoundedRect(self.rect(), RADIUS_PX, RADIUS_PX)

    def _draw(self) -> None:
        fit = self._fit
        with_loss = fit.kind == "iteration" and bool(fit.losses)
        self._accuracy.setVisible(bool(fit.accuracies))
        self._loss.setVisible(with_loss)
        self._accuracy_curve.setData(fit.steps, fit.accuracies)
        self._loss_curve.setData(fit.steps if with_loss else [], fit.losses if with_loss else [])
        self._mark_points(len(fit.steps) <= _POINTS)
        first = fit.steps[0] if fit.steps else 0
        margin = max(fit.last_step - first, 1) * 0.04
        for plot in (self._accuracy, self._loss):
            plot.setXRange(first - margin, max(fit.last_step, first + 1) + margin, padding=0)
        self._accuracy.setYRange(-_HEADROOM, 1.0 + _HEADROOM, padding=0)
        if with_loss:
            top = max(*fit.losses, _LEAST_LOSS)
            self._loss.setYRange(-2 * _HEADROOM * top, (1 + 2 * _HEADROOM) * top, padding=0)
            self._loss.getAxis("left").setTicks([[(0.0, "0"), (top, decimal(top))]])
        self._name_axes(with_loss)

    def _name_axes(self, with_loss: bool) -> None:
        """The axis that both share is named once, under the lower plot."""
        names: dict[FitKind, str] = {
            "iteration": self.tr("Step of the adaptation"),
            "shot": self.tr("Examples per class"),
            "round": self.tr("Changes of the examples"),
        }
        lower = self._loss if with_loss else self._accuracy
        self._accuracy.showAxis("bottom", show=not with_loss)
        style = {"color": self._theme.colours.muted.name()}
        lower.setLabel("bottom", names[self._fit.kind], **style)
        self._accuracy.setLabel("left", self.tr("Accuracy"), **style)
        self._loss.setLabel("left", self.tr("Loss"), **style)
        if self._fit.kind != "iteration":
            numbers = [(float(step), str(step)) for step in self._fit.steps]
            every = max(1, len(numbers) // 8)
            self._accuracy.getAxis("bottom").setTicks([numbers[::every]])
        else:
            self._loss.getAxis("bottom").setTicks(None)

    def _mark_points(self, marked: bool) -> None:
        for curve in (self._accuracy_curve, self._loss_curve):
            curve.setSymbol("o" if marked else None)
            curve.setSymbolSize(6)

    def _on_theme_changed(self) -> None:
        if self._accuracy is None:
            return
        import pyqtgraph

        colours = self._theme.colours
        for plot in (self._accuracy, self._loss):
            dress_axis(plot, "left", colours, line=False)
            dress_axis(plot, "bottom", colours, line=True)
        solid = pyqtgraph.mkPen(colours.accent, width=2)
        dashed = pyqtgraph.mkPen(colours.muted, width=2, style=Qt.PenStyle.DashLine)
        for curve, pen in ((self._accuracy_curve, solid), (self._loss_curve, dashed)):
            curve.setPen(pen)
            curve.setSymbolPen(None)
            curve.setSymbolBrush(pen.color())
        self._draw()
        self.update()
