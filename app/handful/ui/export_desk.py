"""Labels out: asks for the form and the place, has them written by a job, and says how it went."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from handful.jobs import JobRunner
from handful.ui.dialogs import Dialogs
from handful.ui.failures import told
from handful.ui.remembered import Remembered
from handful.ui.speech import spoken
from handful.ui.views import words
from handful.ui.views.state import NoticeLevel, NoticeState
from handful.ui.workbench import Workbench

if TYPE_CHECKING:
    from handful.workflows.labels_out import ExportOrder, ExportReport, ExportStep

SHOWN_FILES: Final = 200


class Say(Protocol):
    """Shows a notice; `follow` is what its button does."""

    def __call__(self, notice: NoticeState | None, follow: Callable[[], None] | None = None) -> None:
        """Show it."""


class ExportDesk(QObject):
    """One export at a time; a newer one takes the place of one that is still being written."""

    def __init__(
        self, bench: Workbench, dialogs: Dialogs, remembered: Remembered, say: Say, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench, self._dialogs, self._remembered, self._say = bench, dialogs, remembered, say
        self._order: ExportOrder | None = None
        self._run_ids = itertools.count(1)
        self._job = JobRunner("export", self)
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_written)
        self._job.failed.connect(self._on_failed)

    def close(self) -> None:
        """Stop, and join the thread: a folder that is half written goes."""
        self._job.close()

    def export(self) -> None:
        """Ask how and where, and write."""
        order = self._dialogs.export(self._remembered.folder, self._bench.session.path.stem)
        if order is not None:
            if order.out is not None:
                self._remembered.keep_folder(order.out.parent)
            self.write(order)

    def write(self, order: ExportOrder) -> None:
        """Write the labels of the project as it is now."""
        from handful.workflows.labels_out import export_labels

        project, self._order = self._bench.project, order
        self._job.start(lambda: export_labels(project, order), next(self._run_ids))

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, steps: tuple[ExportStep, ...]) -> None:
        step = steps[-1]
        if 0 < step.done < step.total:
            text = self.tr("Writing the labels: {done} of {total}").format(done=step.done, total=step.total)
            self._say(NoticeState(text, action=self.tr("Stop")), self._stop)

    @Slot(int, object)
    def _on_written(self, _run_id: int, report: ExportReport) -> None:
        out = self._order.out if self._order is not None else None
        where = out.name if out is not None else self.tr("sidecars beside them")
        parts = [
            self.tr("{pictures} went to {name}").format(pictures=words.pictures(report.written), name=where)
        ]
        if report.left_out:
            n = len(report.left_out)
            text = self.tr("1 was left out") if n == 1 else self.tr("{n} were left out")
            parts.append(text.format(n=words.count(n)))
        parts += [spoken(report.note)] if report.note else []
        level: NoticeLevel = "warning" if report.left_out else "success"
        details = "\n".join([*([str(out)] if out is not None else []), *_lines(report)])
        text = " · ".join(parts)
        if out is None:
            self._say(NoticeState(text, level, details=details))
        else:
            folder = out.parent
            self._say(
                NoticeState(text, level, details=details, action=self.tr("Show folder")),
                lambda: _show_folder(folder),
            )

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self._say(NoticeState(words.sentence(told(error)), "error"))

    def _stop(self) -> None:
        self._job.cancel()


def _lines(report: ExportReport) -> list[str]:
    """One line a picture that was left out, the first of them."""
    lines = [f"{path}: {spoken(reason)}" for path, reason in report.left_out[:SHOWN_FILES]]
    more = len(report.left_out) - SHOWN_FILES
    return [*lines, *([f"… {more}"] if more > 0 else [])]


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
