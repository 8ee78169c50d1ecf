"""Paints one picture of the grid. Owns the look of a cell; asks the model for nothing but item data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from handful.ui.theme import Theme, mix, text_on
from handful.ui.views.glyphs import (
    draw_dot,
    draw_picture,
    draw_ring,
    draw_spark_badge,
    draw_tick_badge,
    draw_warning,
)
from handful.ui.views.rounding import RoundedPixmaps
from handful.ui.views.state import CellState, GridRole
from handful.ui.views.words import percent, tooltip

_GAP_PX: Final = 2  # between the card of a selected picture and its neighbour's
_INSET_PX: Final = 6  # from the card's edge to the picture
_RADIUS_PX: Final = 6
_DOT_PX: Final = 4  # radius
_BADGE_PX: Final = 20
_LABEL_PADDING_PX: Final = 6
_HOVER_SHARE: Final = 0.06  # of the text colour in the pane's
_TILE_SHARE: Final = 0.05

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What the delegate needs of one item."""

    state: CellState
    name: str
    thumbnail: QPixmap | None
    class_name: str | None
    colour: QColor | None
    confidence: float | None
    error: str | None
    suggestion: str | None

    @classmethod
    def of(cls, index: Index) -> Cell:
        """Read an item; being asked for the thumbnail is the model's cue to have it made."""
        return cls(
            state=index.data(GridRole.STATE) or "pending",
            name=index.data(GridRole.NAME) or "",
            thumbnail=index.data(GridRole.THUMBNAIL),
            class_name=index.data(GridRole.CLASS_NAME),
            colour=index.data(GridRole.CLASS_COLOUR),
            confidence=index.data(GridRole.CONFIDENCE),
            error=index.data(GridRole.ERROR),
            suggestion=index.data(GridRole.SUGGESTION),
        )


