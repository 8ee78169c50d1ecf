"""Class colours as icons for menus and buttons. Draws dots; knows no class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from handful.ui.views.glyphs import draw_dot, draw_ring

_SIDE_PX: Final = 12
_SCALES: Final = (1, 2, 3)


def class_icon(colour: QColor | None, ring: QColor) -> QIcon:
    """A dot in the class's colour; without one a ring: none of the classes."""
    icon = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap(_SIDE_PX * scale, _SIDE_PX * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(scale)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(_SIDE_PX / 2, _SIDE_PX / 2)
        if colour is None:
            draw_ring(painter, centre, 5, ring)
        else:
            draw_dot(painter, centre, 5, colour)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
