"""What the commands for reviewing, arranging and looking do, and which of them can be used now.

Composes the controllers that do it; the commands for files and projects are the desk's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from handful.project.review import KINDS, ORDERS, Kind, Order, View
from handful.ui.accepting import Accepting
from handful.ui.actions import Situation
from handful.ui.arranging import Arranger
from handful.ui.job_report import JobReport
from handful.ui.main_window import MainWindow
from handful.ui.palettes import Palettes
from handful.ui.presenter import Presenter
from handful.ui.reviewing import Reviewing
from handful.ui.step_words import step_text
from handful.ui.suggesting import Suggesting
from handful.ui.views.words import button_text
from handful.ui.workbench import Workbench
from handful.workflows.progress import Suggestion


class Commanding(QObject):
    """Commands that would do nothing are greyed; undo and redo say what they would do."""

    def __init__(
        self,
        window: MainWindow,
        presenter: Presenter,
        bench: Workbench,
        arranger: Arranger,
        report: JobReport,
    ) -> None:
        super().__init__(presenter)
        self._window, self._presenter, self._bench = window, presenter, bench
        self._arranger, self._report = arranger, report
        self.reviewing = Reviewing(window.grid, window.preview, presenter, bench, arranger)
        self.accepting = Accepting(window.grid, bench, arranger, self)
        self.suggesting = Suggesting(bench, self)
        self.palettes = Palettes(window.palette_list, window.commands, bench, window.theme, self)
        self.palettes.show_class = self._show_class
        self.palettes.label_as = self.reviewing.label_as
        self._connect()
        self.show_state()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """By the keys of the table of commands."""
        grid, window, bench = self._window.grid, self._window, self._bench
        orders = {f"order_{order}": lambda order=order: self._order_by(order) for order in ORDERS}
        kinds = {f"show_{kind}": lambda kind=kind: self._show_kind(kind) for kind in KINDS}
        return {
            **self.reviewing.handlers(),
            **orders,
            **kinds,
            "undo": bench.undo,
            "redo": bench.redo,
            "history": self.palettes.open_history,
            "palette": self.palettes.open_commands,
            "accept_above": self.accepting.toggle,
            "search": grid.filters.start_search,
            "sort_menu": grid.filters.open_order,
            "show_menu": grid.filters.open_show,
            "zoom_in": lambda: grid.step_zoom(1),
            "zoom_out": lambda: grid.step_zoom(-1),
            "next_pane": lambda: window.go_to_pane(1),
            "previous_pane": lambda: window.go_to_pane(-1),
        }

    def close(self) -> None:
        """Stop what is being computed, and join the threads."""
        self.accepting.stop()
        self.suggesting.close()

    def set_moves_on(self, moves_on: bool) -> None:
        """Whether the next picture is selected after a decision."""
        self.reviewing.moves_on = moves_on
        self._window.command["advance"].setChecked(moves_on)

    @Slot()
    def show_state(self, *_: object) -> None:
        """Bring the commands up to date."""
        commands, project = self._window.commands, self._bench.project
        commands.update(self._situation())
        commands.name_classes([each.name for each in project.classes])
        commands.check_view(self._arranger.view)
        steps = self._bench.session.steps
        for key, step, text in (
            ("undo", steps.undo, self.tr("&Undo")),
            ("redo", steps.redo, self.tr("&Redo")),
        ):
            action, said = self._window.command[key], step_text(step.wording) if step else ""
            action.setText(f"{text}: {button_text(said)}" if said else text)
            action.setToolTip(f"{action.iconText()}: {said}" if said else action.iconText())

    def _situation(self) -> Situation:
        session, project = self._bench.session, self._bench.project
        selection, steps = self._presenter.selection, session.steps
        writable = not session.read_only
        first = project.pictures.get(selection[0]) if selection else None
        queries = len(selection) if first is not None and first.role == "query" else 0
        return Situation(
            pictures=len(project.pictures),
            classes=len(project.classes),
            shown=len(self._arranger.ids),
            suggested=len(self._arranger.suggestions()),
            queries=queries,
            selected=len(selection),
            steps=len(steps.all) if writable else 0,
            can_undo=writable and steps.undo is not None,
            can_redo=writable and steps.redo is not None,
            can_stop=self._report.status().cancellable,
            can_write=writable,
        )

    def _connect(self) -> None:
        filters = self._window.grid.filters
        filters.text_changed.connect(self._search)
        filters.class_shown.connect(self._show_class)
        self._window.grid.all_requested.connect(self._show_everything)
        self._bench.changed.connect(self.show_state)
        self._bench.opened.connect(self.show_state)
        self._presenter.selected.connect(self.show_state)
        self._arranger.arranged.connect(self.show_state)
        self._report.changed.connect(self._show_stop)
        self.suggesting.suggested.connect(self._on_suggested)
        self.suggesting.looked.connect(self._report.on_looked)

    @Slot(object)
    def _on_suggested(self, suggestions: tuple[Suggestion, ...]) -> None:
        self._arranger.suggest(tuple(each.picture_id for each in suggestions))
        self._presenter.suggest(suggestions)
        self.show_state()

    @Slot()
    def _show_stop(self) -> None:
        self._window.command["cancel"].setEnabled(self._report.status().cancellable)

    def _order_by(self, order: Order) -> None:
        self._choose(replace(self._arranger.view, order=order))

    def _show_kind(self, kind: Kind) -> None:
        self._choose(replace(self._arranger.view, kind=kind, class_id=None))

    @Slot(int)
    def _show_class(self, class_id: int) -> None:
        self._choose(replace(self._arranger.view, kind="class", class_id=class_id))

    @Slot()
    def _show_everything(self) -> None:
        self._choose(View(self._arranger.view.order))
        self._window.grid.setFocus()

    @Slot(str)
    def _search(self, text: str) -> None:
        if text.strip() != self._arranger.view.text.strip():
            self._choose(replace(self._arranger.view, text=text))

    def _choose(self, view: View) -> None:
        self._arranger.choose(view)
        self.show_state()
        self._presenter.refresh()
