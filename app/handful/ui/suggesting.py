"""Keeps the suggestions of what to label next up to date, on a thread of its own. Knows no view.

Classifying goes first: while it is going on nothing is looked for, and its end begins the search anew.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from handful.jobs import JobRunner
from handful.project.document import Project
from handful.ui.failures import told
from handful.ui.workbench import Workbench
from handful.workflows.progress import EmbeddingStep, Suggestion

if TYPE_CHECKING:
    from handful.workflows.engine import Engine

SETTLE_MS: Final = 1_000  # a few labels in a row become one search
_WORTH_TELLING_S: Final = 0.5  # a shorter search is over before anyone could read that it is on


class Suggesting(QObject):
    """`suggested`: a tuple of `Suggestion`, the best first. `looked`: at n of so many; 0 of 0: it is over."""

    suggested = Signal(object)
    looked = Signal(int, int)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._now: tuple[Suggestion, ...] = ()
        self._began_s = 0.0
        self._run_ids = itertools.count(1)
        self._job: JobRunner | None = None  # its thread begins with the first search
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self._look)
        host = bench.host
        bench.opened.connect(self._on_opened)
        bench.edited.connect(self._soon.start)
        for settled in (host.ready, host.finished, host.failed, bench.taken_in, bench.intake_failed):
            settled.connect(self._on_settled)
        host.started.connect(self._wait)

    @property
    def busy(self) -> bool:
        """Whether new suggestions are on their way."""
        return self._soon.isActive() or self.is_looking

    @property
    def is_looking(self) -> bool:
        """Whether pictures are being read or compared now."""
        return self._job is not None and self._job.busy

    @Slot()
    def stop(self) -> None:
        """Look no further until something is edited."""
        self._soon.stop()
        self._wait()

    def close(self) -> None:
        """Join the thread."""
        self._soon.stop()
        if self._job is not None:
            self._job.close()

    @Slot()
    def _on_opened(self) -> None:
        self.stop()
        self._tell(())
        self._soon.start()

    @Slot()
    def _on_settled(self, *_: object) -> None:
        self._soon.start()

    @Slot()
    def _wait(self) -> None:
        if self._job is not None and self._job.busy:
            self._job.cancel()
            self.looked.emit(0, 0)

    @Slot()
    def _look(self) -> None:
        engine, project = self._bench.host.engine, self._bench.project
        if engine is None or self._bench.host.busy or self._bench.intake.busy:
            return  # `ready`, the end of the run and the end of the drop come back here
        if self._job is None:
            self._job = JobRunner("suggestions", self)
            self._job.progressed.connect(self._on_progressed)
            self._job.succeeded.connect(self._on_succeeded)
            self._job.failed.connect(self._on_failed)
        self._began_s = time.monotonic()
        self._job.start(lambda: _suggest(engine, project), next(self._run_ids))

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, values: tuple[EmbeddingStep | None, ...]) -> None:
        step = values[-1]
        if step is not None and time.monotonic() - self._began_s > _WORTH_TELLING_S:
            self.looked.emit(step.done, step.total)

    @Slot(int, object)
    def _on_succeeded(self, _run_id: int, suggestions: tuple[Suggestion, ...]) -> None:
        self.looked.emit(0, 0)
        self._tell(suggestions)

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        """Nobody waits for it: the log keeps the reason."""
        self.looked.emit(0, 0)
        told(error)

    def _tell(self, suggestions: tuple[Suggestion, ...]) -> None:
        if suggestions != self._now:
            self._now = suggestions
            self.suggested.emit(suggestions)


def _suggest(engine: Engine, project: Project) -> Generator[Any, None, Any]:
    from handful.workflows.suggest import suggest

    return (yield from suggest(engine, project))
