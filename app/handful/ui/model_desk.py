"""A model out: asks for the place, has the model made and written by a job, and says how it went."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from handful.jobs import JobRunner
from handful.project.document import Project
from handful.ui.dialogs import Dialogs
from handful.ui.export_desk import Say
from handful.ui.failures import told
from handful.ui.remembered import Remembered
from handful.ui.speech import spoken
from handful.ui.views import words
from handful.ui.views.state import NoticeState
from handful.ui.workbench import Workbench
from handful.workflows.model_forms import MODEL_FORMS, ModelForm, why_not
from handful.workflows.progress import AdaptationStep, EmbeddingStep

if TYPE_CHECKING:
    from handful.workflows.engine import Engine
    from handful.workflows.export_model import ExportedModel


class ModelDesk(QObject):
    """One model at a time; a newer one takes the place of one that is still being written."""

    def __init__(
        self, bench: Workbench, dialogs: Dialogs, remembered: Remembered, say: Say, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench, self._dialogs, self._remembered, self._say = bench, dialogs, remembered, say
        self._run_ids = itertools.count(1)
        self._job = JobRunner("model", self)
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_written)
        self._job.failed.connect(self._on_failed)

    def close(self) -> None:
        """Stop, and join the thread."""
        self._job.close()

    def export(self) -> None:
        """Ask where to, and write; where no form is possible, say why instead."""
        lacking = {name: why_not(name) for name in MODEL_FORMS}
        forms = [form for form in MODEL_FORMS.values() if lacking[form.name] is None]
        if self._bench.host.engine is None:
            self._say(NoticeState(self.tr("The engine is still loading; try again in a moment."), "warning"))
        elif not forms:
            self._say(NoticeState(words.sentence(spoken(next(iter(lacking.values())) or "")), "warning"))
        else:
            stem = self._bench.session.path.stem
            answer = self._dialogs.model_to_save(self._remembered.folder, stem, forms)
            if answer is not None:
                self._remembered.keep_folder(answer[1].parent)
                self.write(*answer)

    def write(self, form: ModelForm, path: Path) -> None:
        """Make the model of the project as it is now, and write it."""
        engine, project, learner = self._bench.host.engine, self._bench.project, self._bench.learner
        if engine is not None:
            self._job.start(lambda: _write(engine, project, learner, form, path), next(self._run_ids))

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, steps: tuple[object, ...]) -> None:
        step = steps[-1]
        if isinstance(step, EmbeddingStep):
            text = self.tr("Looking at the examples: {done} of {total}")
            text = text.format(done=step.done, total=step.total)
        elif isinstance(step, AdaptationStep):
            text = self.tr("Learning from the examples…")
        else:
            text = self.tr("Writing the model…")
        self._say(NoticeState(text, action=self.tr("Stop")), self._stop)

    @Slot(int, object)
    def _on_written(self, _run_id: int, written: ExportedModel) -> None:
        path = written.path
        size = f"{written.n_bytes / 1e6:.1f} MB"
        text = self.tr("The model of {n} classes went to {name} ({size})")
        if len(written.class_names) == 1:
            text = self.tr("The model of 1 class went to {name} ({size})")
        notice = NoticeState(
            text.format(n=len(written.class_names), name=path.name, size=size),
            "warning" if written.left_out else "success",
            details="\n".join([str(path), *self._left_out(written)]),
            action=self.tr("Show folder"),
        )
        self._say(notice, lambda: _show_folder(path.parent))

    def _left_out(self, written: ExportedModel) -> list[str]:
        text = self.tr("{name} has no picture that can be read; the model does not know it")
        return [text.format(name=name) for name in written.left_out]

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self._say(NoticeState(words.sentence(told(error)), "error"))

    def _stop(self) -> None:
        self._job.cancel()


def _write(
    engine: Engine, project: Project, learner: str, form: ModelForm, path: Path
) -> Generator[Any, None, ExportedModel]:
    from handful.workflows.export_model import ModelOrder, ModelSource, export_model

    return (yield from export_model(engine, ModelSource(project, learner), ModelOrder(learner, form, path)))


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
