"""The half of a job that lives on the caller's thread: start, progress, cancel, exactly one ending a run."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from handful.jobs.worker import Ending, Failed, Run, Succeeded, Worker, Workflow

PROGRESS_INTERVAL_MS: Final = 34  # at most 30 updates a second reach the screen
STACK_BYTES: Final = 16 * 1024 * 1024  # torch needs more than the 512 KiB that macOS gives a thread


class JobRunner(QObject):
    """Runs workflows on one worker thread that lives as long as the runner.

    A run ends in exactly one of `succeeded`, `failed` and `cancelled`. Starting a run supersedes the
    running one: that one is cancelled, and whatever it still sends is dropped. `cancel` ends a run at once
    for the receiver; the worker stops at the next yield, and a later run waits for it.
    """

    progressed = Signal(int, object)  # run id, tuple of the values yielded since the last time, oldest first
    succeeded = Signal(int, object)  # run id, what the generator returned
    failed = Signal(int, object)  # run id, the exception
    cancelled = Signal(int)  # run id
    _run_requested = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: Run | None = None
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._thread.setStackSize(STACK_BYTES)
        self._worker = Worker()
        self._worker.moveToThread(self._thread)
        self._run_requested.connect(self._worker.run)
        self._worker.progress_posted.connect(self._on_progress_posted)
        self._worker.ended.connect(self._on_ended)
        self._delivery = QTimer(self, singleShot=True)
        self._delivery.timeout.connect(self._deliver)
        self._delivered_at_s = 0.0
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a run was started that has not ended for the receiver."""
        return self._current is not None

    def start(self, make: Workflow, run_id: int) -> None:
        """Run `make()` on the worker, superseding the run before. `run_id` has to be new."""
        if not self._thread.isRunning():
            raise RuntimeError("this JobRunner was closed; make a new one")
        self.cancel()
        run = Run(run_id, make)
        self._current = run
        self._run_requested.emit(run)

    def cancel(self) -> None:
        """End the current run at once; nothing when there is none. The worker stops at the next yield."""
        run = self._current
        if run is None:
            return
        run.cancel_event.set()
        self._forget()
        self.cancelled.emit(run.run_id)

    def close(self) -> None:
        """Cancel, and wait until the worker thread has ended. A second call does nothing."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _forget(self) -> None:
        self._current = None
        self._delivery.stop()

    @Slot(object)
    def _on_progress_posted(self, run: Run) -> None:
        if run is not self._current or self._delivery.isActive():
            return
        since_ms = (time.monotonic() - self._delivered_at_s) * 1000
        self._delivery.start(max(0, round(PROGRESS_INTERVAL_MS - since_ms)))

    @Slot()
    def _deliver(self) -> None:
        run = self._current
        values = run.take() if run is not None else ()
        if run is not None and values:
            self._delivered_at_s = time.monotonic()
            self.progressed.emit(run.run_id, values)

    @Slot(object, object)
    def _on_ended(self, run: Run, ending: Ending) -> None:
        if run is not self._current:
            return
        self._deliver()
        if run is not self._current:  # a receiver of the last progress cancelled, or started another
            return
        self._forget()
        match ending:
            case Succeeded(value):
                self.succeeded.emit(run.run_id, value)
            case Failed(error):
                self.failed.emit(run.run_id, error)
            case _:
                self.cancelled.emit(run.run_id)
