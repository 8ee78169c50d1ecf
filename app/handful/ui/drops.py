"""What is dropped on the window: tables of labels and projects go where they belong, the rest is pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from handful.ui.views.grid import Grid
from handful.ui.views.shelf import Shelf
from handful.ui.workbench import Workbench

Taker = Callable[[Sequence[Path]], list[Path]]
"""Takes what is its own among paths that were dropped, and returns the others."""


class Drops(QObject):
    """Each of the takers is asked in turn; what none of them takes is added as pictures."""

    def __init__(self, grid: Grid, shelf: Shelf, bench: Workbench, takers: Sequence[Taker]) -> None:
        super().__init__(bench)
        self._bench, self._takers = bench, tuple(takers)
        grid.paths_dropped.connect(self._on_grid)
        shelf.paths_dropped.connect(self._on_shelf)
        shelf.paths_dropped_on_class.connect(self._on_class)

    @Slot(list)
    def _on_grid(self, paths: list[Path]) -> None:
        rest = self._rest(paths)
        if rest:
            self._bench.drop(rest)

    @Slot(list)
    def _on_shelf(self, paths: list[Path]) -> None:
        rest = self._rest(paths)
        if rest:
            self._bench.drop_as_new_class(rest)

    @Slot(int, list)
    def _on_class(self, class_id: int, paths: list[Path]) -> None:
        rest = self._rest(paths)
        if rest:
            self._bench.drop(rest, class_id)

    def _rest(self, paths: Sequence[Path]) -> list[Path]:
        rest = list(paths)
        for take in self._takers:
            rest = take(rest)
        return rest
