"""Runs the insight workflows on threads of their own. Knows the engine and a snapshot; shows nothing.

One run at a time for the tab in front, another for the heat map; a newer request takes the place of an older.
The threads begin with the first request.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from handful.jobs import JobRunner, Workflow
from handful.project.document import Project
from handful.ui.failures import told
from handful.workflows.insight_values import (
    Confusion,
    ExamplesJudged,
    HeatMap,
    HeldOutStep,
    MapKind,
    PictureMap,
)
from handful.workflows.progress import EmbeddingStep

if TYPE_CHECKING:
    from handful.workflows.engine import Engine

_run_ids = itertools.count(1)


class InsightHost(QObject):
    """Signals are facts; `read(done, total)` tells how far pictures are read for what was asked last."""

    read = Signal(int, int)
    map_drawn = Signal(object)
    examples_judged = Signal(object)
    confusion_counted = Signal(object)
    heat_map_made = Signal(object)
    failed = Signal(str)
    heat_map_failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: JobRunner | None = None
        self._detail: JobRunner | None = None

    @property
    def busy(self) -> bool:
        """Whether the tab in front waits for something."""
        return any(runner is not None and runner.busy for runner in (self._work, self._detail))

    def draw_map(self, engine: Engine, project: Project, kind: MapKind) -> None:
        """The answer is `map_drawn`, several times while the map takes shape."""
        self._start(lambda: _draw_map(engine, project, kind))

    def judge_examples(self, engine: Engine, project: Project, learner: str) -> None:
        """The answer is `examples_judged`."""
        self._start(lambda: _judge_examples(engine, project, learner))

    def count_confusion(self, project: Project) -> None:
        """The answer is `confusion_counted`; it needs no engine."""
        self._start(lambda: _count_confusion(project))

    def make_heat_map(self, engine: Engine, project: Project, picture_id: int, class_id: int) -> None:
        """The answer is `heat_map_made` or `heat_map_failed`."""
        if self._detail is None:
            self._detail = JobRunner("heat map", self)
            self._detail.succeeded.connect(self._on_heat_map)
            self._detail.failed.connect(self._on_heat_map_failed)
        self._detail.start(lambda: _heat_map(engine, project, picture_id, class_id), next(_run_ids))

    def cancel(self) -> None:
        """Stop what is being computed; nobody looks at it any more."""
        for runner in (self._work, self._detail):
            if runner is not None:
                runner.cancel()

    def close(self) -> None:
        """Cancel and join the threads."""
        for runner in (self._work, self._detail):
            if runner is not None:
                runner.close()

    def _start(self, make: Workflow) -> None:
        if self._work is None:
            self._work = JobRunner("insight", self)
            self._work.progressed.connect(self._on_progressed)
            self._work.succeeded.connect(self._on_succeeded)
            self._work.failed.connect(self._on_failed)
        self._work.start(make, next(_run_ids))

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, values: tuple[object, ...]) -> None:
        """Of values that came together only the last is worth showing."""
        match values[-1]:
            case PictureMap():
                self.map_drawn.emit(values[-1])
            case EmbeddingStep(done=done, total=total) | HeldOutStep(done=done, total=total):
                self.read.emit(done, total)

    @Slot(int, object)
    def _on_succeeded(self, _run_id: int, value: object) -> None:
        match value:
            case PictureMap():
                self.map_drawn.emit(value)
            case ExamplesJudged():
                self.examples_judged.emit(value)
            case Confusion():
                self.confusion_counted.emit(value)

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self.failed.emit(told(error))

    @Slot(int, object)
    def _on_heat_map(self, _run_id: int, value: HeatMap) -> None:
        self.heat_map_made.emit(value)

    @Slot(int, object)
    def _on_heat_map_failed(self, _run_id: int, error: BaseException) -> None:
        self.heat_map_failed.emit(told(error))


def _draw_map(engine: Engine, project: Project, kind: MapKind) -> Generator[Any, None, Any]:
    from handful.workflows.insight_map import draw_map

    return (yield from draw_map(engine, project, kind))


def _judge_examples(engine: Engine, project: Project, learner: str) -> Generator[Any, None, Any]:
    from handful.workflows.insight_examples import judge_examples

    return (yield from judge_examples(engine, project, learner))


def _count_confusion(project: Project) -> Generator[Any, None, Any]:
    from handful.workflows.insight_confusion import count_confusion

    return (yield from count_confusion(project))


def _heat_map(engine: Engine, project: Project, picture_id: int, class_id: int) -> Generator[Any, None, Any]:
    from handful.workflows.insight_heat_map import heat_map

    return (yield from heat_map(engine, project, picture_id, class_id))
