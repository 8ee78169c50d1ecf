"""The grid of pictures to label: counts, thumbnails, keys, menu, drops. Knows item data, no project."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from handful.ui.theme import Theme
from handful.ui.views.drags import dragged_paths, dragged_pictures
from handful.ui.views.drop_veil import DropVeil
from handful.ui.views.grid_header import GridHeader
from handful.ui.views.picture_list import PictureList
from handful.ui.views.picture_menu import PictureMenu
from handful.ui.views.state import UNKNOWN_CLASS_ID, GridRole, GridState
from handful.ui.views.welcome import Welcome

_LOOKED_AT_FOR_MENU: Final = 200  # beyond, a menu entry is offered without looking whether it applies
_ZOOM_SETTLED_MS: Final = 250  # the slider is let go or rests: worth remembering
_ZOOM_KEYS: Final[dict[int, int]] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Grid(QWidget):
    """Shows a picture model; every wish of the person leaves as a signal with picture ids."""

    selection_changed = Signal(list)
    picture_activated = Signal(int)
    zoom_changed = Signal(int)
    paths_dropped = Signal(list)  # of Path
    pictures_dropped = Signal(list)
    label_requested = Signal(list, int)
    accept_requested = Signal(list)
    clear_label_requested = Signal(list)
    move_to_class_requested = Signal(list, int)
    remove_pictures_requested = Signal(list)
    reveal_requested = Signal(int)
    choose_files_requested = Signal()
    choose_folder_requested = Signal()
    demo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = GridState()
        self._emitted: list[int] = []
        self._next_row: int | None = None  # to go on with, once the removed pictures are gone
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._header = GridHeader(theme, self)
        self._list = PictureList(theme, self)
        self._list.setAccessibleName(self.tr("Pictures to sort"))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._welcome = Welcome(theme, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._pages, 1)
        self._veil = DropVeil(theme, self)
        self._selection_timer = QTimer(self, singleShot=True, interval=0)
        self._zoom_timer = QTimer(self, singleShot=True, interval=_ZOOM_SETTLED_MS)
        self._connect()
        self.set_state(self._state)

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show this model from now on. Items answer the roles of `GridRole`."""
        old = self._list.selectionModel()
        self._list.setModel(model)
        if old is not None:
            old.deleteLater()
        self._list.selectionModel().selectionChanged.connect(self._selection_timer.start)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            signal.connect(self._selection_timer.start)
        self._selection_timer.start()

    def set_state(self, state: GridState) -> None:
        """Say the counts, and offer these classes."""
        self._state = state
        had_focus = self._has_focus()
        self._header.set_state(state)
        self._header.setVisible(state.total > 0)
        self._welcome.set_state(has_classes=bool(state.choices))
        page = self._list if state.total else self._welcome
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        if had_focus and not self._has_focus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # what had it is hidden now

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def set_zoom(self, zoom_px: int) -> None:
        """Show thumbnails of about this side, as a person chose it before."""
        self._list.set_zoom(zoom_px)
        self._header.set_zoom(self._list.zoom_px)

    def selected_ids(self) -> list[int]:
        """The selected pictures in the order of the grid."""
        return self._list.selected_ids()

    def select_ids(self, picture_ids: Sequence[int]) -> None:
        """Select exactly these, and bring the first into sight; ids that are not there are passed over."""
        model = self._list.model()
        if model is None:
            return
        rows = sorted(row for i in picture_ids if (row := self._list.row_of(i)) is not None)
        chosen = QItemSelection()
        for row in rows:
            chosen.select(model.index(row, 0), model.index(row, 0))
        selection = self._list.selectionModel()
        with QSignalBlocker(self):
            if rows:
                first = model.index(rows[0], 0)
                selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
                self._list.scrollTo(first)
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._emitted = self.selected_ids()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts, Delete removes, 1-9 label, 0 and U: unknown, Space opens, Ctrl and + or - zoom."""
        zoom = _ZOOM_KEYS.get(event.key(), 0)
        if zoom and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._header.step_zoom(zoom)
            return
        ids = self.selected_ids()
        if not ids or not self._list.hasFocus() or not self._act(event.key(), ids):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what a drop would do; the grid's own pictures are at home already."""
        data = event.mimeData()
        if event.source() is self._list:
            return
        if dragged_pictures(data):
            self._veil.show_words(self.tr("Drop to put them back among the pictures to sort"))
        elif dragged_paths(data):
            self._veil.show_words(self.tr("Drop to add the pictures to sort"))
        else:
            return
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Lift the veil."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self._veil.hide()
        pictures = dragged_pictures(event.mimeData())
        paths: list[Path] = dragged_paths(event.mimeData())
        if pictures:
            self.pictures_dropped.emit(pictures)
        elif paths:
            self.paths_dropped.emit(paths)
        else:
            return
        event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The veil covers all of it."""
        self._veil.setGeometry(self.rect())
        super().resizeEvent(event)

    def _connect(self) -> None:
        self._list.doubleClicked.connect(self._on_double_clicked)
        self._list.customContextMenuRequested.connect(self._open_menu)
        self._list.zoom_stepped.connect(self._header.step_zoom)
        self._header.zoom_changed.connect(self._on_zoom_changed)
        self._welcome.choose_files_requested.connect(self.choose_files_requested)
        self._welcome.choose_folder_requested.connect(self.choose_folder_requested)
        self._welcome.demo_requested.connect(self.demo_requested)
        self._selection_timer.timeout.connect(self._emit_selection)
        self._zoom_timer.timeout.connect(lambda: self.zoom_changed.emit(self._list.zoom_px))

    def _act(self, key: int, ids: list[int]) -> bool:
        digit = key - int(Qt.Key.Key_0)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept_requested.emit(ids)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._next_row = self._list.row_of(ids[0])
            self.remove_pictures_requested.emit(ids)
        elif key == Qt.Key.Key_Space:
            self.picture_activated.emit(self._current_id() or ids[0])
        elif key == Qt.Key.Key_U or digit == 0:
            self.label_requested.emit(ids, UNKNOWN_CLASS_ID)
        elif 0 < digit <= min(9, len(self._state.choices)):
            self.label_requested.emit(ids, self._state.choices[digit - 1].id)
        else:
            return False
        return True

    def _current_id(self) -> int | None:
        current: int | None = self._list.currentIndex().data(GridRole.PICTURE_ID)
        return current

    def _open_menu(self, position: QPoint) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        model = self._list.model()
        rows = islice(self._list.selected_rows(), _LOOKED_AT_FOR_MENU)
        states = {model.index(row, 0).data(GridRole.STATE) for row in rows}
        many = len(ids) > _LOOKED_AT_FOR_MENU
        menu = PictureMenu(
            self._theme,
            self._state.choices,
            one=len(ids) == 1,
            can_accept=many or bool(states & {"predicted", "unknown"}),
            can_clear=many or "labelled" in states,
            parent=self,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.label_chosen.connect(lambda class_id: self.label_requested.emit(ids, class_id))
        menu.example_of_chosen.connect(lambda class_id: self.move_to_class_requested.emit(ids, class_id))
        menu.accept_chosen.connect(lambda: self.accept_requested.emit(ids))
        menu.clear_label_chosen.connect(lambda: self.clear_label_requested.emit(ids))
        menu.reveal_chosen.connect(lambda: self.reveal_requested.emit(ids[0]))
        menu.remove_chosen.connect(lambda: self.remove_pictures_requested.emit(ids))
        menu.popup(self._list.viewport().mapToGlobal(position))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.picture_activated.emit(index.data(GridRole.PICTURE_ID))

    def _on_zoom_changed(self, zoom_px: int) -> None:
        self._list.set_zoom(zoom_px)
        self._zoom_timer.start()

    def _emit_selection(self) -> None:
        row, self._next_row = self._next_row, None
        if row is not None and all(self._list.row_of(i) is None for i in self._emitted):
            self._go_to_row(row)
        ids = self.selected_ids()
        if ids != self._emitted:
            self._emitted = ids
            self.selection_changed.emit(ids)

    def _go_to_row(self, row: int) -> None:
        """Select what has moved up to this row, or the last picture."""
        model, selection = self._list.model(), self._list.selectionModel()
        index = model.index(min(row, model.rowCount() - 1), 0)
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
