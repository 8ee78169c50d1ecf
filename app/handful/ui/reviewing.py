"""Deciding picture by picture: what the review commands do with the selected pictures, and going on.

Knows the selection and the grid's order; the decisions themselves are the workbench's.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from handful.project.document import UNKNOWN
from handful.ui.actions import LABEL_KEYS
from handful.ui.arranging import Arranger
from handful.ui.presenter import Presenter
from handful.ui.views.grid import Grid
from handful.ui.views.preview import Preview
from handful.ui.workbench import Workbench


class Reviewing(QObject):
    """After a decision on one picture the next one is selected, where `moves_on`."""

    def __init__(
        self, grid: Grid, preview: Preview, presenter: Presenter, bench: Workbench, arranger: Arranger
    ) -> None:
        super().__init__(presenter)
        self._grid, self._preview, self._presenter = grid, preview, presenter
        self._bench, self._arranger = bench, arranger
        self.moves_on = True
        grid.picture_activated.connect(self._on_activated)
        preview.walked.connect(self._on_walked)
        preview.closed.connect(grid.setFocus)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """By the keys of the table of commands."""
        labels = {
            f"class_{place + 1}": lambda place=place: self.label_as(place) for place in range(len(LABEL_KEYS))
        }
        return labels | {
            "accept": lambda: self._decide(self._bench.accept),
            "unknown": lambda: self._decide(lambda ids: self._bench.label(ids, UNKNOWN)),
            "clear_label": lambda: self._decide(self._bench.clear_label, go_on=False),
            "promote": self.promote,
            "remove": lambda: self._decide(self._bench.remove_pictures),
            "skip": self.skip,
            "next_suggestion": self.next_suggestion,
            "preview": self.toggle_preview,
        }

    def label_as(self, place: int) -> None:
        """Say that the pictures are of this class, counted from 0; examples move to it."""
        classes = self._bench.project.classes
        if place < len(classes):
            class_id = classes[place].id
            self._decide(lambda ids: self._bench.label(ids, class_id))

    def promote(self) -> None:
        """Let the selected pictures be examples of the class that a person, or else the app, gave them."""
        self._decide(self._bench.promote)

    def skip(self) -> None:
        """Go to the next picture that nobody has decided on, from the end to the beginning."""
        pictures, ids = self._bench.project.pictures, self._arranger.ids
        row = self._row()
        start = 0 if row is None else row + 1
        undecided = (r for r in (*range(start, len(ids)), *range(start)) if pictures[ids[r]].label is None)
        found = next(undecided, None)
        if found is not None:
            self._grid.select_row(found)

    def next_suggestion(self) -> None:
        """Go to the picture that is most worth labelling; from one of these to the next, and round."""
        ids, selection = self._arranger.suggestions(), self._presenter.selection
        here = ids.index(selection[-1]) + 1 if selection and selection[-1] in ids else 0
        row = self._grid.row_of(ids[here % len(ids)]) if ids else None
        if row is not None:
            self._grid.select_row(row)

    def toggle_preview(self) -> None:
        """Show the selected picture over the whole window, or no longer."""
        if self._preview.isVisible():
            self._preview.close_preview()
        elif self._presenter.selection:
            self._preview.open()
            self._presenter.show_selection()

    def _decide(self, act: Callable[[list[int]], None], *, go_on: bool = True) -> None:
        self._grid.settle()  # a key may come before the click on a picture was told
        ids, row, before = list(self._presenter.selection), self._row(), self._bench.project
        if not ids:
            return
        act(ids)
        self._grid.settle()  # what was selected may be gone from the grid, and then the next one is selected
        decided = self._bench.project is not before or len(ids) == 1
        if go_on and decided and self.moves_on and len(ids) == 1 and self._presenter.selection == tuple(ids):
            row = self._grid.row_of(ids[0]) if row is not None else None
            if row is not None and row + 1 < len(self._arranger.ids):
                self._grid.select_row(row + 1)

    def _row(self) -> int | None:
        selection = self._presenter.selection
        return self._grid.row_of(selection[-1]) if selection else None

    @Slot(int)
    def _on_activated(self, _picture_id: int) -> None:
        if not self._preview.isVisible():
            self.toggle_preview()

    @Slot(int)
    def _on_walked(self, steps: int) -> None:
        row = self._row()
        if row is not None:
            self._grid.select_row(row + steps)
