"""What to label next, in the whole window: marks, order, keyboard, reasons; and when it is looked for."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from handful.project.document import UNKNOWN, PictureClass, Project
from handful.ui import suggesting as module
from handful.ui.suggesting import Suggesting
from handful.ui.suggestion_words import suggestion_text
from handful.ui.views.state import GridRole
from handful.workflows.progress import EmbeddingStep, Suggestion
from tests.ui.bench import named, settle
from tests.workflows.tiny import BLUE, GREEN, RED, paint

KEY = Qt.Key
TYPICAL = "Good next example: typical of a group without an example yet"


@pytest.fixture
def heap(tmp_path):
    """Five greens, three blues and one red."""
    for name, colour, n in (("green", GREEN, 5), ("blue", BLUE, 3), ("red", RED, 1)):
        for i in range(n):
            paint(tmp_path / "colours" / f"{name} {i}.png", colour, i)
    return tmp_path / "colours"


@pytest.fixture
def heap_app(make_app, heap, qtbot):
    """The heap without a class, looked through."""
    app = make_app()
    app.bench.drop([str(heap)])
    until_looked_through(qtbot, app)
    window = app.window
    window.activateWindow()
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.pictures.hasFocus)
    return app


def until_looked_through(qtbot, app):
    settle(qtbot, app.bench)
    qtbot.waitUntil(lambda: not app.commanding.suggesting.busy and not app.presenter.busy, timeout=30_000)


def names(app, ids):
    return [app.bench.project.pictures[i].path.rsplit("/", 1)[1][:-4] for i in ids]


def marks(app):
    """What the grid's model says of each picture that is marked, by name."""
    model = app.window.grid.pictures.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return {
        r.data(GridRole.NAME)[:-4]: r.data(GridRole.SUGGESTION) for r in rows if r.data(GridRole.SUGGESTION)
    }


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_before_any_class_typical_pictures_are_marked_and_said_and_nothing_is_to_undo(heap_app):
    best = names(heap_app, heap_app.arranger.suggestions()[:3])
    assert [name.split()[0] for name in best] == ["green", "blue", "red"]
    assert {marks(heap_app)[name] for name in best} == {TYPICAL}
    model = heap_app.window.grid.pictures.model()
    index = model.index(model.row_of(named(heap_app.bench, best[0]).id), 0)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == TYPICAL
    assert len(heap_app.bench.session.steps.all) == 1  # the drop


def test_a_key_goes_from_one_suggestion_to_the_next_and_round_and_the_reason_is_shown(heap_app, qtbot):
    ids = heap_app.arranger.suggestions()
    for expected in (*ids, ids[0]):
        press(qtbot, KEY.Key_G)
        assert heap_app.presenter.selection == (expected,)
    shown = [label.text() for label in heap_app.window.inspector.findChildren(QLabel) if label.isVisible()]
    assert TYPICAL in shown


def test_the_order_most_helpful_first_begins_with_the_suggestions(heap_app):
    heap_app.window.command["order_helpful"].trigger()
    suggested = heap_app.arranger.suggestions()
    assert heap_app.arranger.ids[: len(suggested)] == tuple(suggested)
    assert sorted(heap_app.arranger.ids) == sorted(heap_app.bench.project.pictures)


def test_a_decision_takes_the_mark_away_at_once_and_others_are_looked_for(heap_app, qtbot):
    first = heap_app.arranger.suggestions()[0]
    [name] = names(heap_app, [first])
    heap_app.bench.label([first], UNKNOWN)
    assert name not in marks(heap_app)
    assert first not in heap_app.arranger.suggestions()
    assert heap_app.commanding.suggesting.busy
    heap_app.bench.undo()
    assert name in marks(heap_app)
    heap_app.bench.redo()
    until_looked_through(qtbot, heap_app)
    assert first not in heap_app.arranger.suggestions()
    assert names(heap_app, heap_app.arranger.suggestions()[:1])[0].startswith("blue")


def test_only_suggestions_that_are_shown_can_be_gone_to(heap_app, qtbot):
    heap_app.window.grid.filters.text_changed.emit("blue")
    assert {name.split()[0] for name in names(heap_app, heap_app.arranger.suggestions())} == {"blue"}
    press(qtbot, KEY.Key_G)
    assert names(heap_app, heap_app.presenter.selection)[0].startswith("blue")
    heap_app.window.grid.filters.text_changed.emit("nothing is called so")
    assert not heap_app.window.command["next_suggestion"].isEnabled()


