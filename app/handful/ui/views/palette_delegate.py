"""Paints a line of the palette: icon, text with the typed letters strong, keys at the right end."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.palette_model import PaletteRole

ROW_PX: Final = 32
_ICON_PX: Final = 16
_RADIUS_PX: Final = 6

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """All lines have the same height."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for all."""
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = option.rect.adjusted(4, 1, -4, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.selection)
            painter.drawRoundedRect(QRectF(row), _RADIUS_PX, _RADIUS_PX)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        inner = row.adjusted(SPACE_PX, 0, -SPACE_PX, 0)
        self._paint_icon(painter, inner, index, enabled=enabled)
        inner.setLeft(inner.left() + _ICON_PX + SPACE_PX)
        hint: str = index.data(PaletteRole.HINT) or ""
        painter.setFont(option.font)
        painter.setPen(colours.muted if enabled else colours.faint)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hint)
        if hint:
            inner.setRight(inner.right() - QFontMetrics(option.font).horizontalAdvance(hint) - 2 * SPACE_PX)
        faint = bool(index.data(PaletteRole.FAINT))
        painter.setPen(colours.faint if not enabled else colours.muted if faint else colours.text)
        self._paint_text(painter, inner, option.font, index)
        painter.restore()

    def _paint_icon(self, painter: QPainter, room: QRect, index: Index, *, enabled: bool) -> None:
        place = QRect(room.left(), room.center().y() - _ICON_PX // 2 + 1, _ICON_PX, _ICON_PX)
        if index.data(PaletteRole.CHECKED):
            self._theme.icon("check").paint(painter, place)
            return
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
            icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)

    def _paint_text(self, painter: QPainter, room: QRect, font: QFont, index: Index) -> None:
        strong = QFont(font)
        strong.setWeight(QFont.Weight.Bold)
        places = set(index.data(PaletteRole.PLACES) or ())
        text: str = index.data(Qt.ItemDataRole.DisplayRole)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        left = room.left()
        for is_typed, letters in groupby(enumerate(text), key=lambda each: each[0] in places):
            piece = "".join(letter for _, letter in letters)
            used = strong if is_typed else font
            metrics = QFontMetrics(used)
            rest = room.right() - left
            if rest <= 0:
                return
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, rest)
            painter.setFont(used)
            painter.drawText(QRect(left, room.top(), rest, room.height()), flags, shown)
            left += metrics.horizontalAdvance(piece)
