"""Joins the workbench and the views: what a view asks for becomes an action, what changed is shown.

Owns when each view is refreshed; knows neither files nor the engine's insides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from handful.project.document import Change
from handful.ui.arranging import Arranger
from handful.ui.job_report import JobReport
from handful.ui.main_window import MainWindow
from handful.ui.models.loader import PictureLoader
from handful.ui.models.picture_list import PictureListModel
from handful.ui.suggestion_words import suggestion_text
from handful.ui.tally import Tally
from handful.ui.theme import Theme
from handful.ui.view_states import grid_state, inspector_state, shelf_state
from handful.ui.views import words
from handful.ui.views.state import InspectorState, ShelfState
from handful.ui.workbench import Workbench
from handful.workflows.progress import Nearest, Suggestion

THUMBNAIL_PX: Final = 320
SHELF_PX: Final = 128
LARGE_PX: Final = 1024
PREVIEW_PX: Final = 2048
MOST_KEPT: Final = 1000  # selected pictures that are selected again in a new order
CARDS_AT_ONCE: Final = 3
REFRESH_MS: Final = 40  # counts and cards follow in at most this time; what a cell shows follows at once


class Presenter(QObject):
    """Shows one workbench in one window for as long as both live."""

    selected = Signal(object)  # tuple of picture ids

    def __init__(
        self, window: MainWindow, bench: Workbench, arranger: Arranger, theme: Theme, report: JobReport
    ) -> None:
        super().__init__(window)
        self._arranger = arranger
        self._window, self._bench, self._theme, self._report = window, bench, theme, report
        self._small = PictureLoader(self._path_of, 2000, self)
        self._large = PictureLoader(self._path_of, 8, self)
        self._model = PictureListModel(self._small, theme, THUMBNAIL_PX, self)
        self._tally = Tally(bench.project)
        self._selected: tuple[int, ...] = ()
        self._nearest: tuple[Nearest, ...] = ()
        self._suggestions: tuple[Suggestion, ...] = ()
        self._reasons: dict[int, str] = {}  # of each suggestion, in words
        self._expanded: frozenset[int] = frozenset()
        self._shelf_message = ""
        self._warnings: Mapping[int, str] = {}
        self._cards = 0
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.refresh)
        window.grid.set_model(self._model)
        self._connect_views()
        self._connect_bench()
        self.show_project()

    @property
    def busy(self) -> bool:
        """Whether something on the screen is still to be drawn."""
        waiting = self._later.isActive() or self._arranger.busy
        return self._small.busy or self._large.busy or waiting

    def close(self) -> None:
        """Join the threads that load pictures."""
        self._later.stop()
        self._small.close()
        self._large.close()

    @Slot()
    def show_project(self) -> None:
        """Show the project that is open now from scratch."""
        self._small.clear()
        self._large.clear()
        self._selected, self._nearest, self._shelf_message = (), (), ""
        self._tally = Tally(self._bench.project)
        self._arranger.open(self._bench.project)
        self._model.set_pictures(self._bench.project, self._arranger.ids)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Bring shelf, counts and inspector up to date."""
        project, theme = self._bench.project, self._theme
        chosen = self._selected[0] if self._selected and self._is_support(self._selected[0]) else None
        shelf = shelf_state(
            project,
            self._tally,
            theme,
            self._shelf_pixmap,
            self._expanded,
            self._shelf_message,
            chosen,
            self._warnings,
        )
        self._window.shelf.set_state(self._a_few_more(shelf))
        shown = len(self._arranger.ids)
        self._window.grid.set_state(grid_state(project, self._tally, theme, self._arranger.view, shown))
        self._show_inspector()

    def _a_few_more(self, shelf: ShelfState) -> ShelfState:
        """Cards are costly to make: many new ones come on the shelf a few at a time."""
        shown = min(len(shelf.classes), self._cards + CARDS_AT_ONCE)
        if shown < len(shelf.classes):
            self._later.start()
        self._cards = shown
        return replace(shelf, classes=shelf.classes[:shown])

    @property
    def selection(self) -> tuple[int, ...]:
        """The selected pictures, those of the grid or an example."""
        return self._selected

    def select(self, ids: Sequence[int]) -> None:
        """Select pictures in the grid and show the first of them."""
        self._window.grid.select_ids(ids)
        self._select(ids)

    def _connect_views(self) -> None:
        shelf, grid, inspector, bench = (
            self._window.shelf,
            self._window.grid,
            self._window.inspector,
            self._bench,
        )
        shelf.add_class_requested.connect(self._on_add_class)
        shelf.rename_class_requested.connect(bench.rename_class)
        shelf.remove_class_requested.connect(bench.remove_class)
        shelf.pictures_dropped.connect(bench.move_to_new_class)
        shelf.pictures_dropped_on_class.connect(self._on_pictures_dropped_on_class)
        shelf.picture_selected.connect(self._on_support_selected)
        shelf.class_expanded.connect(self._on_class_expanded)
        grid.pictures_dropped.connect(bench.return_to_queries)
        grid.selection_changed.connect(self._on_selection_changed)
        inspector.picture_selected.connect(self._on_support_selected)
        for view in (grid, inspector):
            view.label_requested.connect(bench.label)
            view.accept_requested.connect(bench.accept)
            view.clear_label_requested.connect(bench.clear_label)
            view.move_to_class_requested.connect(bench.move_to_class)
        for holder in (grid, inspector, shelf):
            holder.remove_pictures_requested.connect(bench.remove_pictures)
        for owner in (inspector, shelf):
            owner.return_pictures_requested.connect(bench.return_to_queries)
        self._small.loaded.connect(self._on_small_loaded)
        self._small.unreadable.connect(bench.mark_unreadable)
        self._large.loaded.connect(self._on_large_loaded)
        self._theme.changed.connect(self.refresh)

    def _connect_bench(self) -> None:
        self._bench.changed.connect(self._on_changed)
        self._bench.travelled.connect(self._on_travelled)
        self._bench.opened.connect(self.show_project)
        self._arranger.arranged.connect(self._on_arranged)
        self._bench.host.explained.connect(self._on_explained)
        self._bench.host.finished.connect(self._ask_why)
        self._bench.host.ready.connect(self._ask_why)
        self._report.changed.connect(self._show_report)
        self._show_report()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        project = self._bench.project
        self._tally.update(project, change)
        self._arranger.follow(project, change)
        if not self._model.set_pictures(project, self._arranger.ids, change.changed):
            self._select_again()
        if change.classes_changed:
            self._model.refresh()
            self._show_suggestions()
        self._shelf_message = ""
        if change.removed:
            self._selected = tuple(i for i in self._selected if i in self._bench.project.pictures)
        self._later.start()

    @Slot(bool)
    def _on_arranged(self, asked: bool) -> None:
        """A new order: who asked for it begins at its top, otherwise what was selected stays so."""
        self._model.set_pictures(self._bench.project, self._arranger.ids)
        self.refresh()
        if asked:
            self._window.grid.select_row(0)
        else:
            self._select_again()

    def _select_again(self) -> None:
        """What was selected before all rows moved."""
        if self._selected and len(self._selected) <= MOST_KEPT and not self._is_support(self._selected[0]):
            self._window.grid.select_ids(self._selected)

    @Slot(object)
    def _on_travelled(self, change: Change) -> None:
        """Undo and redo lead back to the pictures that they changed, where those are shown."""
        ids = [i for i in (*change.added, *change.changed) if self._model.row_of(i) is not None]
        if 0 < len(ids) <= MOST_KEPT:
            self.select(ids)

    @Slot()
    def _show_report(self) -> None:
        self._window.status.set_state(self._report.status())
        self._window.adaptation.set_state(self._report.adaptation())

    @Slot(str)
    def _on_add_class(self, name: str) -> None:
        refusals: list[str] = []
        self._bench.add_class(name, refuse=refusals.append)  # said at the field, where the eyes are
        self._shelf_message = words.sentence(refusals[0]) if refusals else ""
        self.refresh()

    @Slot(int, list)
    def _on_pictures_dropped_on_class(self, class_id: int, ids: list[int]) -> None:
        self._bench.move_to_class(ids, class_id)

    @Slot(int)
    def _on_support_selected(self, picture_id: int) -> None:
        if picture_id in self._bench.project.pictures:
            self.select([picture_id])

    @Slot(list)
    def _on_selection_changed(self, ids: list[int]) -> None:
        if ids or not any(self._is_support(i) for i in self._selected):
            self._select(tuple(ids))

    @Slot(int, bool)
    def _on_class_expanded(self, class_id: int, expanded: bool) -> None:
        self._expanded = self._expanded | {class_id} if expanded else self._expanded - {class_id}
        self.refresh()

    def _select(self, ids: Sequence[int]) -> None:
        if tuple(ids[:1]) != self._selected[:1]:
            self._nearest = ()
        self._selected = tuple(ids)
        self._ask_why()
        self.refresh()
        self.selected.emit(self._selected)

    @Slot()
    def _ask_why(self, *_: object) -> None:
        if self._selected and self._selected[0] in self._bench.project.pictures and not self._bench.host.busy:
            self._bench.host.explain(self._bench.project, self._selected[0])

    @Slot(int, object)
    def _on_explained(self, picture_id: int, nearest: tuple[Nearest, ...]) -> None:
        if self._selected[:1] == (picture_id,):
            self._nearest = nearest
            self._show_inspector()

    def retell(self) -> None:
        """Say everything in the language that is spoken now."""
        self._show_suggestions()
        self.refresh()

    def suggest(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Mark the pictures that are worth labelling next."""
        self._suggestions = suggestions
        self._show_suggestions()
        self._show_inspector()

    def _show_suggestions(self) -> None:
        project = self._bench.project
        self._reasons = {s.picture_id: suggestion_text(project, s) for s in self._suggestions}
        self._model.set_suggestions(self._reasons)

    @Slot(object)
    def show_warnings(self, warnings: Mapping[int, str]) -> None:
        """What the cards of the shelf say of their examples, by class id."""
        if warnings != self._warnings:
            self._warnings = warnings
            self._later.start()

    def show_selection(self) -> None:
        """Show the selected pictures wherever they are shown large."""
        self._show_inspector()

    def _show_inspector(self) -> None:
        first = self._selected[0] if self._selected else None
        picture: QPixmap | None = None
        if first is not None and first in self._bench.project.pictures:
            picture = self._large.pixmap(first, LARGE_PX) or self._small.pixmap(first, THUMBNAIL_PX)
        state = inspector_state(
            self._bench.project,
            self._tally,
            self._theme,
            self._selected,
            picture,
            self._nearest,
            self._shelf_pixmap,
            self._reasons.get(first, "") if first is not None else "",
        )
        self._window.inspector.set_state(state)
        if self._window.preview.isVisible():
            self._show_preview(state)
        focus = QApplication.focusWidget()
        if not state.picture_ids and focus is not None and self._window.inspector.isAncestorOf(focus):
            self._window.grid.setFocus()  # the button that had it is gone

    def _show_preview(self, state: InspectorState) -> None:
        """In more detail than the inspector, and the next picture is made ready."""
        ids = self._arranger.ids
        row = self._model.row_of(state.picture_ids[0]) if state.picture_ids else None
        if row is not None:
            for near in ids[row + 1 : row + 2]:
                self._large.pixmap(near, PREVIEW_PX)
        if state.picture_ids:
            picture = self._large.pixmap(state.picture_ids[0], PREVIEW_PX) or state.picture
            state = replace(state, picture=picture)
        self._window.preview.set_state(state, row, len(ids))

    @Slot(int, int)
    def _on_small_loaded(self, picture_id: int, size_px: int) -> None:
        if size_px == SHELF_PX:
            self._later.start()

    @Slot(int, int)
    def _on_large_loaded(self, picture_id: int, _size_px: int) -> None:
        if self._selected[:1] == (picture_id,):
            self._show_inspector()

    def _shelf_pixmap(self, picture_id: int) -> QPixmap | None:
        return self._small.pixmap(picture_id, SHELF_PX)

    def _is_support(self, picture_id: int) -> bool:
        picture = self._bench.project.pictures.get(picture_id)
        return picture is not None and picture.role == "support"

    def _path_of(self, picture_id: int) -> str | None:
        picture = self._bench.project.pictures.get(picture_id)
        return picture.path if picture is not None else None
