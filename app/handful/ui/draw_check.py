"""Draws a widget and ends: whether Qt, its plugins and the plots are whole. For `handful self-test`."""

from __future__ import annotations

from typing import Final

from handful.resources import resource_path

ICON: Final = "export.svg"


def draw() -> int:
    """Print what was drawn on, and return 0; 1 where nothing came of it."""
    import pyqtgraph
    from PySide6.QtCore import qVersion
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication([])
    drawn = QLabel("Handful").grab().toImage()
    colours = {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}
    icon = QSvgRenderer(str(resource_path("icons", ICON)))
    print(f"Qt {qVersion()} draws on {app.platformName()}, pyqtgraph {pyqtgraph.__version__}")
    return 0 if len(colours) > 1 and icon.isValid() else 1
