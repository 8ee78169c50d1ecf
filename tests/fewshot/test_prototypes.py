from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from handful.fewshot.calibration import Calibration
from handful.fewshot.learner import AdaptStep, adapt_fully
from handful.fewshot.leave_one_out import MAX_SHOTS_SHOWN
from handful.fewshot.linear_head import centred
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.support import SupportSet
from tests.fewshot.tiny import PLAIN, random_support, support


def learner(d: int = 2, calibration: Calibration = PLAIN) -> Prototypes:
    return Prototypes(torch.zeros(d), calibration, "an encoder's hash")


def test_similarities_are_cosines_to_the_mean_of_the_unit_vectors() -> None:
    adapted = adapt_fully(learner(), support([[2.0, 0.0], [0.0, 5.0], [-3.0, 0.0]], [0, 0, 1]))
    half = math.sqrt(0.5)
    torch.testing.assert_close(adapted.weights, torch.tensor([[half, half], [-1.0, 0.0]]))  # type: ignore[attr-defined]
    similarity = adapted.classify(torch.tensor([[7.0, 0.0], [0.0, -1.0]])).similarity
    torch.testing.assert_close(similarity, torch.tensor([[half, -1.0], [-half, 0.0]]))


def test_the_centre_is_taken_off_support_and_queries() -> None:
    shifted = Prototypes(torch.tensor([10.0, 10.0]), PLAIN, "")
    adapted = adapt_fully(shifted, support([[11.0, 10.0], [10.0, 11.0]], [0, 1]))
    similarity = adapted.classify(torch.tensor([[10.5, 10.0]])).similarity
    torch.testing.assert_close(similarity, torch.tensor([[1.0, 0.0]]))


def test_leave_one_out_progress_is_as_computed_by_hand() -> None:
    """Class 0 holds e1, e1; class 1 holds e2, e1: each meets the other of its class, and the rival."""
    steps = list(learner().adapt(support([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], [0, 0, 1, 1])))
    sure, lost = math.log1p(math.exp(-10)), math.log1p(math.exp(10))
    even = math.log(2)
    expected_loss = (sure + sure + even + lost) / 4  # e2 fits neither; e1 of class 1 looks like class 0
    assert steps == [AdaptStep(1, 1, pytest.approx(expected_loss), pytest.approx(0.5), "shot")]


def test_progress_shows_one_two_and_more_pictures_of_each_class_up_to_a_limit() -> None:
    steps = list(learner(8).adapt(random_support([30, 3])))
    assert [s.step for s in steps] == list(range(1, MAX_SHOTS_SHOWN + 1))
    assert {s.total for s in steps} == {MAX_SHOTS_SHOWN}
    assert steps[-1].support_accuracy > 0.9


def test_single_pictures_leave_nothing_to_hold_out() -> None:
    assert list(learner().adapt(support([[1.0, 0.0], [0.0, 1.0]], [0, 1]))) == []


@pytest.mark.parametrize("n_way", [1, 2, 100])
def test_one_to_a_hundred_classes_are_learned(n_way: int) -> None:
    examples = random_support([2] * n_way, d=64)
    scores = adapt_fully(learner(64), examples).classify(examples.embeddings)
    assert scores.similarity.shape == (2 * n_way, n_way)
    assert torch.equal(scores.similarity.argmax(1), examples.labels)
    torch.testing.assert_close(scores.probability.sum(1) + scores.p_unknown, torch.ones(2 * n_way))


def test_a_thousand_pictures_beside_one_are_learned() -> None:
    examples = random_support([1000, 1, 7])
    scores = adapt_fully(learner(8), examples).classify(examples.embeddings)
    assert float((scores.similarity.argmax(1) == examples.labels).float().mean()) > 0.95


