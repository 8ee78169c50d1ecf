"""Saves plots where a person says: asks for the place, and has the file written off the window's thread."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from handful.jobs import JobRunner, Workflow
from handful.ui.failures import told
from handful.ui.views.plot_panel import PlotPanel
from handful.workflows.save_plot import save_bytes, save_table

_run_ids = itertools.count(1)
_KNOWN: Final = "plot_saver"


class AskWhere(Protocol):
    """The dialog for a file's name; None where the person cancelled."""

    def plot_to_save(self, folder: str, name: str, suffix: str) -> Path | None:
        """Where to write; the ending is added where it is missing."""


class PlotSaver(QObject):
    """`saved(Path)` and `failed(str)` are facts."""

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, ask: AskWhere, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._folder = str(Path.home())
        self._runner: JobRunner | None = None

    def adopt(self, root: QWidget) -> None:
        """Serve every plot panel inside; one that is served already is passed over."""
        for panel in root.findChildren(PlotPanel):
            if not panel.property(_KNOWN):
                panel.setProperty(_KNOWN, True)
                panel.save_requested.connect(self._on_save_requested)

    def save(self, panel: PlotPanel, kind: str) -> None:
        """Ask where, and write. kind: png, svg or csv."""
        path = self._ask.plot_to_save(self._folder, f"{panel.title.rstrip('?')}.{kind}", f".{kind}")
        if path is None:
            return
        self._folder = str(path.parent)
        if kind == "csv":
            titles, rows = panel.table()
            self._start(lambda: save_table(path, titles, rows))
        else:
            data = panel.png() if kind == "png" else panel.svg()
            self._start(lambda: save_bytes(path, data))

    def close(self) -> None:
        """Join the thread."""
        if self._runner is not None:
            self._runner.close()

    @Slot(str)
    def _on_save_requested(self, kind: str) -> None:
        panel = self.sender()
        if isinstance(panel, PlotPanel):
            self.save(panel, kind)

    def _start(self, make: Workflow) -> None:
        if self._runner is None:
            self._runner = JobRunner("plot", self)
            self._runner.succeeded.connect(self._on_saved)
            self._runner.failed.connect(self._on_failed)
        self._runner.start(make, next(_run_ids))

    @Slot(int, object)
    def _on_saved(self, _run_id: int, path: Path) -> None:
        self.saved.emit(path)

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self.failed.emit(told(error))
