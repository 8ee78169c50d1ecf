"""Plots in the theme's colours. pyqtgraph is imported on the first call, never with this module."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame

from handful.ui.colours import Colours

_SMALL: Final = 0.9
_RIGHT_PX: Final = 10  # room for half of the last number


def new_plot(font: QFont) -> Any:
    """A `pyqtgraph.PlotWidget` that only shows: no menu, no zoom, the mouse passes through it."""
    import pyqtgraph

    plot = pyqtgraph.PlotWidget(background=None)
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.setContentsMargins(0, 0, 0, 0)
    plot.getPlotItem().setContentsMargins(0, 0, _RIGHT_PX, 0)
    plot.getViewBox().setDefaultPadding(0.0)
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    for side in ("left", "right", "bottom"):
        plot.getAxis(side).setStyle(tickFont=small, tickAlpha=0)
    return plot


def dress_axis(plot: Any, side: str, colours: Colours, *, line: bool) -> None:
    """Quiet text; the line only where it helps."""
    import pyqtgraph

    axis = plot.getAxis(side)
    axis.setPen(pyqtgraph.mkPen(colours.border, width=1) if line else pyqtgraph.mkPen(None))
    axis.setTickPen(colours.border)  # drawn with alpha 0: without a pen a point would remain
    axis.setTextPen(pyqtgraph.mkPen(colours.muted))
