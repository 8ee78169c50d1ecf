"""Where the insight panel stands: small beside the pictures, or in a wide strip under them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from handful.ui.theme import SPACE_PX

_STRIP_SHARE: Final = 0.55


class Placing(QObject):
    """Moves `panel` from the splitter it stands in to one that it shares with `grid`, and back."""

    def __init__(self, panel: QWidget, grid: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel, self._grid = panel, grid
        self._strip: QSplitter | None = None
        home = panel.parentWidget()
        assert isinstance(home, QSplitter)
        self._home, self._home_sizes = home, home.sizes()

    @Slot(bool)
    def place(self, under_the_grid: bool) -> None:
        """Where it is to stand."""
        focus = self._panel.window().focusWidget()
        if under_the_grid and self._panel.parentWidget() is self._home:
            self._home_sizes, height = self._home.sizes(), self._grid.height()
            strip = self._strip_of_grid()
            strip.addWidget(self._panel)
            strip.setSizes([round(height * (1 - _STRIP_SHARE)), round(height * _STRIP_SHARE)])
        elif not under_the_grid and self._panel.parentWidget() is not self._home:
            self._home.addWidget(self._panel)
            self._home.setSizes(self._home_sizes)
        self._panel.show()
        if focus is not None and self._panel.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strip_of_grid(self) -> QSplitter:
        """The splitter around the grid, made when it is first needed."""
        if self._strip is None:
            panes = self._grid.parentWidget()
            assert isinstance(panes, QSplitter)
            index, sizes = panes.indexOf(self._grid), panes.sizes()
            self._strip = QSplitter(Qt.Orientation.Vertical)
            self._strip.setObjectName("grid_and_insight")
            self._strip.setChildrenCollapsible(False)
            self._strip.setHandleWidth(SPACE_PX)
            panes.replaceWidget(index, self._strip)
            self._strip.addWidget(self._grid)
            self._grid.show()
            panes.setStretchFactor(index, 1)
            panes.setSizes(sizes)
        return self._strip
