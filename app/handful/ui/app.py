"""Starts the window: what is heavy begins only after the first paint. The composition of the ui room."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

import handful
from handful.jobs import JobRunner, Workflow
from handful.project.document import Change, ProjectError
from handful.project.recent import RecentProjects
from handful.project.session import Session
from handful.project.settings import AppSettings
from handful.ui.actions import action_table
from handful.ui.arranging import Arranger
from handful.ui.commanding import Commanding
from handful.ui.desk import Desk
from handful.ui.dialogs import Dialogs, QtDialogs
from handful.ui.drops import Drops
from handful.ui.engine_host import EngineHost, engine_loader
from handful.ui.export_desk import ExportDesk
from handful.ui.failures import keep_log, tell_uncaught, told
from handful.ui.first_paint import FirstPaint
from handful.ui.import_desk import ImportDesk
from handful.ui.insight.wiring import InsightDesk
from handful.ui.job_report import JobReport
from handful.ui.keymap import Keymap
from handful.ui.main_window import MainWindow
from handful.ui.model_desk import ModelDesk
from handful.ui.places import Places
from handful.ui.presenter import Presenter
from handful.ui.probe import Probe, probe_from_environment
from handful.ui.relink_desk import RelinkDesk
from handful.ui.remembered import Remembered
from handful.ui.shortcut_desk import ShortcutDesk
from handful.ui.speech import spoken, spoken_error
from handful.ui.theme import Theme
from handful.ui.threshold_desk import ThresholdDesk
from handful.ui.views.state import LearnerChoice, NoticeState, ToolbarState
from handful.ui.workbench import Workbench
from handful.workflows.learner_list import LEARNERS

log = logging.getLogger(__name__)


class App(QObject):
    """One window with everything that belongs to it. `begin` once it is shown, `finish` when it closes."""

    def __init__(
        self,
        qt: QApplication,
        places: Places,
        project: Path | None,
        *,
        dialogs: Dialogs | None = None,
        load: Workflow | None = None,
    ) -> None:
        """dialogs, load: what asks the person and what loads the engine, where it is not the real thing."""
        super().__init__()
        self._finished = False
        self.places = places
        self.settings = AppSettings(places.settings)
        self.recent = RecentProjects(places.recent)
        self.theme = Theme(self.settings.text("theme"), self)  # type: ignore[arg-type]
        self.theme.apply(qt)
        self.remembered = Remembered(self.settings)
        session, trouble = _first_session(project, places, self.recent, self.remembered)
        self.host = EngineHost(load or engine_loader(self.settings.text("device"), places.embeddings), self)
        self.bench = Workbench(session, self.host, self)
        self.report = JobReport(self.host, self.bench.intake, self)
        self.keymap = Keymap(action_table(), self.settings.text("shortcuts"), self)
        self.window = MainWindow(self.theme, self.keymap)
        self._make_desks(dialogs or QtDialogs(self.window))
        self.window.commands.connect_to(self._handlers())
        self.commanding.palettes.learners = learner_choices()
        self.commanding.set_moves_on(self.settings.text("after_decision") == "next")
        self._plots = JobRunner("plots", self)
        self._connect()
        self.window.restore_layout(self.settings.text("window_geometry"), self.settings.text("window_state"))
        self._show_project()
        if trouble:
            self.window.notice.set_state(NoticeState(trouble, "error"))

    def _make_desks(self, asked: Dialogs) -> None:
        """What the window's commands are done by."""
        self.desk = Desk(self.bench, asked, self.places, self.recent, self.remembered, self)
        self.exporting = ExportDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.importing = ImportDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.relinking = RelinkDesk(self.window, self.bench, asked, self.remembered, self.desk.say, self)
        self.model_desk = ModelDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.arranger = Arranger(self)
        self.presenter = Presenter(self.window, self.bench, self.arranger, self.theme, self.report)
        self.commanding = Commanding(self.window, self.presenter, self.bench, self.arranger, self.report)
        self.insight = InsightDesk(self.window, self.bench, self.presenter, asked, self.desk.say)
        keep_keys = partial(self._keep, "shortcuts")
        self.shortcut_desk = ShortcutDesk(
            self.window, self.theme, self.window.commands, self.keymap, keep_keys
        )

    @Slot()
    def begin(self) -> None:
        """Everything that can wait until the window is visible: the plotting library, then torch."""
        self.window.grid.setFocus()
        self.window.build_late()
        self._plots.start(_import_plots, 1)
        self.bench.reclassify()

    @Slot(int, object)
    def _on_plots_imported(self, _run_id: int, _nothing: None) -> None:
        self.window.build_plots()
        self._load_engine()

    @Slot(int, object)
    def _on_plots_failed(self, _run_id: int, error: BaseException) -> None:
        told(error)  # pictures are sorted without plots, too
        self._load_engine()

    def _load_engine(self) -> None:
        self._plots.close()
        self.relinking.check()
        self.host.load()

    @Slot()
    def finish(self) -> None:
        """Keep how the window stood, stop every job, close the project. A second call does nothing."""
        if self._finished:
            return
        self._finished = True
        self.insight.close()
        geometry, panes = self.window.layout_state()
        self._keep("window_geometry", geometry)
        self._keep("window_state", panes)
        self._plots.close()
        self.presenter.close()
        self.arranger.close()
        self.commanding.accepting.stop()
        self.exporting.close()
        self.importing.close()
        self.relinking.close()
        self.model_desk.close()
        self.desk.close()
        self.bench.close()

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return (
            self.commanding.handlers()
            | self.insight.handlers()
            | {
                "new": lambda: self.desk.new_project(),
                "open": lambda: self.desk.open_project(),
                "save_as": lambda: self.desk.save_as(),
                "add_files": lambda: self.desk.add_pictures(),
                "add_folder": lambda: self.desk.add_folder(),
                "import_table": self.importing.import_table,
                "import_folders": self.importing.import_folders,
                "find_moved": self.relinking.open,
                "export": lambda: self.exporting.export(),
                "export_model": lambda: self.model_desk.export(),
                "demo": lambda: self.desk.show_demo(),
                "quit": lambda: self.desk.quit_requested.emit(),
                "add_class": lambda: self.window.shelf.start_adding(),
                "cancel": lambda: self.desk.stop(),
                "advance": self._keep_advance,
                "shortcuts": self.shortcut_desk.open,
                "about": lambda: self.desk.about(),
            }
        )

    def _connect(self) -> None:
        ThresholdDesk(self.window.threshold, self.bench, self)
        Drops(self.window.grid, self.window.shelf, self.bench, (self.desk.drop, self.importing.drop))
        window, desk = self.window, self.desk
        self._plots.succeeded.connect(self._on_plots_imported)
        self._plots.failed.connect(self._on_plots_failed)
        window.closing.connect(self.finish)
        desk.quit_requested.connect(window.close)
        window.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        window.toolbar.learner_chosen.connect(self.bench.choose_learner)
        window.toolbar.learner_chosen.connect(self.remembered.keep_learner)
        window.toolbar.theme_chosen.connect(self._choose_theme)
        window.shelf.add_files_requested.connect(desk.add_pictures)
        window.grid.choose_files_requested.connect(desk.add_pictures)
        window.grid.choose_folder_requested.connect(desk.add_folder)
        window.grid.demo_requested.connect(desk.show_demo)
        window.grid.reveal_requested.connect(desk.show_in_folder)
        window.status.cancel_requested.connect(desk.stop)
        window.notice.dismissed.connect(desk.dismiss_notice)
        window.notice.action_requested.connect(desk.follow_notice)
        desk.notice.connect(window.notice.set_state)
        desk.project_opened.connect(self._show_project)
        self.bench.changed.connect(self._on_changed)
        self.bench.too_few_classes.connect(self.report.on_too_few_classes)
        self.bench.host.finished.connect(self.arranger.rescored)
        for size_px in self.settings.numbers("thumbnail_px")[:1]:
            window.grid.set_zoom(size_px)
        window.grid.zoom_changed.connect(self._keep_zoom)

    @Slot()
    def _show_project(self) -> None:
        self.report.forget()
        self.window.setWindowTitle(f"{self.bench.session.path.stem} — Handful")
        self._show_toolbar()

    def _show_toolbar(self) -> None:
        state = ToolbarState(
            self.bench.session.path.stem, learner_choices(), self.bench.learner, self.theme.mode
        )
        self.window.toolbar.set_state(state)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.settings_changed:
            self._show_toolbar()

    @Slot()
    def _fill_recent_menu(self) -> None:
        """Newest first, without the open one; a project whose file is gone is shown greyed."""
        menu = self.window.recent_menu
        menu.clear()
        for entry in self.recent.list():
            if entry.path != self.bench.session.path:
                action = menu.addAction(entry.path.stem.replace("&", "&&"))
                action.setToolTip(str(entry.path))
                action.setEnabled(entry.exists)
                action.triggered.connect(lambda _on=False, path=entry.path: self.desk.open_project(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No other project yet")).setEnabled(False)

    @Slot(str)
    def _choose_theme(self, mode: str) -> None:
        self.theme.set_mode(mode)  # type: ignore[arg-type]
        self._keep("theme", mode)
        self._show_toolbar()

    @Slot()
    def _keep_advance(self) -> None:
        moves_on = self.window.command["advance"].isChecked()
        self.commanding.reviewing.moves_on = moves_on
        self._keep("after_decision", "next" if moves_on else "stay")

    @Slot(int)
    def _keep_zoom(self, size_px: int) -> None:
        self._keep("thumbnail_px", (size_px,))

    def _keep(self, name: str, value: str | tuple[int, ...]) -> None:
        try:
            self.settings.set(name, value)
        except OSError as error:
            log.warning("the setting %s was not kept: %s", name, error)


def learner_choices() -> tuple[LearnerChoice, ...]:
    """The learners on offer, in words."""
    return tuple(
        LearnerChoice(each.name, spoken(each.title), spoken(each.summary)) for each in LEARNERS.values()
    )


def _import_plots() -> Generator[None, None, None]:
    """The plots are made on the window's thread, but importing what draws them holds nobody up here."""
    import pyqtgraph  # noqa: F401

    yield None


def _first_session(
    project: Path | None, places: Places, recent: RecentProjects, remembered: Remembered
) -> tuple[Session, str]:
    """The project asked for, else the last one, else a new one; and what went wrong on the way."""
    trouble = ""
    last = next((entry.path for entry in recent.list() if entry.exists), None)
    for path in (project, last):
        if path is None:
            continue
        try:
            session = Session.open(path)
        except ProjectError as error:
            trouble = trouble or spoken_error(error)
            continue
        if session.read_only and project is None:  # another window has it: this one starts afresh
            session.close()
            continue
        recent.add(session.path)
        return session, trouble or session.read_only_reason or ""
    session = places.new_session(remembered.of_new_project())
    recent.add(session.path)
    return session, trouble


def run(project: Path | None = None) -> int:
    """Show the window and stay until it is closed; returns the exit status."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Handful")
    qt.setApplicationVersion(handful.__version__)
    qt.setDesktopFileName("handful")
    places = Places.of_user()
    app = App(qt, places, project)
    tell_uncaught(lambda text: app.desk.notice.emit(NoticeState(text, "error")))
    first_paint = FirstPaint(app.window)
    first_paint.painted.connect(lambda: keep_log(places.log))
    first_paint.painted.connect(app.begin)  # before the probe: Qt asks the last filter first
    probe = probe_from_environment()
    if probe is not None:
        _report_to(probe, app)
    app.window.show()
    status = qt.exec()
    app.finish()
    return status


def _report_to(probe: Probe, app: App) -> None:
    """Tell the benchmark's probe how far the app is, and drop its pictures as a person would."""
    probe.setParent(app)
    probe.watch(app.window)
    app.host.loading.connect(lambda _what: probe.phase("engine"))
    app.host.ready.connect(lambda _about: probe.phase("ready"))
    app.host.started.connect(lambda: probe.phase("classify"))
    app.host.finished.connect(lambda _outcome: probe.phase("classified"))
    app.host.failed.connect(probe.failed)
    app.host.load_failed.connect(probe.failed)
    if probe.paths:
        app.host.ready.connect(lambda _about: app.bench.drop([str(p) for p in probe.paths]))
