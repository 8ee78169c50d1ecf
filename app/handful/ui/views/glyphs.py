"""Small marks drawn with the painter, crisp at every scale: dot, ring, tick badge, warning, picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_LINE_PX: Final = 1.6


def draw_dot(painter: QPainter, centre: QPointF, radius_px: float, colour: QColor) -> None:
    """A filled dot: a class."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius_px, radius_px)


def draw_ring(painter: QPainter, centre: QPointF, radius_px: float, colour: QColor) -> None:
    """A hollow dot: none of the classes."""
    painter.setPen(QPen(colour, _LINE_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius_px - _LINE_PX / 2, radius_px - _LINE_PX / 2)


def draw_tick_badge(painter: QPainter, box: QRectF, fill: QColor, tick: QColor) -> None:
    """A solid disc with a tick: a person decided this."""
    painter.setPen(QPen(tick, _LINE_PX))
    painter.setBrush(fill)
    painter.drawEllipse(box)
    pen = QPen(tick, box.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([_at(box, 0.29, 0.52), _at(box, 0.44, 0.67), _at(box, 0.72, 0.36)]))


def draw_spark_badge(painter: QPainter, box: QRectF, fill: QColor, spark: QColor) -> None:
    """A solid disc with a star of four points: worth labelling next."""
    painter.setPen(QPen(spark, _LINE_PX))
    painter.setBrush(fill)
    painter.drawEllipse(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(spark)
    star = QPainterPath(_at(box, 0.5, 0.18))
    for x, y in ((0.82, 0.5), (0.5, 0.82), (0.18, 0.5), (0.5, 0.18)):
        star.quadTo(_at(box, 0.5, 0.5), _at(box, x, y))
    painter.drawPath(star)


def draw_warning(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A triangle with an exclamation mark."""
    pen = QPen(colour, max(_LINE_PX, box.width() / 14))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([_at(box, 0.5, 0.1), _at(box, 0.96, 0.9), _at(box, 0.04, 0.9)]))
    painter.drawLine(_at(box, 0.5, 0.4), _at(box, 0.5, 0.6))
    draw_dot(painter, _at(box, 0.5, 0.76), pen.widthF() * 0.6, colour)


def draw_picture(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A framed landscape: a picture that is not there yet."""
    pen = QPen(colour, max(_LINE_PX, box.width() / 20))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = QRectF(_at(box, 0.06, 0.14), _at(box, 0.94, 0.86))
    painter.drawRoundedRect(frame, box.width() * 0.12, box.width() * 0.12)
    hills = [_at(box, 0.1, 0.76), _at(box, 0.38, 0.46), _at(box, 0.62, 0.72), _at(box, 0.72, 0.62)]
    painter.drawPolyline(QPolygonF([*hills, _at(box, 0.88, 0.78)]))
    draw_dot(painter, _at(box, 0.68, 0.36), box.width() * 0.06, colour)


def rounded(rect: QRectF, radius_px: float) -> QPainterPath:
    """A rectangle with round corners, to clip to or to fill."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius_px, radius_px)
    return path


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())
