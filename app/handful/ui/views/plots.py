"""A chart in the theme's colours. pyqtgraph is imported when the first is made, never with this module."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QWidget

from handful.ui.colours import Colours

Side = Literal["left", "right", "bottom"]
_SMALL: Final = 0.9
_EDGE_PX: Final = 10  # room for half of the last number
_CELLS: Final[dict[Side, tuple[int, int]]] = {"left": (0, 0), "right": (0, 2), "bottom": (1, 1)}


class Chart:
    """A view box and the axes asked for, with no menu and no zoom; the mouse goes to what lies behind.

    pyqtgraph's own `PlotWidget` would make a dozen menus for each plot.
    """

    def __init__(self, parent: QWidget, sides: Sequence[Side]) -> None:
        import pyqtgraph

        self.widget: Any = pyqtgraph.GraphicsView(parent, background=None)
        self.widget.setFrameShape(QFrame.Shape.NoFrame)
        self.widget.setCacheMode(self.widget.CacheModeFlag.CacheNone)  # a kept background has the old theme
        for each in (self.widget, self.widget.viewport()):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box: Any = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.axes: dict[Side, Any] = {}
        layout = pyqtgraph.GraphicsLayout()
        top_px = _EDGE_PX // 2 if "bottom" in sides else 0
        layout.setContentsMargins(0, top_px, 0 if "right" in sides else _EDGE_PX, 0)
        layout.setSpacing(0)
        layout.addItem(self.box, 0, 1)
        small = QFont(parent.font())
        small.setPointSizeF(small.pointSizeF() * _SMALL)
        for side in sides:
            axis = pyqtgraph.AxisItem(side, maxTickLength=0)
            axis.setStyle(tickFont=small, tickAlpha=0)
            axis.label.setFont(small)
            axis.linkToView(self.box)
            layout.addItem(axis, *_CELLS[side])
            self.axes[side] = axis
        self.widget.setCentralItem(layout)

    def dress(self, colours: Colours) -> None:
        """Quiet text, and a line along the bottom only."""
        import pyqtgraph

        for side, axis in self.axes.items():
            axis.setPen(pyqtgraph.mkPen(colours.border if side == "bottom" else None))
            axis.setTickPen(colours.border)  # drawn with alpha 0: without a pen a point would remain
            axis.setTextPen(colours.muted)

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show exactly this."""
        self.box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def set_ticks(self, side: Side, ticks: Sequence[tuple[float, str]] | None) -> None:
        """Write exactly these words along an axis; None leaves the choice of numbers to pyqtgraph."""
        self.axes[side].setTicks(None if ticks is None else [list(ticks)])
