"""Cards of the shelf say where examples are too few, or one hurts: judged after each run."""

import pytest

from handful.ui.views.card_widget import CardWidget
from handful.workflows.insight_values import ClassMeter, Doubt, ExamplesJudged
from tests.ui.bench import named, settle
from tests.workflows.tiny import RED, paint


def warning(app, name):
    card = next(c for c in app.window.shelf.findChildren(CardWidget) if c.card.name == name)
    return card.accessibleDescription()


@pytest.fixture
def marks(sorted_app, qtbot):
    qtbot.waitUntil(lambda: not sorted_app.insight.marks.busy, timeout=30_000)
    return sorted_app.insight.marks


def test_an_example_that_hurts_is_told_on_its_card_and_no_more_when_it_is_moved(
    sorted_app, marks, pictures, qtbot
):
    for i in range(2):
        paint(pictures / "more" / f"more {i}.png", RED, 30 + i)
    green, red = (sorted_app.bench.project.class_named(name).id for name in ("green", "red"))
    sorted_app.bench.drop([str(pictures / "more")], red)
    sorted_app.bench.drop([str(pictures / "heap" / "a red.png")], green)
    settle(qtbot, sorted_app.bench)
    stray = named(sorted_app.bench, "a red").id
    sorted_app.bench.move_to_class([stray], green)
    qtbot.waitUntil(lambda: warning(sorted_app, "green") == "1 example looks more like red", timeout=30_000)
    sorted_app.bench.move_to_class([stray], red)
    qtbot.waitUntil(lambda: "looks more like" not in warning(sorted_app, "green"), timeout=30_000)


def judged(app, *meters, doubts=()):
    return ExamplesJudged(meters, doubts, app.bench.project.support_revision)


def test_too_few_examples_are_told_and_enough_are_not(sorted_app, marks, qtbot):
    green, red = (sorted_app.bench.project.class_named(name).id for name in ("green", "red"))
    weak = ClassMeter(green, 4, 4, 1, 0.05, 0.7, "weak", red)
    fine = ClassMeter(red, 9, 9, 9, 0.7, 1.0, "enough")
    marks._on_judged(0, judged(sorted_app, weak, fine))
    qtbot.waitUntil(lambda: warning(sorted_app, "green") == "Too few: 1 of 4 recognised")
    assert warning(sorted_app, "red") == ""
    alone = ClassMeter(green, 1, 0, 0, 0.0, 1.0, "alone")
    doubts = tuple(Doubt(i, red, green, 0.1, 0.1) for i in (1, 2))
    marks._on_judged(0, judged(sorted_app, alone, fine, doubts=doubts))
    qtbot.waitUntil(lambda: warning(sorted_app, "green") == "Too few: add a second example")
    assert warning(sorted_app, "red") == "2 examples look like other classes"


def test_what_was_judged_of_other_examples_is_not_told(sorted_app, marks):
    told = []
    marks.changed.connect(told.append)
    green = sorted_app.bench.project.class_named("green").id
    marks._on_judged(0, ExamplesJudged((ClassMeter(green, 1, 0, 0, 0.0, 1.0, "alone"),), (), -1))
    assert told == []


def test_another_project_has_no_marks_of_the_one_before(sorted_app, marks, qtbot):
    green = sorted_app.bench.project.class_named("green").id
    marks._on_judged(0, judged(sorted_app, ClassMeter(green, 1, 0, 0, 0.0, 1.0, "alone")))
    sorted_app.desk.new_project()
    assert not sorted_app.presenter._warnings


def test_very_many_examples_are_not_judged_unasked(sorted_app, marks, monkeypatch):
    monkeypatch.setattr("handful.ui.insight.marks.MOST_EXAMPLES", 3)
    marks._judged = ExamplesJudged()
    marks._judge()
    assert not marks.busy


def test_an_error_is_told_in_place_of_a_warning(sorted_app, marks, qtbot):
    project = sorted_app.bench.project
    green = project.class_named("green").id
    marks._on_judged(0, judged(sorted_app, ClassMeter(green, 1, 0, 0, 0.0, 1.0, "alone")))
    for picture in project.support(green):
        sorted_app.bench.mark_unreadable(picture.id, "the file is cut short")
    qtbot.waitUntil(lambda: "read" in warning(sorted_app, "green"), timeout=10_000)