class CellDelegate(QStyledItemDelegate):
    """Every cell has the same size, so the list lays out a hundred thousand of them without asking."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = RoundedPixmaps(_RADIUS_PX)
        self._cell = QSize()

    def set_cell_width(self, width_px: int, font: QFont) -> QSize:
        """Choose the cell's width; answers with its size."""
        label_px = QFontMetrics(font).height() + 2 * _LABEL_PADDING_PX
        self._cell = QSize(width_px, width_px - _INSET_PX + label_px)
        return self._cell

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for all."""
        return self._cell

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tooltip: what is known, and where the file lies, letter by letter."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell = Cell.of(index)
        lines = (self._known(cell), cell.suggestion, cell.name, index.data(GridRole.PATH) or "")
        QToolTip.showText(event.globalPos(), tooltip("\n".join(line for line in lines if line)), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Card, picture, badge, label."""
        cell = Cell.of(index)
        card = QRectF(option.rect).adjusted(_GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
        side = card.width() - 2 * _INSET_PX
        tile = QRectF(card.x() + _INSET_PX, card.y() + _INSET_PX, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, card, option.state)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        behind = self._theme.colours.selection if selected else self._theme.colours.surface
        self._paint_tile(painter, tile, behind)
        self._paint_picture(painter, tile, cell, option.font)
        if cell.state == "labelled":
            self._paint_badge(painter, tile)
        elif cell.suggestion:
            self._paint_suggestion(painter, tile)
        label = QRectF(tile.x() + 2, tile.bottom(), side - 4, card.bottom() - tile.bottom())
        self._paint_label(painter, label, cell, option.font)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRectF, state: QStyle.StateFlag) -> None:
        """Selected: a tinted card with the accent's edge. The keyboard's place: a second, finer edge."""
        colours = self._theme.colours
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        radius = _RADIUS_PX + 4
        painter.setPen(Qt.PenStyle.NoPen)
        if selected:
            painter.setBrush(colours.selection)
            painter.drawRoundedRect(card, radius, radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(mix(colours.surface, colours.text, _HOVER_SHARE))
            painter.drawRoundedRect(card, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if selected:
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        if focused:
            painter.setPen(QPen(colours.text, 1, Qt.PenStyle.SolidLine))
            inner = 3.5 if selected else 0.5
            painter.drawRoundedRect(
                card.adjusted(inner, inner, -inner, -inner), radius - inner, radius - inner
            )

    def _paint_tile(self, painter: QPainter, tile: QRectF, behind: QColor) -> None:
        """The tile stands behind every picture, so that tall and wide ones line up."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(behind, self._theme.colours.text, _TILE_SHARE))
        painter.drawRoundedRect(tile, _RADIUS_PX, _RADIUS_PX)

    def _paint_picture(self, painter: QPainter, tile: QRectF, cell: Cell, font: QFont) -> None:
        colours = self._theme.colours
        if cell.thumbnail is not None and not cell.thumbnail.isNull():
            scale = painter.device().devicePixelRatioF()
            shown = self._pictures.get(cell.thumbnail, tile.size().toSize(), scale)
            size = shown.deviceIndependentSize()
            corner = QPointF(tile.center().x() - size.width() / 2, tile.center().y() - size.height() / 2)
            painter.drawPixmap(_to_pixel(corner, scale), shown)
        elif cell.state == "unreadable":
            self._paint_reason(painter, tile, cell.error or self.tr("cannot be read"), font)
        else:
            draw_picture(painter, _centred(tile, min(32.0, tile.width() / 3)), colours.faint)

    def _paint_reason(self, painter: QPainter, tile: QRectF, reason: str, font: QFont) -> None:
        colours = self._theme.colours
        glyph = min(28.0, tile.width() / 4)
        mark = _centred(tile, glyph).translated(0, -glyph * 0.7)
        draw_warning(painter, mark, colours.warning)
        painter.setFont(font)
        painter.setPen(colours.muted)
        text = QRectF(tile.x() + 8, mark.bottom() + 6, tile.width() - 16, tile.bottom() - mark.bottom() - 10)
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(text, flags, reason)

    def _paint_badge(self, painter: QPainter, tile: QRectF) -> None:
        box = QRectF(tile.right() - _BADGE_PX - 6, tile.y() + 6, _BADGE_PX, _BADGE_PX)
        draw_tick_badge(painter, box, self._theme.colours.success, text_on(self._theme.colours.success))

    def _paint_suggestion(self, painter: QPainter, tile: QRectF) -> None:
        """In the other corner than a decision, so that neither is taken for the other."""
        box = QRectF(tile.x() + 6, tile.y() + 6, _BADGE_PX, _BADGE_PX)
        draw_spark_badge(painter, box, self._theme.colours.accent, self._theme.colours.accent_text)

    def _paint_label(self, painter: QPainter, label: QRectF, cell: Cell, font: QFont) -> None:
        """Mark, class or file name, and the confidence at the right end."""
        colours = self._theme.colours
        painter.setFont(font)
        metrics = QFontMetrics(font)
        left, right = label.x(), label.right()
        answered = cell.state in ("predicted", "labelled", "unknown")
        if answered:
            self._paint_mark(painter, QPointF(left + _DOT_PX, label.center().y()), cell)
            left += 2 * _DOT_PX + 6
        if cell.state == "predicted" and cell.confidence is not None:
            sure = percent(cell.confidence)
            painter.setPen(colours.muted)
            painter.drawText(label, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), sure)
            right -= metrics.horizontalAdvance(sure) + 8
        painter.setPen(colours.text if cell.state in ("predicted", "labelled") else colours.muted)
        elide = Qt.TextElideMode.ElideRight if answered else Qt.TextElideMode.ElideMiddle
        text = metrics.elidedText(self.answer(cell), elide, max(0, int(right - left)))
        place = QRectF(left, label.y(), right - left, label.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_mark(self, painter: QPainter, centre: QPointF, cell: Cell) -> None:
        if cell.colour is None or cell.state == "unknown":
            draw_ring(painter, centre, _DOT_PX, self._theme.colours.muted)
        else:
            draw_dot(painter, centre, _DOT_PX, cell.colour)

    def _known(self, cell: Cell) -> str:
        if cell.state == "predicted" and cell.confidence is not None:
            words = self.tr("{name}, {percent} sure")
            return words.format(name=cell.class_name, percent=percent(cell.confidence))
        if cell.state in ("pending", "unreadable"):
            return cell.error or ""
        said = self.tr("You said: {name}").format(name=self.answer(cell))
        return said if cell.state == "labelled" else self.answer(cell)

    def answer(self, cell: Cell) -> str:
        """The line under the picture: a class, "Unknown · cat", or the file's name."""
        if cell.state == "unknown" and cell.class_name:
            return self.tr("Unknown · {closest}").format(closest=cell.class_name)
        if cell.state == "unknown" or (cell.state == "labelled" and not cell.class_name):
            return self.tr("Unknown")
        return (cell.class_name if cell.state in ("predicted", "labelled") else None) or cell.name


def _centred(tile: QRectF, side: float) -> QRectF:
    return QRectF(tile.center().x() - side / 2, tile.center().y() - side / 2, side, side)


def _to_pixel(point: QPointF, scale: float) -> QPointF:
    """The nearest point that lies on the screen's pixels, so that nothing blurs."""
    return QPointF(round(point.x() * scale) / scale, round(point.y() * scale) / scale)
