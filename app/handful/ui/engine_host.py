"""The engine as the window knows it: loads once, classifies when asked, explains a picture. Owns two jobs.

It knows when to run and whether results are stale; it knows no view and changes no project.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from handful.jobs import JobRunner, Workflow
from handful.project.document import Project
from handful.ui.failures import told
from handful.workflows.progress import EngineReady, Nearest

if TYPE_CHECKING:
    from handful.workflows.engine import Engine

SETTLE_MS: Final = 150  # several changes in a row become one run

_run_ids = itertools.count(1)


class EngineHost(QObject):
    """Signals are facts: `ready(EngineReady)`, `load_failed(str)`, then for each run `started`,
    `progressed(tuple)` and one of `finished(Outcome)`, `stopped()`, `failed(str)`.
    """

    loading = Signal(object)
    ready = Signal(object)
    load_failed = Signal(str)
    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    stopped = Signal()
    failed = Signal(str)
    explained = Signal(int, object)  # picture id, tuple[Nearest, ...]

    def __init__(self, load: Workflow, parent: QObject | None = None) -> None:
        """load: makes the generator that returns the engine, which others may use too."""
        super().__init__(parent)
        self._load_engine = load
        self._engine: Engine | None = None
        self._wanted: tuple[Project, str] | None = None
        self._explaining = 0
        self._work = JobRunner("engine", self)
        self._work.progressed.connect(self._on_progressed)
        self._work.succeeded.connect(self._on_succeeded)
        self._work.failed.connect(self._on_failed)
        self._detail = JobRunner("detail", self)
        self._detail.succeeded.connect(self._on_explained)
        self._detail.failed.connect(self._on_explain_failed)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._run)

    @property
    def is_ready(self) -> bool:
        """Whether the engine is loaded."""
        return self._engine is not None

    @property
    def engine(self) -> Engine | None:
        """What other workflows may use; None until it is loaded."""
        return self._engine

    @property
    def busy(self) -> bool:
        """Whether pictures are being classified, or will be in a moment."""
        return self._settle.isActive() or (self.is_ready and self._work.busy)

    def load(self) -> None:
        """Import torch and load the encoder on the worker; a run that is asked for meanwhile waits for it."""
        self._work.start(self._load_engine, next(_run_ids))

    def classify(self, project: Project, learner: str) -> None:
        """Classify this snapshot soon; a newer request takes the place of an older one."""
        self._wanted = (project, learner)
        self._settle.start()

    def cancel(self) -> None:
        """Stop classifying at once; loading is not stopped."""
        self._wanted = None
        if self.busy:
            self._settle.stop()
            self._work.cancel()
            self.stopped.emit()

    def explain(self, project: Project, picture_id: int) -> None:
        """Find the nearest support pictures; the answer is `explained`, unless a newer one was asked."""
        engine = self._engine
        if engine is not None:
            self._explaining = picture_id
            self._detail.start(lambda: _explain(engine, project, picture_id), next(_run_ids))

    def close(self) -> None:
        """Cancel and join both threads."""
        self._settle.stop()
        self._work.close()
        self._detail.close()

    @Slot()
    def _run(self) -> None:
        engine = self._engine
        if engine is None or self._wanted is None:
            return  # `ready` starts it
        project, learner = self._wanted
        self._wanted = None
        self._work.start(lambda: _classify(engine, project, learner), next(_run_ids))
        self.started.emit()

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, values: tuple[object, ...]) -> None:
        if self.is_ready:
            self.progressed.emit(values)
        else:
            self.loading.emit(getattr(values[-1], "what", ""))

    @Slot(int, object)
    def _on_succeeded(self, _run_id: int, value: Any) -> None:
        if self.is_ready:
            self.finished.emit(value)
            return
        self._engine = value
        about: EngineReady = value.about()
        self.ready.emit(about)
        if self._wanted is not None:
            self._settle.start()

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        (self.failed if self.is_ready else self.load_failed).emit(told(error))

    @Slot(int, object)
    def _on_explained(self, _run_id: int, nearest: tuple[Nearest, ...]) -> None:
        self.explained.emit(self._explaining, nearest)

    @Slot(int, object)
    def _on_explain_failed(self, _run_id: int, error: BaseException) -> None:
        """Nobody waits for it: without an answer the inspector shows none."""
        told(error)


def engine_loader(device: str, cache_path: Path | None) -> Workflow:
    """Loads the bundled encoder; torch is imported where it runs, on the worker."""
    return lambda: _load(device, cache_path)


def _load(device: str, cache_path: Path | None) -> Generator[Any, None, Any]:
    from handful.workflows.warm import give_way, preload_torch_libraries

    preload_torch_libraries()
    from handful.workflows.engine import load_engine

    give_way()
    return (yield from load_engine(device=device, cache_path=cache_path))  # type: ignore[arg-type]


def _classify(engine: Engine, project: Project, learner: str) -> Generator[Any, None, Any]:
    from handful.workflows.classify import classify

    return (yield from classify(engine, project, learner))


def _explain(engine: Engine, project: Project, picture_id: int) -> Generator[Any, None, Any]:
    from handful.workflows.explain import nearest_support

    return (yield from nearest_support(engine, project, picture_id))
