"""Pictures scaled into a box with round corners, kept so that scrolling only copies them."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from handful.ui.views.glyphs import rounded

_KEPT_BYTES: Final = 64 * 1024 * 1024
_BYTES_PER_PIXEL: Final = 4

_Key = tuple[int, int, int, float]


def fitted(pixmap: QPixmap, box: QSize, scale: float, radius_px: float) -> QPixmap:
    """`pixmap` as large as fits into `box` (logical px), aspect kept, for a screen with `scale`."""
    shown = pixmap.size().scaled(box * scale, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    source = pixmap.scaled(
        shown, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    source.setDevicePixelRatio(1.0)
    result = QPixmap(shown)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(source)
    painter.drawPath(rounded(QRectF(result.rect()), radius_px * scale))
    painter.end()
    result.setDevicePixelRatio(scale)
    return result


class RoundedPixmaps:
    """The pictures made last, up to a number of bytes; the one unused for longest goes first."""

    def __init__(self, radius_px: float, kept_bytes: int = _KEPT_BYTES) -> None:
        self._radius_px = radius_px
        self._kept_bytes = kept_bytes
        self._bytes = 0
        self._made: OrderedDict[_Key, QPixmap] = OrderedDict()

    def get(self, pixmap: QPixmap, box: QSize, scale: float) -> QPixmap:
        """The picture for this box and scale, made now or before."""
        key = (pixmap.cacheKey(), box.width(), box.height(), scale)
        made = self._made.get(key)
        if made is None:
            made = fitted(pixmap, box, scale, self._radius_px)
            self._made[key] = made
            self._bytes += _bytes(made)
            self._forget_oldest()
        else:
            self._made.move_to_end(key)
        return made

    def _forget_oldest(self) -> None:
        while self._bytes > self._kept_bytes and len(self._made) > 1:
            _, oldest = self._made.popitem(last=False)
            self._bytes -= _bytes(oldest)


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _BYTES_PER_PIXEL
