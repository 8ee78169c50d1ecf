"""Moved pictures: notices that some are missing, has them searched by a job, takes over what was found."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from handful.jobs import JobRunner, Workflow
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
    from handful.ui.views.relink_dialog import RelinkDialog
    from handful.workflows.find_moved import CheckStep, SearchStep
    from handful.workflows.progress import Outcome

SHOWN_LINES: Final = 200


class RelinkDesk(QObject):
    """One search at a time. Nothing is changed before the person takes what was found."""

    def __init__(
        self,
        window: QWidget,
        bench: Workbench,
        dialogs: Dialogs,
        remembered: Remembered,
        say: Say,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._bench, self._dialogs = window, bench, dialogs
        self._remembered, self._say = remembered, say
        self._missing: tuple[int, ...] = ()
        self._found: dict[int, str] = {}
        self._searching = self._message = ""
        self._found_before = 0
        self._dialog: RelinkDialog | None = None
        self._run_ids = itertools.count(1)
        self._job: JobRunner | None = None
        bench.opened.connect(self._on_opened)
        bench.host.finished.connect(self._on_classified)
        bench.host.failed.connect(self._on_not_classified)

    def close(self) -> None:
        """Stop, and join the thread."""
        if self._job is not None:
            self._job.close()

    @property
    def dialog(self) -> RelinkDialog | None:
        """The dialog while it is open."""
        return self._dialog

    @property
    def busy(self) -> bool:
        """Whether pictures are being looked for."""
        return self._job is not None and self._job.busy

    @Slot()
    def check(self) -> None:
        """Look whether all pictures are where they were; a notice says so where some are not."""
        if self._dialog is None and self._bench.project.pictures and not self._bench.session.read_only:
            project = self._bench.project
            self._start(lambda: _find_missing(project))

    @Slot()
    def open(self) -> None:
        """Show what is missing and search likely places at once."""
        from handful.ui.views.relink_dialog import RelinkDialog

        if self._dialog is None:
            self._found, self._message = {}, ""
            self._dialog = RelinkDialog(self._window)
            self._dialog.folder_requested.connect(self._choose_folder)
            self._dialog.stop_requested.connect(self._stop)
            self._dialog.accepted.connect(self._take)
            self._dialog.finished.connect(self._on_closed)
            project = self._bench.project
            self._searching = self.tr("Looking for the pictures at their places…")
            self._start(lambda: _find_missing(project))
        self._dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        folder = self._dialogs.moved_folder(self._remembered.folder)
        if folder is not None:
            self._remembered.keep_folder(folder)
            project, wanted = self._bench.project, self._still_missing()
            self._searching = self.tr("Searching in {folder}").format(folder=folder)
            self._start(lambda: _search_folder(project, wanted, folder))

    def _start(self, make: Workflow) -> None:
        if self._job is None:
            self._job = JobRunner("moved", self)
            self._job.progressed.connect(self._on_progressed)
            self._job.succeeded.connect(self._on_ended)
            self._job.failed.connect(self._on_failed)
        self._message, self._found_before = "", len(self._found)
        self._job.start(make, next(self._run_ids))
        self._show()

    @Slot(int, object)
    def _on_progressed(self, _run_id: int, steps: tuple[CheckStep | SearchStep, ...]) -> None:
        for step in steps:
            self._found |= getattr(step, "found", {})
        self._show(steps[-1].done, steps[-1].total)

    @Slot(int, object)
    def _on_ended(self, _run_id: int, missing: tuple[int, ...] | None) -> None:
        """The missing ones are known, or a search has ended."""
        searched, self._searching = self._searching, ""
        if missing is not None and self._dialog is not None:
            self._missing = missing
            self._search_likely_places()
        elif missing is not None:
            self._tell(missing)
        elif len(self._found) == self._found_before:
            self._message = self.tr("{where}: nothing was found").format(where=searched.rstrip("…"))
        self._show()

    def _search_likely_places(self) -> None:
        if self._missing:
            project, wanted = self._bench.project, self._missing
            folder = self._bench.session.path.parent
            self._searching = self.tr("Searching beside the project…")
            self._start(lambda: _search_likely(project, wanted, folder))

    def _tell(self, missing: tuple[int, ...]) -> None:
        """A notice, where more are missing than it was said before."""
        more = set(missing) - set(self._missing)
        self._missing = missing
        if more:
            one, many = (
                self.tr("1 picture is not where it was"),
                self.tr("{pictures} are not where they were"),
            )
            text = one if len(missing) == 1 else many.format(pictures=words.pictures(len(missing)))
            self._say(NoticeState(text, "warning", action=self.tr("Find them…")), self.open)

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        self._searching, self._message = "", words.sentence(told(error))
        self._show()

    @Slot()
    def _stop(self) -> None:
        """What was found by then stays on offer."""
        self._searching = ""
        if self._job is not None:
            self._job.cancel()
        self._show()

    @Slot()
    def _take(self) -> None:
        found = dict(self._found)
        self._missing = tuple(self._still_missing())
        if found and self._bench.relink(found):
            text = self.tr("{pictures} found again").format(pictures=words.pictures(len(found)))
            if self._missing:
                text += self.tr(" · {n} still missing").format(n=words.count(len(self._missing)))
            level: NoticeLevel = "warning" if self._missing else "success"
            self._say(NoticeState(text, level, details="\n".join(self._lines())))

    @Slot()
    def _on_closed(self) -> None:
        self._stop()
        dialog, self._dialog = self._dialog, None
        self._found = {}
        if dialog is not None:
            dialog.deleteLater()

    @Slot()
    def _on_opened(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._stop()
        self._missing = ()
        self.check()

    @Slot(object)
    def _on_classified(self, outcome: Outcome) -> None:
        """A file that cannot be read may have been moved meanwhile."""
        if outcome.unreadable and not self.busy:
            self.check()

    @Slot(str)
    def _on_not_classified(self, _text: str) -> None:
        """Where examples are missing that is the reason, and it is said in place of what follows from it."""
        if self._dialog is None:
            pictures = self._bench.project.pictures
            kept = [i for i in self._missing if i in pictures and pictures[i].role == "query"]
            self._missing = tuple(kept)  # examples that are missing are told again
            self.check()

    def _still_missing(self) -> list[int]:
        return [i for i in self._missing if i not in self._found]

    def _show(self, done: int = 0, total: int = 0) -> None:
        if self._dialog is None:
            return
        from handful.ui.views.relink_dialog import RelinkState

        state = RelinkState(
            missing=len(self._missing),
            found=len(self._found),
            searching=self._searching,
            done=done,
            total=total,
            lines=tuple(self._lines()),
            message=self._message,
        )
        self._dialog.set_state(state)

    def _lines(self) -> list[str]:
        """One line a picture that is still missing, the first of them."""
        from handful.workflows.find_moved import why_missing

        still = [i for i in self._still_missing() if i in self._bench.project.pictures]
        lines = [
            f"{path}: {spoken(reason)}"
            for path, reason in why_missing(self._bench.project, still[:SHOWN_LINES])
        ]
        more = len(still) - SHOWN_LINES
        return [*lines, *([f"… {more}"] if more > 0 else [])]


def _find_missing(project: Project) -> Generator[Any, None, tuple[int, ...]]:
    from handful.workflows.find_moved import find_missing

    return (yield from find_missing(project))


def _search_likely(project: Project, wanted: tuple[int, ...], folder: Path) -> Generator[Any, None, None]:
    from handful.workflows.find_moved import search_likely_places

    yield from search_likely_places(project, wanted, folder)


def _search_folder(project: Project, wanted: list[int], folder: Path) -> Generator[Any, None, None]:
    from handful.workflows.find_moved import search_folder

    yield from search_folder(project, wanted, folder)
