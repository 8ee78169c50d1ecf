"""The grid of pictures to label: counts, thumbnails, menu, drops. Knows item data, no project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views.accept_bar import AcceptBar
from handful.ui.views.drags import dragged_paths, dragged_pictures
from handful.ui.views.drop_veil import DropVeil
from handful.ui.views.filter_bar import FilterBar
from handful.ui.views.grid_header import GridHeader
from handful.ui.views.no_match import NoMatch
from handful.ui.views.picture_list import PictureList
from handful.ui.views.picture_menu import PictureMenu
from handful.ui.views.picture_model import PictureModel
from handful.ui.views.state import GridRole, GridState
from handful.ui.views.welcome import Welcome

_LOOKED_AT_FOR_MENU: Final = 200  # beyond, a menu entry is offered without looking whether it applies
_ZOOM_SETTLED_MS: Final = 250  # the slider is let go or rests: worth remembering


class Grid(QWidget):
    """Shows a picture model; every wish of the person leaves as a signal with picture ids."""

    selection_changed = Signal(list)
    picture_activated = Signal(int)
    all_requested = Signal()  # nothing matches: show everything again
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
        self._first_row = 0  # of the selection, to go on from there once its pictures are gone
        self._keys: Mapping[str, QAction] = {}
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._header = GridHeader(theme, self)
        self._list = PictureList(theme, self)
        in_each_language(self._list, lambda: self._list.setAccessibleName(self.tr("Pictures to sort")))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._welcome = Welcome(theme, self)
        self._pages = _Pages(self)
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self._list)
        self._no_match = NoMatch(self)
        self._pages.addWidget(self._no_match)
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

    @property
    def filters(self) -> FilterBar:
        """The row that says how the pictures are arranged."""
        return self._header.filters

    @property
    def accept_bar(self) -> AcceptBar:
        """The row for accepting above a confidence."""
        return self._header.accept_bar

    @property
    def pictures(self) -> QWidget:
        """What has the focus while a person goes through the pictures."""
        return self._list

    def set_commands(self, commands: Mapping[str, QAction], of_pictures: Sequence[QAction]) -> None:
        """Let these keys work on the pictures, and show the keys of the commands in the menu."""
        self._keys = commands
        self._list.addActions(list(of_pictures))

    def set_model(self, model: PictureModel) -> None:
        """Show this model from now on. Items answer the roles of `GridRole`."""
        old = self._list.selectionModel()
        self._list.set_pictures(model)
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
        shown = state.total if state.shown is None else state.shown
        page = self._list if shown else self._no_match if state.total else self._welcome
        self._pages.setCurrentWidget(page)
        self._pages.updateGeometry()
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
        self._remember(self._emitted)

    def row_of(self, picture_id: int) -> int | None:
        """Where a picture stands; None where it is not shown."""
        return self._list.row_of(picture_id)

    def select_row(self, row: int) -> None:
        """Select this picture, or the first or last one, bring it into sight, and tell at once."""
        model, selection = self._list.model(), self._list.selectionModel()
        index = model.index(max(0, min(row, model.rowCount() - 1)), 0)
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._list.scrollTo(index)
        self.settle()

    def settle(self) -> None:
        """Tell now what is selected, instead of in a moment; where what was selected is gone, go on there."""
        self._selection_timer.stop()
        self._emit_selection()

    def step_zoom(self, steps: int) -> None:
        """Make the thumbnails larger or smaller."""
        self._header.step_zoom(steps)

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
        self._header.filters.search_left.connect(self.setFocus)
        self._no_match.all_requested.connect(self.all_requested)
        self._welcome.choose_files_requested.connect(self.choose_files_requested)
        self._welcome.choose_folder_requested.connect(self.choose_folder_requested)
        self._welcome.demo_requested.connect(self.demo_requested)
        self._selection_timer.timeout.connect(self._emit_selection)
        self._zoom_timer.timeout.connect(lambda: self.zoom_changed.emit(self._list.zoom_px))

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
            keys={key: action.shortcut() for key, action in self._keys.items()},
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
        ids = self.selected_ids()
        if not ids and self._emitted and all(self._list.row_of(i) is None for i in self._emitted):
            index = self._list.model().index(min(self._first_row, self._list.model().rowCount() - 1), 0)
            if index.isValid():  # what has moved up to this row, or the last picture
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self._list.selectionModel().setCurrentIndex(index, flag)
                ids = self.selected_ids()
        self._remember(ids)
        if ids != self._emitted:
            self._emitted = ids
            self.selection_changed.emit(ids)

    def _remember(self, ids: Sequence[int]) -> None:
        if ids:
            self._first_row = self._list.row_of(ids[0]) or 0


class _Pages(QStackedWidget):
    """Asks only for the room of the page that is shown."""

    def minimumSizeHint(self) -> QSize:
        """Of the page that is shown."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()
