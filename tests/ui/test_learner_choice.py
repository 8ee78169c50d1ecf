"""Another learner for the project: every picture is scored anew, and it is a step that can be taken back."""

import pytest

from handful.workflows.learner_list import DEFAULT_LEARNER, FITTED
from handful.workflows.progress import AdaptationStep
from tests.ui.bench import answer, named, settle


def prediction(bench):
    return bench.project.predictions[named(bench, "a red").id]


@pytest.mark.parametrize("name", [name for name in FITTED if name != DEFAULT_LEARNER])
def test_choosing_another_learner_scores_every_picture_anew(sorted_bench, qtbot, name):
    before = sorted_bench.project.predictions
    sorted_bench.choose_learner(name)
    settle(qtbot, sorted_bench)
    after = sorted_bench.project.predictions
    assert sorted_bench.learner == name
    assert set(after) == set(before)
    assert {p.model_hash for p in after.values()}.isdisjoint(p.model_hash for p in before.values())
    assert answer(sorted_bench, "a red") == "red"
    assert answer(sorted_bench, "b green") == "green"


def test_undo_and_redo_of_the_choice_score_with_the_learner_that_is_then_chosen(sorted_bench, qtbot):
    first = prediction(sorted_bench).model_hash
    sorted_bench.choose_learner("matching")
    settle(qtbot, sorted_bench)
    second = prediction(sorted_bench).model_hash
    sorted_bench.undo()
    settle(qtbot, sorted_bench)
    assert (sorted_bench.learner, prediction(sorted_bench).model_hash) == (DEFAULT_LEARNER, first)
    sorted_bench.redo()
    settle(qtbot, sorted_bench)
    assert (sorted_bench.learner, prediction(sorted_bench).model_hash) == ("matching", second)


def test_choosing_the_learner_that_is_chosen_does_nothing(sorted_bench):
    sorted_bench.choose_learner(DEFAULT_LEARNER)
    assert not sorted_bench.host.busy


def test_the_steps_of_fine_tuning_are_told_as_they_are_made(sorted_bench, qtbot):
    told = []
    sorted_bench.host.progressed.connect(told.extend)
    sorted_bench.choose_learner("finetune")
    settle(qtbot, sorted_bench)
    steps = [value for value in told if isinstance(value, AdaptationStep)]
    assert [s.step for s in steps] == list(range(1, 21))
    assert {s.unit for s in steps} == {"iteration"}


def test_cancelled_as_it_begins_the_old_answers_stay(sorted_bench, qtbot):
    before = sorted_bench.project.predictions
    sorted_bench.host.started.connect(sorted_bench.host.cancel)
    with qtbot.waitSignal(sorted_bench.host.stopped):
        sorted_bench.choose_learner("finetune")
    settle(qtbot, sorted_bench)
    assert sorted_bench.project.predictions == before
