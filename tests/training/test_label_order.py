"""The experiment on the order of labelling, on classes that are points far apart; and what it writes down."""

import json
import math

import pytest
import torch

from handful.fewshot.calibration import uniform
from handful.fewshot.prototypes import Prototypes
from handful.training.label_order import (
    HELD_OUT,
    STRATEGIES,
    Situation,
    accuracies,
    draw_task,
    pictures_by_class,
    run_tasks,
)
from handful.training.label_order_report import (
    Report,
    as_markdown,
    as_plain,
    fewer_labels,
    labels_needed,
    levels_of,
    write_report,
)
from handful.training.sources import SOURCES

CENTRE = torch.zeros(6)
LEARNER = Prototypes(CENTRE, uniform(10.0), "nobody")


@pytest.fixture
def by_class():
    """Four classes of 25 pictures, each about an axis of its own."""
    generator = torch.Generator().manual_seed(0)
    return [torch.eye(6)[c] + 0.1 * torch.randn(25, 6, generator=generator) for c in range(4)]


def drawn(by_class, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return draw_task(by_class, by_class, n_way=3, per_class=8, generator=generator)


def test_a_task_holds_pictures_out_and_mixes_the_rest(by_class):
    task = drawn(by_class)
    assert task.labels.bincount().tolist() == [8, 8, 8]
    assert task.held_out_labels.bincount().tolist() == [HELD_OUT] * 3
    rows = torch.cat([task.heap, task.held_out])
    assert len(torch.unique(rows, dim=0)) == len(rows)
    assert task.labels.tolist() != sorted(task.labels.tolist())


def test_another_seed_is_another_task_and_the_same_seed_is_the_same(by_class):
    assert torch.equal(drawn(by_class).heap, drawn(by_class).heap)
    assert not torch.equal(drawn(by_class).heap, drawn(by_class, seed=1).heap)


def test_too_few_classes_are_told(by_class):
    with pytest.raises(ValueError, match="4 classes have more than 15 pictures; this needs 5"):
        draw_task(by_class, by_class, n_way=5, per_class=8, generator=torch.Generator())


def test_the_suggested_order_finds_every_class_at_once(by_class):
    found = accuracies(
        drawn(by_class), STRATEGIES["suggested"], LEARNER, CENTRE, 5, torch.Generator().manual_seed(0)
    )
    assert found.tolist() == pytest.approx([1 / 3, 2 / 3, 1.0, 1.0, 1.0])


@pytest.mark.parametrize("name", STRATEGIES)
def test_no_strategy_asks_for_a_label_twice_and_all_end_with_the_same_labels(by_class, name):
    task = drawn(by_class)
    asked = []

    def watched(now: Situation) -> int:
        assert set(now.free().tolist()) == set(range(24)) - set(asked)
        asked.append(STRATEGIES[name](now))
        return asked[-1]

    last = accuracies(task, watched, LEARNER, CENTRE, 24, torch.Generator().manual_seed(0))[-1]
    assert sorted(asked) == list(range(24))
    assert float(last) == 1.0


def test_the_smallest_margin_is_the_one_that_is_free():
    margins = torch.tensor([0.1, 0.3, 0.2])
    now = Situation(torch.eye(3), [0], margins, 2, torch.Generator())
    assert STRATEGIES["margin only"](now) == 2


def test_all_strategies_get_the_same_tasks_and_the_seed_decides(by_class):
    def run(seed):
        numbers = {"n_way": 3, "per_class": 8, "n_labels": 6, "n_tasks": 3, "seed": seed}
        work = run_tasks(by_class, by_class, LEARNER, CENTRE, what="points", **numbers)
        steps = []
        while True:
            try:
                steps.append(next(work))
            except StopIteration as end:
                assert [step.done for step in steps] == [1, 2, 3]
                return end.value

    one, again, other = run(1), run(1), run(2)
    assert {name: rows.shape for name, rows in one.items()} == dict.fromkeys(STRATEGIES, (3, 6))
    assert all(torch.equal(one[name], again[name]) for name in STRATEGIES)
    assert any(not torch.equal(one[name], other[name]) for name in STRATEGIES)


def test_more_labels_than_pictures_are_refused(by_class):
    numbers = {"n_way": 3, "per_class": 8, "n_labels": 25, "n_tasks": 1, "seed": 0}
    with pytest.raises(ValueError, match="a heap of 24 pictures cannot give 25 labels"):
        list(run_tasks(by_class, by_class, LEARNER, CENTRE, what="points", **numbers))


def test_settings_are_chosen_on_other_classes_than_those_reported_on(tmp_path):
    for c in range(9):
        folder = tmp_path / "dataset" / "train" / "Fruit" / f"kind {c}"
        folder.mkdir(parents=True)
        (folder / "1.jpg").touch()
    source = SOURCES["groceries"]
    chosen = pictures_by_class(source, tmp_path, choosing=True, seed=0)
    reported = pictures_by_class(source, tmp_path, choosing=False, seed=0)
    assert len(chosen) == 4
    assert len(reported) == 5
    assert not chosen.keys() & reported.keys()
    assert pictures_by_class(source, tmp_path, choosing=True, seed=7).keys() == chosen.keys()


def test_what_the_encoder_was_trained_on_is_not_measured_on(tmp_path):
    with pytest.raises(ValueError, match="'caltech-101' was trained on"):
        pictures_by_class(SOURCES["caltech-101"], tmp_path, choosing=False, seed=0)


@pytest.fixture
def curves():
    """Two tasks and five labels; the random order never gets to 80 %."""
    ours = torch.tensor([[0.2, 0.3, 0.5, 0.6, 0.8], [0.2, 0.3, 0.5, 0.8, 0.8]], dtype=torch.float64)
    return {"suggested": ours, "random": ours / 2 + 0.1}


def test_labels_needed_are_where_the_mean_curve_gets_to_the_level(curves):
    needed = labels_needed(curves, 0.7)
    assert needed["suggested"].labels == 4  # the mean of 60 and 80 %
    assert (needed["suggested"].low, needed["suggested"].high) == (4, 5)
    assert math.isinf(needed["random"].labels)


def test_how_many_times_as_many_labels_chance_needs(curves):
    assert fewer_labels(curves, 0.35).labels == pytest.approx(3 / 3)
    assert fewer_labels(curves, 0.45).labels == pytest.approx(4 / 3)
    assert math.isinf(fewer_labels(curves, 0.7).labels)


def test_levels_begin_after_the_third_label_and_end_where_the_suggested_order_does(curves):
    assert levels_of(curves) == [0.55, 0.6, 0.65, 0.7, 0.75, 0.8]


def test_the_report_says_what_was_measured_and_what_was_never_reached(curves, tmp_path):
    report = Report({"seed": 3, "machine": {"cores": 2}}, {"drawn": curves}, {"picture x": "cut short"})
    text = as_markdown(report)
    assert "- seed: `3`" in text
    assert "## drawn" in text
    assert "| 70 % | 4 (4–5) | > 5 | > 1.2 (1.0–…) |" in text
    assert "picture x: cut short" in text
    plain = as_plain(report)
    assert plain["sources"]["drawn"]["labels_needed"]["0.70"]["random"] == [None, None, None]
    write_report(report, tmp_path, can_draw=False)
    assert json.loads((tmp_path / "label-order.json").read_text(encoding="utf-8")) == plain
    assert not (tmp_path / "label-order.png").exists()
