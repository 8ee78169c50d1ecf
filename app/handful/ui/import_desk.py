"""Labels in: asks for a table or a folder, has it read by a job, shows what it would do, and does it."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Slot

from handful.jobs import JobRunner
from handful.project.document import Project
from handful.ui.dialogs import Dialogs
from handful.ui.export_desk import Say
from handful.ui.failures import told
from handful.ui.remembered import Remembered
from handful.ui.speech import spoken
from handful.ui.views import words
from handful.ui.views.state import NoticeLevel, NoticeState
from handful.ui.workbench import Workbench

if TYPE_CHECKING:
    from handful.ui.views.import_preview import ImportPreviewState
    from handful.workflows.labels_in import ImportPlan, ImportStep

SHOWN_LINES: Final = 200
TABLES: Final = (".csv", ".tsv")


class ImportDesk(QObject):
    """One import at a time; a newer one takes the place of one that is still being read."""

    def __init__(
        self, bench: Workbench, dialogs: Dialogs, remembered: Remembered, say: Say, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench, self._dialogs, self._remembered, self._say = bench, dialogs, remembered, say
        self._source = Path()
        self._plan: ImportPlan | None = None
        self._run_ids = itertools.count(1)
        self._job: JobRunner | None = None
        bench.labels_imported.connect(self._on_imported)
        bench.opened.connect(self._stop)

    def close(self) -> None:
        """Stop, and join the thread."""
        if self._job is not None:
            self._job.close()

    @Slot()
    def import_table(self) -> None:
        """Ask for a table of labels."""
        self._take(self._dialogs.labels_table(self._remembered.folder))

    @Slot()
    def import_folders(self) -> None:
        """Ask for a folder of class folders."""
        self._take(self._dialogs.labels_folder(self._remembered.folder))

    def drop(self, paths: Sequence[Path]) -> list[Path]:
        """Import from the first table among what was dropped; returns what is none."""
        tables = [path for path in paths if path.suffix.lower() in TABLES]
        if tables:
            self.import_from(tables[0])
        return [path for path in paths if path not in tables]

    def import_from(self, source: Path) -> None:
        """Read the labels and show what they would do; nothing is changed before that."""
        if self._bench.session.read_only:
            self._say(
                NoticeState(words.sentence(spoken(self._bench.session.read_only_reason or "")), "warning")
            )
            return
        self._source, self._plan = source, None
        project, folder = self._bench.project, self._bench.session.path.parent
        self._runner().start(lambda: _plan(project, folder, source), next(self._run_ids))

    def _take(self, source: Path | None) -> None:
        if source is not None:
            self._remembered.keep_folder(source.parent)
            self.import_from(source)

    def _runner(self) -> JobRunner:
        if self._job is None:
            self._job = JobRunner("import", self)
            self._job.progressed.connect(self._on_progressed)
            self._job.succeeded.connect(self._on_planned)
            self._job.failed.connect(self._on_failed)
        return self._job

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, steps: tuple[ImportStep, ...]) -> None:
        text = self.tr("Reading the labels: {done} of {total}")
        text = text.format(done=words.count(steps[-1].done), total=words.count(steps[-1].total))
        self._say(NoticeState(text, action=self.tr("Stop")), self._stop)

    @Slot(int, object)
    def _on_planned(self, _run_id: int, plan: ImportPlan) -> None:
        self._say(None)
        if not plan.given:
            text = self.tr("{name} holds no label that can be used").format(name=self._source.name)
            self._say(NoticeState(text, "warning", details="\n".join(_lines(plan))))
            return
        role = self._dialogs.import_role(self._preview(plan))
        if role is not None:
            self._plan = plan
            self._bench.import_labels(plan.given, role)

    def _preview(self, plan: ImportPlan) -> ImportPreviewState:
        from handful.ui.views.import_preview import ClassLine, ImportPreviewState

        unknown = self.tr("Unknown (none of the classes)")
        return ImportPreviewState(
            source=self._source.name,
            pictures=len(plan.given),
            added=plan.added,
            relabelled=plan.relabelled,
            classes=tuple(ClassLine(c.name or unknown, c.pictures, c.is_new) for c in plan.classes),
            left_out=tuple(_lines(plan)),
            n_left_out=len(plan.left_out),
        )

    @Slot()
    def _on_imported(self) -> None:
        plan, self._plan = self._plan, None
        if plan is None:
            return
        text = self.tr("{pictures} labelled by {name}").format(
            pictures=words.pictures(len(plan.given)), name=self._source.name
        )
        if plan.left_out:
            text += self.tr(" · {n} left out").format(n=words.count(len(plan.left_out)))
        level: NoticeLevel = "warning" if plan.left_out else "success"
        self._say(NoticeState(text, level, details="\n".join(_lines(plan))))

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self._say(NoticeState(words.sentence(told(error)), "error"))

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _plan(project: Project, folder: Path, source: Path) -> Generator[Any, None, ImportPlan]:
    from handful.workflows.labels_in import plan_import

    return (yield from plan_import(project, folder, source))


def _lines(plan: ImportPlan) -> list[str]:
    """One line a label that is left out, the first of them."""
    lines = [f"{path}: {spoken(reason)}" for path, reason in plan.left_out[:SHOWN_LINES]]
    more = len(plan.left_out) - SHOWN_LINES
    return [*lines, *([f"… {more}"] if more > 0 else [])]
