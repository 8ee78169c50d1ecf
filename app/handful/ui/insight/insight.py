"""Joins the insight panel and its numbers: what is looked at is computed, and again when it is out of date.

Nothing is computed that nobody looks at, and nothing while pictures are being classified.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QPixmap

from handful.project.document import Change, ProjectError
from handful.ui.insight.host import InsightHost
from handful.ui.insight.states import (
    class_to_explain,
    confusion_state,
    examples_state,
    heat_map_state,
    map_state,
)
from handful.ui.models.loader import PictureLoader
from handful.ui.speech import spoken_error
from handful.ui.theme import Theme
from handful.ui.views import words
from handful.ui.views.insight_panel import InsightPanel
from handful.ui.views.inspector_evidence import Evidence
from handful.ui.workbench import Workbench
from handful.workflows.insight_values import Confusion, ExamplesJudged, HeatMap, MapKind, PictureMap

SETTLE_MS: Final = 200
THUMBNAIL_PX: Final = 128
_KEPT_THUMBNAILS: Final = 200

Select = Callable[[Sequence[int]], None]


class Insight(QObject):
    """`select`: selects pictures in the grid; `to_grid`: gives it the focus, so that keys label at once."""

    def __init__(
        self,
        panel: InsightPanel,
        evidence: Evidence,
        bench: Workbench,
        theme: Theme,
        select: Select,
        to_grid: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel, self._evidence, self._bench, self._theme = panel, evidence, bench, theme
        self._select, self._to_grid = select, to_grid
        self.host = InsightHost(self)
        self._loader = PictureLoader(self._path_of, _KEPT_THUMBNAILS, self)
        self._kind: MapKind = "neighbours"
        self._map: PictureMap | None = None
        self._examples: ExamplesJudged | None = None
        self._confusion: Confusion | None = None
        self._stale = {"map", "confusion", "examples"}
        self._selected: tuple[int, ...] = ()
        self._served: set[str] = set()
        panel.pixmap_of = self._thumbnail
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self._compute)
        self._shown_soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._shown_soon.timeout.connect(self._show)
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether the tab in front is still to change."""
        return self._soon.isActive() or self._shown_soon.isActive() or self.host.busy

    def close(self) -> None:
        """Join the threads."""
        self._soon.stop()
        self._shown_soon.stop()
        self.host.close()
        self._loader.close()

    @Slot(object)
    def set_selected(self, ids: Sequence[int]) -> None:
        """These pictures are selected now."""
        self._selected = tuple(ids)
        if self._panel.map is not None:
            self._panel.map.set_chosen(self._selected)
        self._explain()

    def _connect(self) -> None:
        bench, host = self._bench, self.host
        self._panel.tab_shown.connect(self._on_tab_shown)
        bench.changed.connect(self._on_changed)
        bench.opened.connect(self._on_opened)
        for settled in (bench.host.ready, bench.host.finished, bench.host.stopped, bench.host.failed):
            settled.connect(self._on_settled)
        host.map_drawn.connect(self._on_map_drawn)
        host.examples_judged.connect(self._on_examples_judged)
        host.confusion_counted.connect(self._on_confusion_counted)
        host.read.connect(self._on_read)
        host.failed.connect(self._on_failed)
        host.heat_map_made.connect(self._on_heat_map_made)
        host.heat_map_failed.connect(lambda text: self._evidence.set_message(words.sentence(text)))
        self._evidence.wanted_changed.connect(self._explain)
        self._loader.loaded.connect(self._on_thumbnail)
        self._theme.changed.connect(self._show)

    @Slot(str)
    def _on_tab_shown(self, tab: str) -> None:
        """A view that is new is connected; what it shows is computed where it is out of date."""
        view = {"map": self._panel.map, "confusion": self._panel.confusion, "examples": self._panel.examples}
        shown = view.get(tab)
        if shown is not None and tab not in self._served:
            self._served.add(tab)
            shown.selected.connect(self._on_selected)
            if self._panel.map is not None and tab == "map":
                self._panel.map.kind_chosen.connect(self._on_kind_chosen)
                self._panel.map.set_chosen(self._selected)
        self._show()
        self._compute()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        """Labels and predictions move colours and counts; examples and new pictures also the rest."""
        self._stale.add("confusion")
        if change.added or change.removed or change.support_changed:
            self._stale.add("map")
        if change.support_changed or change.settings_changed:
            self._stale.add("examples")
        for timer in (self._shown_soon, self._soon):
            if not timer.isActive():  # changes that never pause must not put it off for ever
                timer.start()

    @Slot()
    def _on_opened(self) -> None:
        self.host.cancel()
        self._loader.clear()
        self._map = self._examples = self._confusion = None
        self._stale = {"map", "confusion", "examples"}
        self._show()
        self._soon.start()

    @Slot()
    def _on_settled(self, *_: object) -> None:
        self._soon.start()
        self._explain()

    @Slot()
    def _compute(self) -> None:
        """What the tab in front shows, if it is out of date and the engine has time."""
        tab, bench = self._panel.tab, self._bench
        if tab not in self._stale or not self._panel.isVisible():
            return
        if tab == "confusion":
            self._stale.discard(tab)
            self.host.count_confusion(bench.project)
            return
        engine = bench.host.engine
        if engine is None or bench.host.busy:
            return  # `ready` or the end of the run comes back here
        self._stale.discard(tab)
        if tab == "map":
            self.host.draw_map(engine, bench.project, self._kind)
        elif tab == "examples":
            self.host.judge_examples(engine, bench.project, bench.learner)

    @Slot()
    def _explain(self, *_: object) -> None:
        """The heat map of the first selected picture, where it is wanted."""
        engine, project = self._bench.host.engine, self._bench.project
        class_id = class_to_explain(project, self._selected[0]) if self._selected else None
        if self._evidence.wanted and engine is not None and class_id and not self._bench.host.busy:
            self._evidence.set_message(self.tr("Looking at the picture…"))
            self.host.make_heat_map(engine, project, self._selected[0], class_id)

    @Slot()
    def _show(self) -> None:
        """What is known, in the tab in front."""
        project, theme, panel = self._bench.project, self._theme, self._panel
        if panel.tab == "map" and panel.map is not None and self._map is not None:
            panel.map.set_state(map_state(project, theme, self._map))
        elif panel.tab == "confusion" and panel.confusion is not None and self._confusion is not None:
            panel.confusion.set_state(confusion_state(project, theme, self._confusion))
        elif panel.tab == "examples" and panel.examples is not None and self._examples is not None:
            panel.examples.set_state(examples_state(project, theme, self._examples, self._thumbnail))

    @Slot(object)
    def _on_map_drawn(self, drawn: PictureMap) -> None:
        if drawn.kind == self._kind:
            self._map = drawn
            self._show()

    @Slot(object)
    def _on_examples_judged(self, judged: ExamplesJudged) -> None:
        if judged.support_revision == self._bench.project.support_revision:
            self._examples = judged
            self._show()
        else:
            self._stale.add("examples")
            self._soon.start()

    @Slot(object)
    def _on_confusion_counted(self, confusion: Confusion) -> None:
        self._confusion = confusion
        self._show()

    @Slot(object)
    def _on_heat_map_made(self, made: HeatMap) -> None:
        project = self._bench.project
        if made.support_revision != project.support_revision:
            return  # the run that follows a change of the examples asks again
        try:
            self._evidence.set_heat_map(heat_map_state(project, made))
        except ProjectError as error:
            self._evidence.set_message(words.sentence(spoken_error(error)))

    @Slot(int, int)
    def _on_read(self, done: int, total: int) -> None:
        text = self.tr("Reading the pictures: {done} of {total}")
        self._say(text.format(done=words.count(done), total=words.count(total)))

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._say(words.sentence(text))

    def _say(self, text: str) -> None:
        view = {"map": self._panel.map, "examples": self._panel.examples}.get(self._panel.tab)
        if view is not None:
            view.set_message(text)

    @Slot(list, bool)
    def _on_selected(self, ids: list[int], by_mouse: bool) -> None:
        self._select([i for i in ids if i in self._bench.project.pictures])
        if by_mouse and ids:
            self._to_grid()

    @Slot(str)
    def _on_kind_chosen(self, kind: MapKind) -> None:
        if kind != self._kind:
            self._kind = kind
            self._stale.add("map")
            self._compute()

    @Slot(int, int)
    def _on_thumbnail(self, _picture_id: int, _size_px: int) -> None:
        if self._panel.map is not None:
            self._panel.map.refresh_card()
        if self._panel.tab == "examples":
            self._shown_soon.start()

    def _thumbnail(self, picture_id: int) -> QPixmap | None:
        return self._loader.pixmap(picture_id, THUMBNAIL_PX)

    def _path_of(self, picture_id: int) -> str | None:
        picture = self._bench.project.pictures.get(picture_id)
        return picture.path if picture is not None else None
