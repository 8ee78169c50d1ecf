"""The accuracy benchmark: what is measured of an episode, by hand, and what every contestant meets."""

from __future__ import annotations

import math
from functools import partial

import pytest
import torch

from handful.fewshot.calibration import uniform
from handful.fewshot.learner import Scores
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.unknown import Cell, UnknownFit, make_detector
from handful.training.accuracy import (
    BINS,
    Figure,
    calibration_error,
    gap_sums,
    measure,
    run_episodes,
    run_kinds,
    summarise,
)
from handful.training.contestants import Answered, OwnLearner
from handful.training.episodes import Episode
from handful.training.kinds import Kind
from handful.training.measures import expected_calibration_error
from tests.fewshot.tiny import support
from tests.training.test_evaluation import clusters

NEARER_THAN_A_HALF = UnknownFit((1,), (1,), ((Cell(10.0, 0.0, 0.0, -5.0, 0.0, 1.0, 1.0),),), 0.5)
LEARNER = OwnLearner(
    Prototypes(torch.zeros(16), uniform(10.0), ""),
    partial(make_detector, centre=torch.zeros(16), fit=NEARER_THAN_A_HALF),
)
ONE_SHOT = Kind("plain", 5, 1)


class Says:
    """Always gives the same answer, and keeps the episodes that it was shown."""

    transductive = False
    iterates = False

    def __init__(self, name: str, answer: int = 0) -> None:
        self.name, self._answer, self.shown = name, answer, list[Episode]()

    def answer(self, episode: Episode) -> Answered:
        self.shown.append(episode)
        return Answered(torch.full_like(episode.query_labels, self._answer), None, 2.0, 10.0)


def rows_of(kinds, contestants, data, n_episodes=5):
    work = run_kinds(kinds, contestants, data, None, n_episodes=n_episodes, seed=0)
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as outcome:
            return steps, outcome.value


def test_every_contestant_gets_the_same_episodes() -> None:
    first, second = Says("first"), Says("second")
    steps, rows = rows_of([ONE_SHOT], [first, second], clusters(1.0))
    assert len(first.shown) == 1 + 5  # the first one is answered twice, so that the warm-up is not timed
    assert first.shown[0] is first.shown[1]
    assert all(a is b for a, b in zip(first.shown, second.shown, strict=True))
    assert [(s.what, s.done, s.total) for s in steps][-1] == ("5-way 1-shot", 5, 5)
    assert [row.contestant for row in rows] == ["first", "second"]


def test_what_iterates_gets_the_first_episodes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handful.training.accuracy.ITERATING_EPISODES", 2)
    quick, slow = Says("quick"), Says("slow")
    slow.iterates = True
    _, rows = rows_of([ONE_SHOT], [quick, slow], clusters(1.0))
    assert [row.n_episodes for row in rows] == [5, 2]
    assert all(a is b for a, b in zip(slow.shown, quick.shown[: 1 + 2], strict=True))


def test_one_answer_to_everything_is_right_in_one_of_five() -> None:
    _, [row] = rows_of([ONE_SHOT], [Says("stubborn", 3)], clusters(1.0))
    assert row.accuracy == Figure(pytest.approx(0.2), pytest.approx(0, abs=1e-9))
    assert row.adapt_ms.mean == 2.0
    assert row.queries_per_second.mean == pytest.approx(75 / 0.010)
    assert (row.ece, row.auroc, row.auroc_softmax) == (None, None, None)


def test_classes_that_lie_apart_are_told_apart_and_so_is_the_unknown() -> None:
    kinds = [ONE_SHOT, Kind("unequal", 5, 3), Kind("unknown", 5, 1)]
    _, rows = rows_of(kinds, [LEARNER], clusters(0.01))
    assert [row.accuracy.mean for row in rows] == [1, 1, 1]
    assert [row.form for row in rows] == ["plain", "unequal", "unknown"]
    assert (rows[0].auroc, rows[2].auroc) == (None, Figure(1.0, 0.0))
    assert rows[2].auroc_softmax is not None


def test_an_episode_with_an_unknown_class_is_measured_as_by_hand() -> None:
    episode = Episode(support([[1.0], [2.0]], [0, 1]), torch.zeros(4, 1), torch.tensor([0, 1, 2, 2]))
    p_unknown = torch.tensor([0.2, 0.4, 0.3, 0.9])
    among = torch.tensor([[0.8, 0.2], [0.6, 0.4], [0.9, 0.1], [0.5, 0.5]])
    scores = Scores(among, among * (1 - p_unknown)[:, None], p_unknown, p_unknown > 0.5)
    measured = measure(Answered(torch.tensor([0, 0, 0, 0]), scores, 1.0, 2.0), episode)
    assert measured.accuracy == 0.5
    assert measured.auroc == 0.75  # of the four pairs only 0.4 beside 0.3 is the wrong way round
    assert measured.auroc_softmax == 0.5  # 0.8 and 0.6 are below 0.9 and above 0.5
    assert measured.n_known == 2
    assert measured.gaps is not None
    assert float(measured.gaps.sum()) == pytest.approx(1 - 0.8 - 0.6)


def test_the_calibration_error_is_that_of_all_queries_together() -> None:
    generator = torch.Generator().manual_seed(0)
    confidence = torch.rand(30, 20, generator=generator)
    right = torch.rand(30, 20, generator=generator) < confidence**2
    gaps = torch.stack([gap_sums(c, r) for c, r in zip(confidence, right, strict=True)])
    figure = calibration_error(gaps, torch.full((30,), 20))
    assert gaps.shape == (30, BINS)
    assert figure.mean == pytest.approx(expected_calibration_error(confidence.flatten(), right.flatten()))
    assert 0 < figure.interval < figure.mean


def test_a_single_episode_has_no_interval() -> None:
    assert calibration_error(torch.ones(1, BINS), torch.tensor([BINS])) == Figure(1.0, math.inf)
    shown = Says("x")
    rows_of([ONE_SHOT], [shown], clusters(1.0), n_episodes=1)
    [row] = run_episodes(ONE_SHOT, [Says("y")], shown.shown[:1])
    assert row.accuracy.interval == math.inf


def test_no_episodes_cannot_be_summarised() -> None:
    with pytest.raises(ValueError, match="no episode to summarise"):
        summarise(Says("x"), [], ONE_SHOT)
