"""Drops, one after the other: finds the pictures on a worker and hands them over batch by batch."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from handful.jobs import JobRunner
from handful.ui.failures import told
from handful.workflows.progress import Searching, TakeInSummary, TakenIn
from handful.workflows.take_in import take_in


@dataclass(frozen=True, slots=True)
class Drop:
    """What was dropped, and on which class (None: on no class).

    class_name: the class for pictures that no class folder names.
    """

    id: int
    paths: tuple[str, ...]
    class_id: int | None = None
    class_name: str | None = None


class Intake(QObject):
    """`taken(drop, TakenIn)` for each batch, then `finished(drop, TakeInSummary)` or `failed(drop, str)`."""

    taken = Signal(object, object)
    finished = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, known: Callable[[], Mapping[str, str]], parent: QObject | None = None) -> None:
        """known: content hash -> path of every picture in the project, asked for when a drop begins."""
        super().__init__(parent)
        self._known = known
        self._waiting: deque[Drop] = deque()
        self._current: Drop | None = None
        self._ids = itertools.count(1)
        self._job = JobRunner("intake", self)
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_succeeded)
        self._job.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether a drop is being taken in."""
        return self._current is not None

    def drop(
        self, paths: Sequence[str | Path], class_id: int | None = None, *, class_name: str | None = None
    ) -> None:
        """Take these in after whatever was dropped before."""
        self._waiting.append(Drop(next(self._ids), tuple(map(str, paths)), class_id, class_name))
        self._next()

    def cancel(self) -> None:
        """Forget what waits and stop; what was taken in already stays."""
        self._waiting.clear()
        self._current = None
        self._job.cancel()

    def close(self) -> None:
        """Cancel and join the thread."""
        self.cancel()
        self._job.close()

    def _next(self) -> None:
        if self._current is None and self._waiting:
            drop = self._current = self._waiting.popleft()
            known = dict(self._known())
            self._job.start(lambda: take_in(drop.paths, known, class_id=drop.class_id), drop.id)

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, values: tuple[TakenIn | Searching, ...]) -> None:
        for value in values:
            if isinstance(value, TakenIn):
                self.taken.emit(self._current, value)

    @Slot(int, object)
    def _on_succeeded(self, _run_id: int, summary: TakeInSummary) -> None:
        drop, self._current = self._current, None
        self.finished.emit(drop, summary)
        self._next()

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        drop, self._current = self._current, None
        self.failed.emit(drop, told(error))
        self._next()
