"""The scrolling list of the grid: columns that fill the width, and drags. Knows rows, no classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QPainter, QPixmap, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from handful.ui.theme import Theme, text_on
from handful.ui.views.drags import pictures_mime
from handful.ui.views.grid_delegate import CellDelegate
from handful.ui.views.picture_model import PictureModel
from handful.ui.views.rounding import fitted
from handful.ui.views.state import GridRole

ZOOM_PX: Final = (80, 320)
DEFAULT_ZOOM_PX: Final = 152
BATCH_SIZE: Final = 20_000  # rows laid out before the event loop has its turn: about 25 ms
COMMAND_KEYS: Final = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space}
)

_DRAG_PX: Final = 96
_DRAG_STACK: Final = 3
_MARGIN_PX: Final = 6
_WHEEL_LINES: Final = 3  # of Qt's steps in a notch of the wheel, which goes one row further

Index = QModelIndex | QPersistentModelIndex


class PictureList(QListView):
    """Lays out as rows of equal cells; nothing exists per item, so its number does not matter."""

    zoom_stepped = Signal(int)  # 1: larger, -1: smaller

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom_px = DEFAULT_ZOOM_PX
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self._laying_out = False
        self._pictures: PictureModel | None = None
        self._cells = CellDelegate(theme, self)
        self.setItemDelegate(self._cells)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH_SIZE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setViewportMargins(_MARGIN_PX, 0, 0, 0)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self.viewport().update)

    @property
    def zoom_px(self) -> int:
        """The side of a thumbnail that was asked for; the columns stretch it a little to fill the width."""
        return self._zoom_px

    def set_zoom(self, zoom_px: int) -> None:
        """Show thumbnails of about this side."""
        self._zoom_px = min(max(zoom_px, ZOOM_PX[0]), ZOOM_PX[1])
        self._fill_width()

    def columns(self) -> int:
        """How many pictures stand side by side."""
        return max(1, self.viewport().width() // max(1, self.gridSize().width()))

    def set_pictures(self, model: PictureModel) -> None:
        """Show this model."""
        self.setModel(model)
        self._pictures = model

    def selected_rows(self) -> Iterator[int]:
        """The selected rows from the top down."""
        for top, bottom in sorted((r.top(), r.bottom()) for r in self.selectionModel().selection().toList()):
            yield from range(top, bottom + 1)

    def selected_ids(self) -> list[int]:
        """The selected pictures from the top down."""
        rows = list(self.selected_rows()) if self.model() is not None else []
        ids = self._pictures.picture_ids() if self._pictures is not None else ()
        return [ids[row] for row in rows]

    def row_of(self, picture_id: int) -> int | None:
        """Where a picture stands."""
        return self._pictures.row_of(picture_id) if self._pictures is not None else None

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """All of the viewport: Qt would ask for the place of every row, seen or not."""
        return QRegion(self.viewport().rect())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint it; Qt's list would lay everything out anew, though every cell has the same size."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def rowsInserted(self, parent: Index, first: int, last: int) -> None:
        """The picture on top stays there while others come."""
        self._keep_anchor()
        super().rowsInserted(parent, first, last)

    def rowsAboutToBeRemoved(self, parent: Index, first: int, last: int) -> None:
        """The picture on top stays there while others go."""
        self._keep_anchor()
        super().rowsAboutToBeRemoved(parent, first, last)

    def updateGeometries(self) -> None:
        """Qt calls it after each batch of the layout."""
        self._laying_out = True
        super().updateGeometries()
        self.verticalScrollBar().setSingleStep(max(1, self.gridSize().height() // _WHEEL_LINES))
        self._return_to_anchor()
        self._laying_out = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the columns filling the width."""
        self._fill_width()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel makes the thumbnails larger or smaller."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoom_stepped.emit(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are commands here, not a search through names."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's list has arrows, Home, End, Page and Ctrl+A; keys of commands that are greyed do nothing."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain and event.key() in COMMAND_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        """Take the selected pictures along; the files stay where they are."""
        ids = self.selected_ids()
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(pictures_mime(ids))
        drag.setPixmap(self._drag_pixmap(len(ids)))
        drag.setHotSpot(QPoint(_DRAG_PX // 2, _DRAG_PX // 2))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def _fill_width(self) -> None:
        width = self.viewport().width() - 1
        wanted = self._zoom_px + 2 * 8
        cell = self._cells.set_cell_width(max(1, width // max(1, width // wanted)), self.font())
        if cell == self.gridSize():
            return
        self._keep_anchor()
        self.setGridSize(cell)

    def _keep_anchor(self) -> None:
        """Remember the picture on top, from now until a person scrolls."""
        if self._anchor is not None or self.verticalScrollBar().value() == 0:
            return
        top = self.indexAt(QPoint(self.gridSize().width() // 2, 1))
        if top.isValid():
            self._anchor = (QPersistentModelIndex(top), self.visualRect(top).y())

    def _return_to_anchor(self) -> None:
        """After each batch of the layout: the picture that was on top is on top again."""
        if self._anchor is None:
            return
        index, offset_px = self._anchor
        if index.isValid():
            row = index.row() // self.columns()
            self.verticalScrollBar().setValue(row * self.gridSize().height() - offset_px)
        else:
            self._anchor = None

    def _on_scrolled(self) -> None:
        """A person scrolls to another place; a layout that moves the bar does not count."""
        if not self._laying_out:
            self._anchor = None

    def _drag_pixmap(self, number: int) -> QPixmap:
        """A small fan of the first pictures with their number."""
        scale = self.devicePixelRatioF()
        result = QPixmap(QSize(_DRAG_PX, _DRAG_PX) * scale)
        result.setDevicePixelRatio(scale)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QSize(_DRAG_PX - 24, _DRAG_PX - 24)
        indexes = [self.model().index(row, 0) for row in islice(self.selected_rows(), _DRAG_STACK)]
        thumbnails = [t for index in indexes if (t := index.data(GridRole.THUMBNAIL)) is not None]
        for place, thumbnail in reversed(list(enumerate(thumbnails))):
            painter.drawPixmap(4 + 7 * place, 4 + 7 * place, fitted(thumbnail, box, scale, 6))
        self._paint_count(painter, number)
        painter.end()
        return result

    def _paint_count(self, painter: QPainter, number: int) -> None:
        text = str(number)
        width = max(22, painter.fontMetrics().horizontalAdvance(text) + 12)
        pill = QRectF(_DRAG_PX - width, _DRAG_PX - 22, width, 22)
        accent = self._theme.colours.accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(text_on(accent))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
