"""Paints one thumbnail of a class card: a rounded tile, its selection ring, and "+12" on the last one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from handful.ui.theme import Theme, mix
from handful.ui.views import words

GAP_PX: Final = 6
_TILE_RADIUS_PX: Final = 6
_RING_PX: Final = 2
_VEIL: Final = QColor(16, 17, 22, 165)


class ThumbnailDelegate(QStyledItemDelegate):
    """Draws tiles; `set_more(n)` writes "+n" on the last one, which then stands for n pictures."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._more = 0
        self._cell = QSize(64, 64)

    def set_cell(self, cell: QSize) -> None:
        """The size of a tile with its gap, in pixels."""
        self._cell = cell

    def set_more(self, more: int) -> None:
        """How many pictures the last tile stands for; 0 shows it as any other."""
        self._more = more

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for all."""
        return self._cell

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The picture, what it stands for, its ring."""
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tile = QRectF(room.left(), room.top(), room.width() - GAP_PX, room.height() - GAP_PX)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, tile, index.data(Qt.ItemDataRole.DecorationRole))
        if self._more and index.row() == index.model().rowCount() - 1:
            self._paint_more(painter, tile)
        self._paint_ring(painter, tile, state)
        painter.restore()

    def _paint_picture(self, painter: QPainter, tile: QRectF, pixmap: QPixmap | None) -> None:
        colours = self._theme.colours
        shape = QPainterPath()
        shape.addRoundedRect(tile, _TILE_RADIUS_PX, _TILE_RADIUS_PX)
        painter.fillPath(shape, mix(colours.surface, colours.border, 0.6))
        if pixmap is None or pixmap.isNull():
            return
        side = min(pixmap.width(), pixmap.height())
        middle = QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side)
        painter.save()
        painter.setClipPath(shape)
        painter.drawPixmap(tile, pixmap, middle)
        painter.restore()

    def _paint_more(self, painter: QPainter, tile: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_VEIL)
        painter.drawRoundedRect(tile, _TILE_RADIUS_PX, _TILE_RADIUS_PX)
        painter.setPen(QColor("white"))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, f"+{words.count(self._more)}")

    def _paint_ring(self, painter: QPainter, tile: QRectF, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            inner = tile.adjusted(1, 1, -1, -1)
            painter.setPen(QPen(colours.raised, 2 * _RING_PX + 1))
            painter.drawRoundedRect(inner, _TILE_RADIUS_PX - 1, _TILE_RADIUS_PX - 1)
            painter.setPen(QPen(colours.accent, _RING_PX))
            painter.drawRoundedRect(inner, _TILE_RADIUS_PX - 1, _TILE_RADIUS_PX - 1)
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.text, _RING_PX, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), _TILE_RADIUS_PX - 1, _TILE_RADIUS_PX - 1)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(colours.muted, 1))
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), _TILE_RADIUS_PX, _TILE_RADIUS_PX)
