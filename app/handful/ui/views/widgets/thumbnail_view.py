"""The thumbnails of one class card: one row while folded, more when unfolded. Knows pictures by id only."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from handful.ui.theme import Theme
from handful.ui.views.widgets.drag_pixmap import HOT_SPOT, drag_pixmap
from handful.ui.views.widgets.thumbnail_delegate import GAP_PX, ThumbnailDelegate
from handful.ui.views.widgets.thumbnail_model import PICTURE_ID_ROLE, Thumbnail, ThumbnailModel

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_CELL_PX: Final = 62
MOST_ROWS: Final = 5
_SCROLL_BAR_PX: Final = 10
_Key = Qt.Key


class ThumbnailView(QListView):
    """Thumbnails to select, drag, remove and return; its height follows its rows."""

    picture_selected = Signal(int)
    remove_requested = Signal(list)
    return_requested = Signal(list)
    unfold_requested = Signal()
    columns_changed = Signal()
    left = Signal(int)  # -1: upwards out of the pictures, 1: downwards

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = ThumbnailModel(self)
        self._delegate = ThumbnailDelegate(theme, self)
        self._total = 0
        self._columns = 1
        self._folded = True
        self._applying = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._set_up_looks()
        self._set_up_behaviour()

    def set_pictures(self, pictures: Sequence[Thumbnail], *, total: int, class_name: str) -> None:
        """Show these pictures, the first of `total`."""
        self._total = total
        with self._quietly():
            self._model.set_pictures(pictures, class_name=class_name)
        self.setAccessibleName(self.tr("Examples of {name}").format(name=class_name))
        self._arrange()

    def set_folded(self, folded: bool) -> None:
        """One row, or up to five and then a scroll bar."""
        self._folded = folded
        self._arrange()

    def has_more(self) -> bool:
        """Whether one row is too short for all pictures of the class."""
        return self._total > self._columns

    def picture_ids(self) -> set[int]:
        """The pictures that this card is known to hold."""
        return {picture_id for picture_id, _ in self._model.given}

    def selected_ids(self) -> list[int]:
        """The selected pictures, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._model.index(row).data(PICTURE_ID_ROLE) for row in rows]

    def select_quietly(self, picture_id: int | None) -> None:
        """Show this picture as the selected one, or none; a larger selection that holds it stays."""
        if picture_id is not None and picture_id in self.selected_ids():
            return
        row = None if picture_id is None else self._model.row_of(picture_id)
        with self._quietly():
            if row is None:
                self.selectionModel().clear()
            else:
                index = self._model.index(row)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def enter(self) -> None:
        """Take the keyboard focus, with a picture selected."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.selected_ids():
            current = self.currentIndex()
            self.setCurrentIndex(current if current.isValid() else self._model.index(0))

    def show_menu(self, where: QPoint) -> None:
        """Open the menu of the selected pictures, at this point of the screen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = menu.addAction(self._theme.icon("eye"), self.tr("Show in the inspector"))
        shown.triggered.connect(self._say_selected)
        menu.addSeparator()
        back = menu.addAction(self._theme.icon("return"), self.tr("Move back to unsorted"))
        back.setShortcut(QKeySequence(_Key.Key_Backspace))
        back.triggered.connect(self._return_selected)
        remove = menu.addAction(self._theme.icon("trash"), self.tr("Remove from the project"))
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.triggered.connect(self._remove_selected)
        menu.popup(where)

    # -- events ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected pictures, or of the one under the pointer."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index, where = self.indexAt(event.pos()), event.globalPos()
        if not index.isValid():
            event.ignore()
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.show_menu(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on "+12" unfolds."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        stands_for_more = self._folded and self.has_more() and index.row() == self._model.rowCount() - 1
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and stands_for_more:
            self.unfold_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and leave at the edges; Delete removes, Backspace returns."""
        row, last = self.currentIndex().row(), self._model.rowCount() - 1
        upwards = event.key() == _Key.Key_Up and row < self._columns
        backwards = event.key() == _Key.Key_Left and row <= 0
        downwards = event.key() == _Key.Key_Down and row // self._columns >= last // self._columns
        if upwards or backwards or event.key() == _Key.Key_Escape:
            self.left.emit(-1)
        elif downwards:
            self.left.emit(1)
        elif event.key() == _Key.Key_Delete:
            self._remove_selected()
        elif event.key() == _Key.Key_Backspace:
            self._return_selected()
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._say_selected()
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected pictures, the current one under the pointer."""
        indexes = self.selectionModel().selectedIndexes()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData(indexes))
        pixmap = self.currentIndex().data(Qt.ItemDataRole.DecorationRole)
        drag.setPixmap(drag_pixmap(self._theme, pixmap, len(indexes), self.devicePixelRatioF()))
        drag.setHotSpot(HOT_SPOT)
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    # -- private --------------------------------------------------------------------------------------

    def _set_up_looks(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _set_up_behaviour(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What changes in here was not the person's doing, so it is not told."""
        before, self._applying = self._applying, True
        try:
            yield
        finally:
            self._applying = before

    def _arrange(self) -> None:
        """Fit as many columns as the width allows, and take the height of the rows."""
        columns = max(1, self.width() // LEAST_CELL_PX)
        columns_changed, self._columns = columns != self._columns, columns
        rows = -(-len(self._model.given) // self._columns)
        scrolls = not self._folded and rows > MOST_ROWS
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        width_px = self.width() - (_SCROLL_BAR_PX if scrolls else 0)
        cell_px = max(16, (width_px - 1) // self._columns)  # one spare: a full row would wrap early
        with self._quietly():
            self._model.set_limit(self._columns if self._folded else None)
        hidden = self._total - self._model.rowCount()
        self._delegate.set_more(hidden + 1 if self._folded and hidden > 0 and self._model.rowCount() else 0)
        self._delegate.set_cell(QSize(cell_px, cell_px))
        self.setGridSize(QSize(cell_px, cell_px))
        shown_rows = min(1 if self._folded else MOST_ROWS, rows)
        self.setFixedHeight(max(1, shown_rows * cell_px - (0 if scrolls else GAP_PX)))
        self.viewport().update()
        if columns_changed:
            self.columns_changed.emit()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if not self._applying:
            self._say_selected()

    @Slot()
    def _say_selected(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isSelected(index):
            self.picture_selected.emit(index.data(PICTURE_ID_ROLE))

    @Slot()
    def _remove_selected(self) -> None:
        if ids := self.selected_ids():
            self.remove_requested.emit(ids)

    @Slot()
    def _return_selected(self) -> None:
        if ids := self.selected_ids():
            self.return_requested.emit(ids)
