"""One window with everything that belongs to it: what is heavy begins only after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from handful.jobs import JobRunner
from handful.project.document import Change, ProjectError
from handful.project.session import Session
from handful.ui.arranging import Arranger
from handful.ui.commanding import Commanding
from handful.ui.commons import Commons
from handful.ui.desk import Desk
from handful.ui.dialogs import Dialogs, QtDialogs
from handful.ui.drops import Drops
from handful.ui.engine_host import EngineHost
from handful.ui.export_desk import ExportDesk
from handful.ui.failures import told
from handful.ui.import_desk import ImportDesk
from handful.ui.insight.wiring import InsightDesk
from handful.ui.job_report import JobReport
from handful.ui.language import LANGUAGES, LanguageChoice
from handful.ui.main_window import MainWindow
from handful.ui.model_desk import ModelDesk
from handful.ui.presenter import Presenter
from handful.ui.qt_types import QtTypes
from handful.ui.recent_desk import RecentDesk
from handful.ui.relink_desk import RelinkDesk
from handful.ui.retelling import when_language_changes
from handful.ui.shortcut_desk import ShortcutDesk
from handful.ui.speech import spoken, spoken_error
from handful.ui.threshold_desk import ThresholdDesk
from handful.ui.views.state import LearnerChoice, NoticeState, ToolbarState
from handful.ui.workbench import Workbench
from handful.workflows.learner_list import LEARNERS

if TYPE_CHECKING:
    from handful.ui.camera_desk import CameraDesk
    from handful.ui.guide_desk import GuideDesk


class App(QObject):
    """One window with everything that belongs to it. `begin` once it is shown, `finish` when it closes."""

    window_requested = Signal(object)  # the Path of a project, or None for a new one

    def __init__(
        self,
        commons: Commons,
        project: Path | None,
        *,
        dialogs: Dialogs | None = None,
        is_fresh: bool = False,
        window: MainWindow | None = None,
    ) -> None:
        """is_fresh: with a new project, where none is named, instead of the last one.

        dialogs: what asks the person, where it is not the real thing. window: where it is there already.
        """
        super().__init__()
        self._finished = False
        self.commons, self.places, self.theme = commons, commons.places, commons.theme
        self.keymap = commons.keymap
        self.settings, self.recent, self.remembered = commons.settings, commons.recent, commons.remembered
        session, trouble = _first_session(project, commons, is_fresh)
        self.host = EngineHost(commons.engine.load, self)
        self.bench = Workbench(session, self.host, self)
        self.report = JobReport(self.host, self.bench.intake, self)
        self.window = window or commons.make_window()
        self._make_desks(dialogs or QtDialogs(self.window))
        self.window.commands.connect_to(self._handlers())
        self.commanding.palettes.learners = learner_choices()
        self.commanding.set_moves_on(self.settings.text("after_decision") == "next")
        self._types = QtTypes(self)
        self._plots = JobRunner("plots", self)
        self._connect()
        self._show_project()
        self._show_language()
        when_language_changes(self.window, self._say_all)
        if trouble:
            self.window.notice.set_state(NoticeState(trouble, "error"))

    def _make_desks(self, asked: Dialogs) -> None:
        """What the window's commands are done by."""
        self.desk = Desk(self.bench, asked, self.places, self.recent, self.remembered, self)
        self.exporting = ExportDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.importing = ImportDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.relinking = RelinkDesk(self.window, self.bench, asked, self.remembered, self.desk.say, self)
        self.cameras: CameraDesk | None = None
        self._guide_desk: GuideDesk | None = None
        self.window.command["camera"].setVisible(False)  # until a camera is found
        self.model_desk = ModelDesk(self.bench, asked, self.remembered, self.desk.say, self)
        self.arranger = Arranger(self)
        self.presenter = Presenter(self.window, self.bench, self.arranger, self.theme, self.report)
        self.commanding = Commanding(self.window, self.presenter, self.bench, self.arranger, self.report)
        self.insight = InsightDesk(self.window, self.bench, self.presenter, asked, self.desk.say)
        keep_keys = partial(self.commons.keep, "shortcuts")
        self.shortcut_desk = ShortcutDesk(
            self.window, self.theme, self.window.commands, self.keymap, keep_keys
        )

    @Slot()
    def begin(self) -> None:
        """Everything that can wait until the window is visible: the plotting library, then torch."""
        self.window.grid.setFocus()
        self.window.build_late()
        self._types.make()
        self.bench.reclassify()

    @Slot()
    def _on_types_made(self) -> None:
        self._plots.start(_import_plots, 1)

    @Slot(int, object)
    def _on_plots_imported(self, _run_id: int, _nothing: None) -> None:
        self.window.build_plots()
        tab, place = self.settings.text("insight_tab"), self.settings.text("insight_place")
        self.insight.restore(tab, under_the_grid=place == "under")  # type: ignore[arg-type]
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
        self.commons.keep("window_geometry", geometry)
        self.commons.keep("window_state", panes)
        self._types.stop()
        self._plots.close()
        self.presenter.close()
        self.arranger.close()
        self.commanding.close()
        self.exporting.close()
        self.importing.close()
        self.relinking.close()
        if self.cameras is not None:
            self.cameras.close()
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
                "new_window": lambda: self.window_requested.emit(None),
                "open_window": self._open_window,
                "close_window": self._close_window,
                "save_as": lambda: self.desk.save_as(),
                "add_files": lambda: self.desk.add_pictures(),
                "add_folder": lambda: self.desk.add_folder(),
                "camera": self._take_pictures,
                "import_table": self.importing.import_table,
                "import_folders": self.importing.import_folders,
                "find_moved": self.relinking.open,
                "export": lambda: self.exporting.export(),
                "export_model": lambda: self.model_desk.export(),
                "demo": lambda: self.desk.show_demo(),
                "quit": lambda: self.desk.quit_requested.emit(),
                "add_class": lambda: self.window.shelf.start_adding(),
                "cancel": self._stop,
                "advance": self._keep_advance,
                **{f"language_{each}": partial(self._choose_language, each) for each in LANGUAGES},
                "guide": self._open_guide,
                "shortcuts": self.shortcut_desk.open,
                "about": lambda: self.desk.about(),
            }
        )

    def _connect(self) -> None:
        ThresholdDesk(self.window.threshold, self.bench, self)
        Drops(self.window.grid, self.window.shelf, self.bench, (self.desk.drop, self.importing.drop))
        window, desk = self.window, self.desk
        self._types.made.connect(self._on_types_made)
        self._plots.succeeded.connect(self._on_plots_imported)
        self._plots.failed.connect(self._on_plots_failed)
        window.closing.connect(self.finish)
        desk.quit_requested.connect(window.close)
        RecentDesk(
            window.recent_menu,
            self.recent,
            lambda: self.bench.session.path,
            lambda path: desk.open_project(path),
        )
        window.toolbar.learner_chosen.connect(self.bench.choose_learner)
        window.toolbar.learner_chosen.connect(self.remembered.keep_learner)
        window.toolbar.theme_chosen.connect(self._choose_theme)
        window.shelf.add_files_requested.connect(desk.add_pictures)
        window.grid.choose_files_requested.connect(desk.add_pictures)
        window.grid.choose_folder_requested.connect(desk.add_folder)
        window.grid.demo_requested.connect(desk.show_demo)
        window.grid.reveal_requested.connect(desk.show_in_folder)
        window.status.cancel_requested.connect(self._stop)
        window.notice.dismissed.connect(desk.dismiss_notice)
        window.notice.action_requested.connect(desk.follow_notice)
        desk.notice.connect(window.notice.set_state)
        desk.project_opened.connect(self._show_project)
        self.theme.mode_changed.connect(self._show_toolbar)
        self.bench.changed.connect(self._on_changed)
        self.bench.too_few_classes.connect(self.report.on_too_few_classes)
        self.bench.host.finished.connect(self.arranger.rescored)
        self.host.ready.connect(self._look_for_cameras)
        for size_px in self.settings.numbers("thumbnail_px")[:1]:
            window.grid.set_zoom(size_px)
        window.grid.zoom_changed.connect(self._keep_zoom)
        window.insight.tab_shown.connect(partial(self.commons.keep, "insight_tab"))
        window.insight.room_requested.connect(self._keep_insight_place)

    def _open_guide(self) -> None:
        from handful.ui.guide_desk import GuideDesk

        if self._guide_desk is None:
            self._guide_desk = GuideDesk(self.window, lambda: self.commons.language.code)
        self._guide_desk.open()

    @Slot(object)
    def _look_for_cameras(self, _about: object) -> None:
        from handful.ui.camera_desk import CameraDesk  # nothing of it is needed before

        if self.cameras is None:
            self.cameras = CameraDesk(self.window, self.bench, self.desk.say, self)
        self.cameras.look()

    @Slot()
    def _take_pictures(self) -> None:
        """Where an example is selected, of its class."""
        chosen = self.bench.project.pictures.get(next(iter(self.presenter.selection), 0))
        is_example = chosen is not None and chosen.role == "support"
        if self.cameras is not None:
            self.cameras.for_class(chosen.label if chosen is not None and is_example else None)
            self.cameras.open()

    @Slot()
    def _close_window(self) -> None:
        self.window.close()

    @Slot()
    def _open_window(self) -> None:
        """Ask for a project, which gets a window of its own."""
        path = self.desk.ask_for_project()
        if path is not None:
            self.window_requested.emit(path)

    @Slot()
    def _show_project(self) -> None:
        self.report.forget()
        self.window.setWindowTitle(f"{self.bench.session.path.stem} — Handful")
        self._show_toolbar()

    @Slot()
    def _show_toolbar(self) -> None:
        state = ToolbarState(
            self.bench.session.path.stem, learner_choices(), self.bench.learner, self.theme.mode
        )
        self.window.toolbar.set_state(state)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.settings_changed:
            self._show_toolbar()

    @Slot(str)
    def _choose_theme(self, mode: str) -> None:
        self.theme.set_mode(mode)  # type: ignore[arg-type]
        self.commons.keep("theme", mode)

    def _choose_language(self, choice: LanguageChoice) -> None:
        self.commons.language.set_choice(choice)
        self.commons.keep("language", choice)

    def _show_language(self) -> None:
        self.window.command[f"language_{self.commons.language.choice}"].setChecked(True)

    def _say_all(self) -> None:
        """What is said of the project, after the views have said what they always say."""
        self._show_language()
        self.commanding.palettes.learners = learner_choices()
        self.commanding.show_state()
        self._show_toolbar()
        self.report.retell()
        self.presenter.retell()

    @Slot()
    def _stop(self) -> None:
        self.desk.stop()
        self.commanding.suggesting.stop()

    @Slot()
    def _keep_advance(self) -> None:
        moves_on = self.window.command["advance"].isChecked()
        self.commanding.reviewing.moves_on = moves_on
        self.commons.keep("after_decision", "next" if moves_on else "stay")

    @Slot(bool)
    def _keep_insight_place(self, under_the_grid: bool) -> None:
        if not self._finished:  # closing puts it back
            self.commons.keep("insight_place", "under" if under_the_grid else "beside")

    @Slot(int)
    def _keep_zoom(self, size_px: int) -> None:
        self.commons.keep("thumbnail_px", (size_px,))


def learner_choices() -> tuple[LearnerChoice, ...]:
    """The learners on offer, in words."""
    return tuple(
        LearnerChoice(each.name, spoken(each.title), spoken(each.summary)) for each in LEARNERS.values()
    )


def _import_plots() -> Generator[None, None, None]:
    """The plots are made on the window's thread, but importing what draws them holds nobody up here."""
    import pyqtgraph  # noqa: F401

    yield None


def _first_session(project: Path | None, commons: Commons, is_fresh: bool) -> tuple[Session, str]:
    """The project asked for, else the last one, else a new one; and what went wrong on the way."""
    trouble, recent = "", commons.recent
    last = None if is_fresh else commons.last_project()
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
        return session, trouble or spoken(session.read_only_reason or "")
    session = commons.places.new_session(commons.remembered.of_new_project())
    recent.add(session.path)
    return session, trouble