def test_after_classifying_the_examples_count_and_the_palette_knows_the_command(heap_app, qtbot):
    bench = heap_app.bench
    for name in ("green", "blue"):
        bench.move_to_class([named(bench, f"{name} 0").id], bench.add_class(name))
    until_looked_through(qtbot, heap_app)
    assert names(heap_app, heap_app.arranger.suggestions()[:1]) == ["red 0"]
    heap_app.window.command["palette"].trigger()
    titles = [item.text for item in heap_app.window.palette_list._model._items]
    assert any("suggestion" in title for title in titles)
    heap_app.window.palette_list.close()


def test_another_project_has_no_marks_of_the_one_before(heap_app):
    heap_app.desk.new_project()
    assert heap_app.arranger.suggestions() == []
    assert marks(heap_app) == {}


@pytest.fixture
def slow(monkeypatch):
    """A search that goes on until it is let go, or stopped between two steps."""
    gate = threading.Event()

    def suggest(_engine, project):
        done = 0
        while not gate.wait(0.01):
            done += 1
            yield EmbeddingStep("query", done, 1000, {})
        return tuple(Suggestion(i, "typical") for i in project.pictures)

    monkeypatch.setattr(module, "_suggest", suggest)
    monkeypatch.setattr(module, "SETTLE_MS", 0)
    yield gate
    gate.set()


@pytest.fixture
def suggesting(slow, sorted_bench, qtbot):
    suggesting = Suggesting(sorted_bench)
    sorted_bench.host.finished.emit(None)
    qtbot.waitUntil(lambda: suggesting.is_looking)
    yield suggesting
    suggesting.close()
    suggesting.deleteLater()


def test_classifying_goes_first_and_the_search_begins_anew_after_it(suggesting, sorted_bench, slow, qtbot):
    sorted_bench.host.started.emit()
    assert not suggesting.busy
    slow.set()
    with qtbot.waitSignal(suggesting.suggested) as said:
        sorted_bench.host.finished.emit(None)
    assert len(said.args[0]) == len(sorted_bench.project.pictures)


def test_a_search_that_is_stopped_tells_nothing_and_the_next_edit_begins_another(
    suggesting, sorted_bench, slow, qtbot
):
    told = []
    suggesting.suggested.connect(told.append)
    suggesting.stop()
    assert not suggesting.busy
    slow.set()
    sorted_bench.label([named(sorted_bench, "a red").id], UNKNOWN)
    qtbot.waitUntil(lambda: told != [])
    assert len(told) == 1


def test_a_long_search_says_how_far_it_is_and_that_it_is_over(suggesting, slow, monkeypatch, qtbot):
    monkeypatch.setattr(module, "_WORTH_TELLING_S", 0.0)
    with qtbot.waitSignal(suggesting.looked) as looked:
        pass
    assert looked.args[1] == 1000
    with qtbot.waitSignal(suggesting.looked, check_params_cb=lambda done, total: (done, total) == (0, 0)):
        slow.set()


def test_the_same_suggestions_are_not_told_twice(suggesting, slow, sorted_bench, qtbot):
    with qtbot.waitSignal(suggesting.suggested):
        slow.set()
    told = []
    suggesting.suggested.connect(told.append)
    with qtbot.waitSignal(suggesting.looked):
        sorted_bench.host.finished.emit(None)
    assert not suggesting.busy
    assert told == []


def test_a_search_that_fails_is_quiet_and_the_log_has_the_reason(sorted_bench, monkeypatch, qtbot, caplog):
    def broken(_engine, _project):
        raise OSError("the disk is gone")
        yield

    monkeypatch.setattr(module, "_suggest", broken)
    monkeypatch.setattr(module, "SETTLE_MS", 0)
    caplog.set_level("INFO")
    suggesting = Suggesting(sorted_bench)
    with qtbot.waitSignal(suggesting.looked):
        sorted_bench.host.finished.emit(None)
    assert "the disk is gone" in caplog.text
    assert not suggesting.busy
    suggesting.close()
    suggesting.deleteLater()


@pytest.mark.parametrize(
    ("suggestion", "words"),
    [
        (Suggestion(1, "typical"), TYPICAL),
        (Suggestion(1, "close", (1, 2)), "Good next example: a close call between cat and dog"),
        (Suggestion(1, "variety", (2,)), "Good next example: unlike the examples of dog so far"),
        (Suggestion(1, "close", (1, 9)), "Good next example"),  # a class that is gone
    ],
)
def test_the_reason_is_said_in_words(qapp, suggestion, words):
    project = Project((PictureClass(1, "cat", 0), PictureClass(2, "dog", 1)))
    assert suggestion_text(project, suggestion) == words
