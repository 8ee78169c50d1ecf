"""The half of a job that lives on the worker thread. Owns the thread boundary; knows no receiver."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

Workflow = Callable[[], Generator[Any, None, Any]]
"""Makes the generator of one run; it is called on the worker, so it may import heavy libraries."""

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Run:
    """One start of a workflow: shared by both threads, which talk through the event and the lock."""

    run_id: int
    make: Workflow
    cancel_event: threading.Event = field(default_factory=threading.Event)
    _values: list[object] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def post(self, value: object) -> bool:
        """Leave a progress value for the receiver; True when it has to be told that there is something."""
        with self._lock:
            self._values.append(value)
            return len(self._values) == 1

    def take(self) -> tuple[object, ...]:
        """All progress values that were not taken yet, oldest first."""
        with self._lock:
            values, self._values = tuple(self._values), []
            return values


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The generator returned `value`."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The generator, or the making of it, raised `error`."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run was cancelled, and the generator closed."""


Ending = Succeeded | Failed | Stopped
STOPPED: Final = Stopped()


class Worker(QObject):
    """Iterates one run after the other on the thread it was moved to.

    What a run raises goes to the receiver, who knows which errors are expected; it is logged here only where
    nobody listens any more.
    """

    progress_posted = Signal(object)  # Run
    ended = Signal(object, object)  # Run, Ending

    @Slot(object)
    def run(self, run: Run) -> None:
        """Run to the end; whatever happens, `ended` is emitted exactly once."""
        self.ended.emit(run, self._finish(run))

    def _finish(self, run: Run) -> Ending:
        try:
            return self._iterate(run)
        except BaseException as error:  # the one broad catch: an error in a slot would vanish without a word
            if run.cancel_event.is_set():
                log.warning("run %d raised while it was being cancelled", run.run_id, exc_info=error)
                return STOPPED
            traceback.clear_frames(error.__traceback__)  # or the frames keep tensors alive after an OOM
            return Failed(error)

    def _iterate(self, run: Run) -> Ending:
        if run.cancel_event.is_set():
            return STOPPED
        generator = run.make()
        try:
            while not run.cancel_event.is_set():
                try:
                    value = next(generator)
                except StopIteration as stop:
                    return Succeeded(stop.value)
                if run.post(value):
                    self.progress_posted.emit(run)
            return STOPPED
        finally:
            generator.close()
