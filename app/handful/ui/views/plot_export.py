"""A plot as it stands on the screen, as PNG or SVG bytes. Draws into other devices; writes no file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

SCALE: Final = 2  # pixels of a PNG for each of the screen's, for print and for large screens
_MARGIN_PX: Final = 12


def image_of(plot: QWidget, ground: QColor) -> QImage:
    """The plot on the ground it stands on, at twice the size it has."""
    size = plot.size().grownBy(_margins())
    image = QImage(size * SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SCALE)
    image.fill(ground)
    painter = QPainter(image)
    with _for_print(plot):
        plot.render(painter, QPoint(_MARGIN_PX, _MARGIN_PX), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def png_of(plot: QWidget, ground: QColor) -> bytes:
    """`image_of` as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(plot, ground).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def svg_of(plot: QWidget, ground: QColor, title: str) -> bytes:
    """The plot as an SVG file: lines, marks and words stay what they are."""
    data = QByteArray()
    buffer = QBuffer(data)
    size = plot.size().grownBy(_margins())
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setResolution(plot.logicalDpiX())
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(0, 0), size), ground)
    with _for_print(plot):
        plot.render(painter, QPoint(_MARGIN_PX, _MARGIN_PX), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return bytes(data.data())


@contextmanager
def _for_print(plot: QWidget) -> Iterator[None]:
    """pyqtgraph's marks are small pixmaps on the screen; meanwhile they are drawn as the shapes they are."""
    views = plot.findChildren(QGraphicsView)
    items = [item for view in views for item in view.scene().items() if hasattr(item, "setExportMode")]
    for item in items:
        item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)


def _margins() -> QMargins:
    return QMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