def test_many_pictures_of_a_class_do_not_drag_queries_to_it() -> None:
    rows = [[1.0, 0.0]] * 50 + [[0.0, 1.0]]
    scores = adapt_fully(learner(), support(rows, [0] * 50 + [1])).classify(torch.tensor([[1.0, 1.1]]))
    assert int(scores.similarity.argmax()) == 1


def test_adapting_changes_nothing_and_gives_the_same_again() -> None:
    examples = random_support([3, 4])
    embeddings, labels = examples.embeddings.clone(), examples.labels.clone()
    metric = learner(8)
    first, second = adapt_fully(metric, examples), adapt_fully(metric, examples)
    assert torch.equal(examples.embeddings, embeddings)
    assert torch.equal(examples.labels, labels)
    assert first is not second
    assert first.model_hash == second.model_hash


def test_predicting_changes_nothing() -> None:
    examples = random_support([3, 4])
    adapted = adapt_fully(learner(8), examples)
    before, queries = adapted.model_hash, torch.randn(9, 8, generator=torch.Generator().manual_seed(5))
    kept = queries.clone()
    first, second = adapted.classify(queries), adapted.classify(queries)
    assert torch.equal(first.probability, second.probability)
    assert torch.equal(queries, kept)
    assert adapted.model_hash == before


def test_a_query_is_scored_alike_alone_and_in_any_company() -> None:
    adapted = adapt_fully(learner(8), random_support([3, 4]))
    queries = torch.randn(6, 8, generator=torch.Generator().manual_seed(6))
    together = adapted.classify(queries).similarity
    torch.testing.assert_close(together, torch.cat([adapted.classify(q[None]).similarity for q in queries]))


def test_another_support_picture_or_encoder_gives_another_model_hash() -> None:
    adapted = adapt_fully(learner(8), random_support([3, 4]))
    other_support = adapt_fully(learner(8), random_support([3, 5]))
    other_encoder = adapt_fully(Prototypes(torch.zeros(8), PLAIN, "another"), random_support([3, 4]))
    assert len({adapted.model_hash, other_support.model_hash, other_encoder.model_hash}) == 3


def test_closing_an_adaptation_early_leaves_no_classifier() -> None:
    progress = learner(8).adapt(random_support([5, 5]))
    next(progress)
    progress.close()
    with pytest.raises(StopIteration) as stopped:
        next(progress)
    assert stopped.value.value is None


def test_the_calibration_of_the_number_of_pictures_is_used() -> None:
    by_shots = Calibration((1, 2), (2,), ((1.0,), (50.0,)))
    one = adapt_fully(learner(2, by_shots), support([[1.0, 0.0], [0.0, 1.0]], [0, 1]))
    two = adapt_fully(learner(2, by_shots), support([[1.0, 0.0], [0.0, 1.0]] * 2, [0, 1] * 2))
    query = torch.tensor([[1.0, 0.2]])
    assert float(two.classify(query).probability.max()) > float(one.classify(query).probability.max())


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 1000))
def test_the_order_of_classes_and_pictures_does_not_matter(order: list[int], seed: int) -> None:
    examples = random_support([1, 2, 3, 2, 1], seed=seed)
    new_label = torch.tensor([order.index(c) for c in range(5)])
    rows = torch.randperm(len(examples.labels), generator=torch.Generator().manual_seed(seed))
    permuted = SupportSet(
        examples.embeddings[rows],
        new_label[examples.labels[rows]],
        tuple(examples.class_names[c] for c in order),
    )
    queries = torch.randn(4, 8, generator=torch.Generator().manual_seed(seed))
    plain = adapt_fully(learner(8), examples).classify(queries).similarity
    torch.testing.assert_close(
        adapt_fully(learner(8), permuted).classify(queries).similarity, plain[:, order]
    )


def test_centred_embeddings_have_unit_length() -> None:
    z = torch.randn(5, 3, generator=torch.Generator().manual_seed(7))
    torch.testing.assert_close(centred(z, torch.ones(3)), F.normalize(z - 1, dim=1))
