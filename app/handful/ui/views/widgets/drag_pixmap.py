"""What hangs at the pointer while pictures are dragged: the first of them, and how many they are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from handful.ui.theme import Theme
from handful.ui.views import words
from handful.ui.views.rounding import fitted

PICTURE_PX: Final = 56
BADGE_PX: Final = 22
HOT_SPOT: Final = QPoint(-6, -6)  # beside the pointer, so that the drop target stays in sight


def drag_pixmap(theme: Theme, first: QPixmap | None, count: int, scale: float) -> QPixmap:
    """The picture with a badge that says the count where there are several; for a screen with `scale`."""
    side_px = PICTURE_PX + BADGE_PX // 2
    result = QPixmap(QSize(side_px, side_px) * scale)
    result.setDevicePixelRatio(scale)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.9)
    if first is not None and not first.isNull():
        painter.drawPixmap(QPoint(0, BADGE_PX // 2), fitted(first, QSize(PICTURE_PX, PICTURE_PX), scale, 6))
    painter.setOpacity(1.0)
    if count > 1 or first is None:
        _paint_badge(painter, theme, words.count(count), side_px)
    painter.end()
    return result


def _paint_badge(painter: QPainter, theme: Theme, text: str, side_px: int) -> None:
    width_px = max(BADGE_PX, painter.fontMetrics().horizontalAdvance(text) + BADGE_PX // 2)
    badge = QRectF(side_px - width_px, 0, width_px, BADGE_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.accent)
    painter.drawRoundedRect(badge, BADGE_PX / 2, BADGE_PX / 2)
    painter.setPen(theme.colours.accent_text)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
