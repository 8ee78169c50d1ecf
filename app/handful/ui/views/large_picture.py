"""One picture as large as the room allows, crisp on every screen. Shows a pixmap; opens no file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from handful.ui.theme import RADIUS_PX, Theme, mix
from handful.ui.views.glyphs import draw_picture, draw_warning, rounded
from handful.ui.views.rounding import fitted

_GLYPH_PX: Final = 40
_BEHIND_SHARE: Final = 0.04  # of the text colour in the pane's


class LargePicture(QWidget):
    """Keeps the aspect; says why where there is no picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap: QPixmap | None = None
        self._error: str | None = None
        self._shown: tuple[QSize, float, QPixmap] | None = None
        self._overlay: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_picture(self, pixmap: QPixmap | None, *, name: str, error: str | None) -> None:
        """Show this picture; None while it is being read; `error` says why there will be none."""
        before = self._pixmap.cacheKey() if self._pixmap is not None else None
        if (pixmap.cacheKey() if pixmap is not None else None) != before:
            self._shown = None
        self._pixmap, self._error = pixmap, error
        self.setAccessibleName(self.tr("Picture {name}").format(name=name))
        self.setAccessibleDescription(error or "")
        self.update()

    def set_overlay(self, overlay: QImage | None) -> None:
        """Lay a small image over the whole picture, drawn smoothly; None takes it away."""
        self._overlay = overlay
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle of a quiet tile."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(colours.surface, colours.text, _BEHIND_SHARE))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        if self._error is not None:
            self._paint_error(painter, self._error)
        elif self._pixmap is None or self._pixmap.isNull():
            draw_picture(painter, self._glyph_box(), colours.faint)
        else:
            shown = self._fitted(self._pixmap)
            size = shown.deviceIndependentSize()
            scale = self.devicePixelRatioF()
            x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            corner = QPointF(round(x * scale) / scale, round(y * scale) / scale)
            painter.drawPixmap(corner, shown)
            self._paint_overlay(painter, QRectF(corner, size))

    def _paint_overlay(self, painter: QPainter, box: QRectF) -> None:
        if self._overlay is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(rounded(box, RADIUS_PX))
            painter.drawImage(box, self._overlay)

    def _fitted(self, pixmap: QPixmap) -> QPixmap:
        size, scale = self.size(), self.devicePixelRatioF()
        if self._shown is None or self._shown[:2] != (size, scale):
            self._shown = (size, scale, fitted(pixmap, size, scale, RADIUS_PX))
        return self._shown[2]

    def _glyph_box(self) -> QRectF:
        centre = QRectF(self.rect()).center()
        return QRectF(centre.x() - _GLYPH_PX / 2, centre.y() - _GLYPH_PX / 2, _GLYPH_PX, _GLYPH_PX)

    def _paint_error(self, painter: QPainter, error: str) -> None:
        mark = self._glyph_box().translated(0, -_GLYPH_PX / 2)
        draw_warning(painter, mark, self._theme.colours.warning)
        painter.setPen(self._theme.colours.muted)
        text = QRectF(16, mark.bottom() + 8, self.width() - 32, self.height() - mark.bottom() - 8)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), error)
