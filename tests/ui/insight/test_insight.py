"""What the tab in front shows is computed when it is out of date, and nothing else is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from handful.ui.insight.insight import Insight
from handful.ui.insight.placing import Placing
from handful.ui.insight.plot_saver import PlotSaver
from handful.ui.insight.states import class_to_explain
from handful.ui.theme import Theme
from handful.ui.views.adaptation import AdaptationView
from handful.ui.views.insight_panel import InsightPanel
from handful.ui.views.inspector_evidence import Evidence
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.state import InspectorState
from handful.workflows.insight_values import HeatMap, PictureMap
from tests.ui.bench import named, settle


class Room:
    """A window with a panel and what it tells."""

    def __init__(self, qtbot, bench):
        self.theme = Theme("light")
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(600, 500)
        self.panel = InsightPanel(self.theme, AdaptationView(self.theme))
        picture = LargePicture(self.theme)
        self.evidence = Evidence(self.theme, picture)
        row = QHBoxLayout(self.window)
        for widget in (self.panel, picture, self.evidence):
            row.addWidget(widget)
        self.selected, self.focused = [], []
        self.insight = Insight(
            self.panel,
            self.evidence,
            bench,
            self.theme,
            self.selected.append,
            lambda: self.focused.append(True),
        )
        self.window.show()
        self.panel.build_plots()

    def show(self, tab, qtbot):
        self.panel.show_tab(tab)
        qtbot.waitUntil(lambda: not self.insight.busy, timeout=30_000)


@pytest.fixture
def room(qtbot, sorted_bench):
    room = Room(qtbot, sorted_bench)
    yield room
    room.insight.close()
    room.insight.deleteLater()


def test_nothing_is_computed_before_a_tab_is_looked_at(room):
    assert room.panel.map is None
    assert room.insight.host._work is None


def test_the_map_shows_every_picture_with_its_answer(room, sorted_bench, qtbot):
    room.show("map", qtbot)
    state = room.panel.map.plot.state
    assert set(state.picture_ids) == set(sorted_bench.project.pictures)
    row = state.picture_ids.index(named(sorted_bench, "a red").id)
    assert state.classes[state.class_rows[row]].name == "red"
    assert state.done == 1.0


def test_the_other_way_of_drawing_is_computed_when_it_is_chosen(room, qtbot):
    room.show("map", qtbot)
    room.panel.map.kind_chosen.emit("straight")
    qtbot.waitUntil(lambda: room.panel.map.plot.state.kind == "straight", timeout=30_000)


def test_a_label_moves_to_the_map_without_drawing_it_again(room, sorted_bench, qtbot):
    room.show("map", qtbot)
    drawn = []
    room.insight.host.map_drawn.connect(drawn.append)
    picture = named(sorted_bench, "a red")
    green = sorted_bench.project.class_named("green")
    sorted_bench.label([picture.id], green.id)
    qtbot.waitUntil(lambda: not room.insight.busy)
    state = room.panel.map.plot.state
    row = state.picture_ids.index(picture.id)
    assert state.classes[state.class_rows[row]].id == green.id
    assert drawn == []


def test_examples_are_judged_and_judged_again_when_they_change(room, sorted_bench, qtbot):
    room.show("examples", qtbot)
    assert [m.n_examples for m in room.panel.examples._state.meters] == [2, 2]
    red = sorted_bench.project.class_named("red")
    sorted_bench.move_to_class([named(sorted_bench, "a red").id], red.id)
    settle(qtbot, sorted_bench)
    qtbot.waitUntil(lambda: room.panel.examples._state.meters[0].n_examples in (2, 3))
    qtbot.waitUntil(
        lambda: {m.n_examples for m in room.panel.examples._state.meters} == {2, 3}, timeout=30_000
    )


def test_confusion_follows_each_label(room, sorted_bench, qtbot):
    room.show("confusion", qtbot)
    assert room.panel.confusion._state.labelled == 0
    red = sorted_bench.project.class_named("red")
    sorted_bench.label([named(sorted_bench, "a red").id], red.id)
    qtbot.waitUntil(lambda: room.panel.confusion._state.agreeing == 1, timeout=30_000)


def test_what_is_selected_on_the_map_is_selected_in_the_grid_and_the_keys_go_there(room, sorted_bench, qtbot):
    room.show("map", qtbot)
    ids = list(sorted_bench.project.pictures)[:2]
    room.panel.map.selected.emit([*ids, 999], True)
    assert room.selected == [ids]
    assert room.focused == [True]
    room.panel.map.selected.emit(ids, False)
    assert len(room.focused) == 1


def test_the_selection_is_ringed_on_the_map(room, sorted_bench, qtbot):
    picture = named(sorted_bench, "b green")
    room.insight.set_selected((picture.id,))
    room.show("map", qtbot)
    assert room.panel.map.plot.chosen == {picture.id}


def test_a_map_of_what_was_asked_for_before_is_passed_over(room, qtbot):
    room.show("map", qtbot)
    before = room.panel.map.plot.state
    room.insight._kind = "straight"
    room.insight.host.map_drawn.emit(
        PictureMap((), before.places[:0], (), before.prototypes[:0], "neighbours", None, 0)
    )
    assert room.panel.map.plot.state is before


def evidence_of(room, bench, name):
    picture = named(bench, name)
    room.evidence.set_state(InspectorState(picture_ids=(picture.id,), name=name, class_name="red"))
    room.insight.set_selected((picture.id,))
    return picture


def test_a_heat_map_is_laid_over_its_picture_and_not_over_another(room, sorted_bench, qtbot):
    import numpy as np

    picture = evidence_of(room, sorted_bench, "a red")
    room.evidence.toggle()
    revision = sorted_bench.project.support_revision
    cells = np.full((24, 24), 0.5 / 576, np.float32)
    red = sorted_bench.project.class_named("red")
    room.insight.host.heat_map_made.emit(HeatMap(picture.id, red.id, cells, revision))
    assert room.evidence._picture._overlay is not None
    assert "similar to red" in room.evidence._panel.panel._caption.text()
    assert "0.50" in room.evidence._panel.panel._caption.text()
    _, rows = room.evidence._panel.panel.table()
    assert len(rows) == 9
    assert sum(row[1] for row in rows) == pytest.approx(0.5)
    evidence_of(room, sorted_bench, "b green")
    assert room.evidence._picture._overlay is None
    room.insight.host.heat_map_made.emit(HeatMap(picture.id, red.id, cells, revision))
    assert room.evidence._picture._overlay is None


def test_a_heat_map_of_examples_that_changed_since_is_passed_over(room, sorted_bench):
    import numpy as np

    picture = evidence_of(room, sorted_bench, "a red")
    room.evidence.toggle()
    room.insight.host.heat_map_made.emit(HeatMap(picture.id, 1, np.ones((24, 24), np.float32), -1))
    assert room.evidence._picture._overlay is None


def test_where_no_heat_map_can_be_made_the_reason_is_told(room, sorted_bench, qtbot):
    evidence_of(room, sorted_bench, "a red")
    with qtbot.waitSignal(room.insight.host.heat_map_failed, timeout=30_000):  # this encoder has no last map
        room.evidence.toggle()
    assert "AttributeError" in room.evidence._panel.panel._caption.text()


def test_a_persons_class_is_explained_before_the_proposed_one(sorted_bench):
    picture = named(sorted_bench, "a red")
    red, green = (sorted_bench.project.class_named(n).id for n in ("red", "green"))
    assert class_to_explain(sorted_bench.project, picture.id) == red
    sorted_bench.label([picture.id], green)
    assert class_to_explain(sorted_bench.project, picture.id) == green
    assert class_to_explain(sorted_bench.project, 999) is None


def test_the_panel_moves_under_the_grid_and_back_to_the_same_sizes(qtbot, qapp):
    theme = Theme("light")
    window = QSplitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(window)
    grid, right = QWidget(), QSplitter(Qt.Orientation.Vertical)
    panel = InsightPanel(theme, AdaptationView(theme))
    right.addWidget(QWidget())
    right.addWidget(panel)
    window.addWidget(grid)
    window.addWidget(right)
    window.resize(900, 600)
    window.show()
    placing = Placing(panel, grid)
    before = right.sizes()
    placing.place(True)
    assert panel.parentWidget() is grid.parentWidget() is not right
    assert panel.isVisible()
    placing.place(False)
    assert panel.parentWidget() is right
    assert right.sizes() == before


class Asked:
    """Answers where to save with the next path."""

    def __init__(self, path):
        self.path, self.names = path, []

    def plot_to_save(self, folder, name, suffix):
        self.names.append(name)
        return self.path


@pytest.fixture
def saver(qtbot, tmp_path):
    saver = PlotSaver(Asked(tmp_path / "plot"))
    yield saver
    saver.close()
    saver.deleteLater()


def test_every_plot_of_a_window_is_saved_where_a_person_says(qtbot, saver, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    panel = PlotPanel("Enough?", ("A", "B"), Theme("light"), window)
    panel.set_rows([("x", "y")])
    saver.adopt(window)
    saver.adopt(window)  # twice is once
    for kind in ("csv", "svg", "png"):
        with qtbot.waitSignal(saver.saved, timeout=10_000):
            panel.menu.save_requested.emit(kind)
        assert (tmp_path / "plot").read_bytes()[:4] in (b"A,B\n", b"<?xm", b"\x89PNG")
    assert saver._ask.names == ["Enough.csv", "Enough.svg", "Enough.png"]


def test_a_place_that_cannot_be_written_is_told_and_a_cancelled_dialog_writes_nothing(qtbot, saver, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    panel = PlotPanel("Plot", ("A",), Theme("light"), window)
    saver._ask.path = tmp_path / "missing" / "plot.csv"
    with qtbot.waitSignal(saver.failed, timeout=10_000) as signal:
        saver.save(panel, "csv")
    assert "Choose another place" in signal.args[0]
    saver._ask.path = None
    saver.save(panel, "csv")
    assert list(tmp_path.rglob("*.csv")) == []
