"""Commands that reach beyond the open project: other projects, files to add, the demo.

Owns which dialog comes when and what the notice bar says; the work is done by the workbench and by jobs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

import handful
from handful.jobs import JobRunner
from handful.project.document import ProjectError
from handful.project.recent import SUFFIX, RecentProjects
from handful.project.session import Session
from handful.ui.dialogs import Dialogs
from handful.ui.failures import told
from handful.ui.intake import Drop
from handful.ui.places import Places
from handful.ui.remembered import Remembered
from handful.ui.speech import spoken, spoken_error
from handful.ui.views import words
from handful.ui.views.state import NoticeLevel, NoticeState
from handful.ui.workbench import Workbench
from handful.workflows.progress import TakeInSummary

if TYPE_CHECKING:
    from handful.workflows.demo import DemoFolders, DemoStep

SHOWN_FILES = 200


class Desk(QObject):
    """`notice(NoticeState | None)` is for the notice bar; `project_opened` follows each change of project."""

    notice = Signal(object)
    project_opened = Signal()
    quit_requested = Signal()

    def __init__(
        self,
        bench: Workbench,
        dialogs: Dialogs,
        places: Places,
        recent: RecentProjects,
        remembered: Remembered,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench, self._dialogs, self._places, self._recent = bench, dialogs, places, recent
        self._remembered = remembered
        self.is_shown: Callable[[Path], bool] = lambda _path: False
        """Asked before a project is opened: whether a window, which comes to the front, has it."""
        self._after_notice: Callable[[], None] | None = None
        self._stopped = False  # whether the notice offers to go on
        self._refused = False  # whether the notice says why the last step was not taken
        self._run_ids = itertools.count(1)
        self._demo = JobRunner("demo", self)
        self._demo.progressed.connect(self._on_demo_progressed)
        self._demo.succeeded.connect(self._on_demo_drawn)
        self._demo.failed.connect(self._on_job_failed)
        bench.refused.connect(self._on_refused)
        bench.edited.connect(self._on_edited)
        bench.intake_failed.connect(self._on_refused)
        bench.taken_in.connect(self._on_taken_in)
        bench.host.failed.connect(self._on_refused)
        bench.host.load_failed.connect(self._on_load_failed)
        bench.host.started.connect(self._on_started)

    def close(self) -> None:
        """Join the threads."""
        self._demo.close()

    def new_project(self) -> None:
        """An untitled project, on disk at once; the one that is open where nothing is in it yet."""
        project, path = self._bench.project, self._bench.session.path
        if path.parent == self._places.untitled and not project.pictures and not project.classes:
            self.say(None)
            return
        self._open(lambda: self._places.new_session(self._remembered.of_new_project()))

    def open_project(self, path: Path | None = None) -> None:
        """Open a project file, asking for it where none is given."""
        chosen = path or self.ask_for_project()
        if chosen is not None and not self.is_shown(chosen):
            self._open(lambda: Session.open(chosen))

    def ask_for_project(self) -> Path | None:
        """The project file that the person chooses."""
        chosen = self._dialogs.project_to_open(self._remembered.folder)
        if chosen is not None:
            self._remembered.keep_folder(chosen.parent)
        return chosen

    def drop(self, paths: Sequence[Path]) -> list[Path]:
        """Open the first project among what was dropped; returns what is none."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX]
        if projects:
            self.open_project(projects[0])
        return [path for path in paths if path not in projects]

    def save_as(self) -> None:
        """Put a copy of the project where the person says, and go on with that one."""
        session = self._bench.session
        path = self._dialogs.project_to_save(self._remembered.folder, session.path.name)
        if path is None or path == session.path:
            return
        try:
            session.copy_to(path, overwrite=True)  # the dialog asked
        except ProjectError as error:
            self._on_refused(spoken_error(error))
            return
        self._open(lambda: Session.open(path))

    def add_pictures(self, class_id: int | None = None) -> None:
        """Choose picture files, for a class or to label."""
        files = self._dialogs.pictures(self._remembered.folder)
        if files:
            self._remembered.keep_folder(Path(files[0]).parent)
            self._bench.drop(files, class_id)

    def add_folder(self) -> None:
        """Choose a folder: of pictures, or of class folders."""
        folder = self._dialogs.folder(self._remembered.folder)
        if folder is not None:
            self._remembered.keep_folder(folder)
            self._bench.drop([folder])

    def show_demo(self) -> None:
        """Draw the demo pictures and open them in a project that nothing else is in."""
        from handful.workflows.demo import draw_demo

        folder = self._places.demo
        self._demo.start(lambda: draw_demo(folder), next(self._run_ids))
        self.say(NoticeState(self.tr("Drawing the demo pictures…")))

    def show_in_folder(self, picture_id: int) -> None:
        """Open the folder of a picture in the platform's file manager."""
        picture = self._bench.project.pictures.get(picture_id)
        if picture is not None:
            _show_folder(Path(picture.path).parent)

    def about(self) -> None:
        """Which version this is."""
        self._dialogs.about(
            self.tr(
                "Handful {version}\n\nLearns new picture classes from a handful of examples each."
            ).format(version=handful.__version__)
        )

    def dismiss_notice(self) -> None:
        """Take the message away."""
        self.say(None)

    def follow_notice(self) -> None:
        """Do what the notice's button offers."""
        follow, self._after_notice = self._after_notice, None
        self.say(None)
        if follow is not None:
            follow()

    def stop(self) -> None:
        """Stop taking in and classifying at once; what waits can be gone on with."""
        classifying = self._bench.host.is_ready and self._bench.host.busy
        self._bench.intake.cancel()
        self._bench.host.cancel()
        if classifying:
            text = self.tr("Stopped. What was classified stays.")
            self.say(NoticeState(text, action=self.tr("Go on")), self._bench.reclassify)
            self._stopped = True

    def _open(self, make: Callable[[], Session]) -> None:
        try:
            session = make()
        except ProjectError as error:
            self._on_refused(spoken_error(error))
            return
        self.say(None)
        self._bench.open(session)
        self._recent.add(session.path)
        if session.read_only:
            text = self.tr("This project can only be looked at: {why}").format(
                why=spoken(session.read_only_reason or "")
            )
            self.say(NoticeState(text, "warning"))
        self.project_opened.emit()

    def say(self, notice: NoticeState | None, follow: Callable[[], None] | None = None) -> None:
        """Show a notice, None takes it away; `follow` is what its button does."""
        self._after_notice, self._refused, self._stopped = follow, False, False
        self.notice.emit(notice)

    @Slot(str)
    def _on_refused(self, text: str) -> None:
        self.say(NoticeState(words.sentence(text), "error"))
        self._refused = True

    @Slot()
    def _on_started(self) -> None:
        """It goes on already."""
        if self._stopped:
            self.say(None)

    @Slot()
    def _on_edited(self) -> None:
        """A step that could be taken makes the refusal of the one before old news."""
        if self._refused:
            self.say(None)

    @Slot(str)
    def _on_load_failed(self, text: str) -> None:
        message = self.tr("Pictures cannot be classified: {why}").format(why=text)
        self.say(NoticeState(message, "error", action=self.tr("Try again")), self._bench.host.load)

    @Slot(object, object)
    def _on_taken_in(self, _drop: Drop, summary: TakeInSummary) -> None:
        out = len(summary.duplicates) + len(summary.skipped)
        if not out and summary.added:
            return  # the pictures are there to see
        parts = [self.tr("{pictures} added").format(pictures=words.pictures(summary.added))]
        if summary.duplicates:
            parts.append(self.tr("{n} already here").format(n=len(summary.duplicates)))
        if summary.skipped:
            parts.append(self.tr("{n} cannot be read").format(n=len(summary.skipped)))
        if not out:
            parts = [self.tr("There is no picture in what was dropped")]
        level: NoticeLevel = "warning" if summary.skipped or not summary.added else "info"
        self.say(NoticeState(" · ".join(parts), level, details=_details(summary)))

    @Slot(int, object)
    def _on_demo_progressed(self, _run_id: int, steps: tuple[DemoStep, ...]) -> None:
        text = self.tr("Drawing the demo pictures: {done} of {total}")
        self.say(NoticeState(text.format(done=steps[-1].done, total=steps[-1].total)))

    @Slot(int, object)
    def _on_demo_drawn(self, _run_id: int, folders: DemoFolders) -> None:
        if self._bench.project.pictures or self._bench.project.classes:
            self.new_project()
        self.say(None)
        self._bench.drop([str(folders.support)])
        self._bench.drop([str(folders.unsorted)])

    @Slot(int, object)
    def _on_job_failed(self, _run_id: int, error: BaseException) -> None:
        self._on_refused(told(error))


def _show_folder(folder: Path) -> None:
    """Open it in the platform's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _details(summary: TakeInSummary) -> str:
    """One line a file that was left out, the first of them."""
    lines = [f"{path}: {spoken(reason)}" for path, reason in summary.skipped]
    lines += [f"{path} = {same}" for path, same in summary.duplicates]
    more = len(lines) - SHOWN_FILES
    return "\n".join([*lines[:SHOWN_FILES], *([f"… {more}"] if more > 0 else [])])
