"""Which classes have too few examples, or one that hurts: judged after each run, for the cards on the shelf.

Judged by prototypes, which takes well under a second for some hundred examples, whatever the project's
learner is; with more examples than that nobody waits for it, and only the tab of examples tells.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from handful.jobs import JobRunner
from handful.project.document import Project
from handful.ui.failures import told
from handful.ui.retelling import when_language_changes
from handful.ui.views.words import count
from handful.ui.workbench import Workbench
from handful.workflows.insight_values import ClassMeter, ExamplesJudged

if TYPE_CHECKING:
    from handful.workflows.engine import Engine

LEARNER: Final = "prototypes"
MOST_EXAMPLES: Final = 400
QUIET_MS: Final = 600  # after a run: who drops one picture after the other is not judged in between


class ExampleMarks(QObject):
    """`changed(Mapping)`: words by class id, for the classes that have something to be said."""

    changed = Signal(object)

    def __init__(self, bench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._bench = bench
        self._judged = ExamplesJudged()
        self._run_ids = itertools.count(1)
        self._job: JobRunner | None = None
        self._soon = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._soon.timeout.connect(self._judge)
        bench.host.started.connect(self._wait)
        bench.host.finished.connect(self._soon.start)
        bench.opened.connect(self._forget)
        bench.too_few_classes.connect(self._forget)
        when_language_changes(window, self._tell)

    @property
    def busy(self) -> bool:
        """Whether a judgement is still to come."""
        return self._soon.isActive() or (self._job is not None and self._job.busy)

    def close(self) -> None:
        """Join the thread."""
        self._soon.stop()
        if self._job is not None:
            self._job.close()

    @Slot()
    def _judge(self) -> None:
        engine, project = self._bench.host.engine, self._bench.project
        examples = sum(picture.role == "support" for picture in project.pictures.values())
        if engine is None or self._bench.host.busy or self._is_judged():
            return
        if examples > MOST_EXAMPLES:
            self._forget()
            return
        if self._job is None:
            self._job = JobRunner("marks", self)
            self._job.succeeded.connect(self._on_judged)
            self._job.failed.connect(self._on_failed)
        self._job.start(lambda: _judge_examples(engine, project), next(self._run_ids))

    def _is_judged(self) -> bool:
        return bool(self._judged.meters) and self._judged.support_revision == (
            self._bench.project.support_revision
        )

    @Slot()
    def _wait(self) -> None:
        """Sorting goes first."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _forget(self, *_: object) -> None:
        self._wait()
        self._judged = ExamplesJudged()
        self._tell()

    @Slot(int, object)
    def _on_judged(self, _run_id: int, judged: ExamplesJudged) -> None:
        if judged.support_revision == self._bench.project.support_revision:
            self._judged = judged
            self._tell()

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        """Nobody asked for it: what is known stays."""
        told(error)

    def _tell(self) -> None:
        self.changed.emit(self._words())

    def _words(self) -> Mapping[int, str]:
        names = {each.id: each.name for each in self._bench.project.classes}
        hurting = Counter(doubt.class_id for doubt in self._judged.doubts)
        looks_like = {doubt.class_id: names.get(doubt.looks_like, "") for doubt in self._judged.doubts}
        said: dict[int, str] = {}
        for meter in self._judged.meters:
            number = hurting[meter.class_id]
            if number == 1:
                text = self.tr("1 example looks more like {name}")
                said[meter.class_id] = text.format(name=looks_like[meter.class_id])
            elif number:
                said[meter.class_id] = self.tr("{n} examples look like other classes").format(n=count(number))
            elif meter.verdict in ("alone", "weak"):
                said[meter.class_id] = self._too_few(meter)
        return said

    def _too_few(self, meter: ClassMeter) -> str:
        if meter.verdict == "alone":
            return self.tr("Too few: add a second example")
        text = self.tr("Too few: {right} of {held_out} recognised")
        return text.format(right=count(meter.right), held_out=count(meter.held_out))


def _judge_examples(engine: Engine, project: Project) -> Generator[Any, None, ExamplesJudged]:
    from handful.workflows.insight_examples import judge_examples

    return (yield from judge_examples(engine, project, LEARNER))
