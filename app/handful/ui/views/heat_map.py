"""What an answer rests on, over the picture: what speaks for a class stays bright, the rest is veiled.

Light and dark say it, not hue, so that every eye sees it on every picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views.insight_state import HeatMapState
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.rows_model import Figure
from handful.ui.views.words import decimal

if TYPE_CHECKING:
    import numpy as np

_VEIL: Final = (16, 14, 34)
_DARKEST: Final = 190
_LEGEND_PX: Final = 24
_PARTS: Final = 3  # the table tells of so many rows and columns of the picture
_CONTEXT: Final = "HeatMap"


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)


def veil(cells: np.ndarray) -> QImage:
    """(rows, columns) -> as many pixels: clear where a cell adds most, dark where it adds nothing or less."""
    import numpy as np

    most = max(float(cells.max()), 1e-9)
    dark = _DARKEST * (1 - np.clip(cells / most, 0.0, 1.0))
    pixels = np.zeros((*cells.shape, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = _VEIL, dark.round()
    height, width = cells.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def parts(cells: np.ndarray) -> list[tuple[str, float]]:
    """Nine parts of the picture by name, and what each adds; in sum it is all."""
    import numpy as np

    names = (
        (_tr("top left"), _tr("top"), _tr("top right")),
        (_tr("left"), _tr("centre"), _tr("right")),
        (_tr("bottom left"), _tr("bottom"), _tr("bottom right")),
    )
    found = []
    for row, strip in enumerate(np.array_split(cells, _PARTS, axis=0)):
        for column, block in enumerate(np.array_split(strip, _PARTS, axis=1)):
            found.append((names[row][column], float(block.sum())))
    return sorted(found, key=lambda part: -part[1])


class HeatMapPanel(QWidget):
    """The legend of the heat map that lies over the picture, with its numbers and its menu."""

    def __init__(self, theme: Theme, picture: QWidget, parent: QWidget | None = None) -> None:
        """picture: the widget that shows picture and heat map; a file shows what it shows."""
        super().__init__(parent)
        self._state: HeatMapState | None = None
        self.panel = PlotPanel("", ("", ""), theme, self)
        self.panel.set_plot(_Legend(theme), picture)
        self.panel.switched.connect(lambda _table: self.panel.set_plot_height(_LEGEND_PX))
        self.panel.set_plot_height(_LEGEND_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        in_each_language(self, self._name)

    def _name(self) -> None:
        titles = (self.tr("Part of the picture"), self.tr("Adds"))
        self.panel.set_titles(self.tr("What the answer rests on"), titles)
        if self._state is not None:
            self.set_state(self._state)

    def set_state(self, state: HeatMapState) -> None:
        """Tell this heat map."""
        self._state = state
        text = self.tr("Bright parts make it similar to {name}; all parts together come to {sum}.")
        self.panel.set_caption(text.format(name=state.class_name, sum=decimal(state.similarity)))
        self.panel.set_rows([(name, Figure(adds, decimal(adds, 3))) for name, adds in parts(state.cells)])
        self.panel.set_plot_height(_LEGEND_PX)

    def set_message(self, text: str) -> None:
        """Say what is being done, or why there is no heat map."""
        self._state = None
        self.panel.set_caption(text)
        self.panel.set_rows([])
        self.panel.set_plot_height(_LEGEND_PX)


class _Legend(QWidget):
    """From nothing to most."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar between two words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, colours = painter.fontMetrics(), self._theme.colours
        less, more = self.tr("nothing"), self.tr("most")
        left, right = metrics.horizontalAdvance(less) + 8, self.width() - metrics.horizontalAdvance(more) - 8
        painter.setPen(colours.muted)
        whole = QRectF(self.rect())
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), less)
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), more)
        bar = QRectF(left, self.height() / 2 - 5, max(10, right - left), 10)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        gradient.setColorAt(0, QColor(*_VEIL))
        gradient.setColorAt(1, QColor("#ffffff"))
        painter.setPen(colours.border)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 4, 4)
