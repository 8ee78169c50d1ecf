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
from handful.fewshot.prototypes import Prototypes, held_out_similarities
from handful.fewshot.support import SupportSet
from tests.fewshot.tiny import PLAIN, random_support, support


def learner(d: int = 2, calibration: Calibration = PLAIN) -> Prototypes:
    return Prototypes(torch.zeros(d), calibration, "an encoder's hash")


def test_one_picture_a_class_is_compared_by_cosines() -> None:
    adapted = adapt_fully(learner(), support([[0.0, 5.0], [-3.0, 0.0]], [0, 1]))
    similarity = adapted.classify(torch.tensor([[7.0, 0.0], [1.0, 1.0]])).similarity
    half = math.sqrt(0.5)
    torch.testing.assert_close(similarity, torch.tensor([[0.0, -1.0], [half, -half]]))


def test_classes_of_as_many_pictures_are_ordered_by_the_squared_distance_to_their_means() -> None:
    examples, queries = (
        random_support([4, 4, 4]),
        torch.randn(20, 8, generator=torch.Generator().manual_seed(1)),
    )
    similarity = adapt_fully(learner(8), examples).classify(queries).similarity
    x, z = F.normalize(queries, dim=1), F.normalize(examples.embeddings, dim=1)
    means = torch.stack([z[examples.labels == c].mean(0) for c in range(3)])
    minus_half_squared = -torch.cdist(x, means).square() / 2
    apart = minus_half_squared - similarity
    torch.testing.assert_close(apart, apart[:, :1].expand(-1, 3))


def test_what_chance_adds_to_the_mean_of_few_pictures_is_taken_off() -> None:
    """Two pictures at right angles and one alone: m = 0, so that every class's own length is 0."""
    adapted = adapt_fully(learner(), support([[2.0, 0.0], [0.0, 5.0], [-3.0, 0.0]], [0, 0, 1]))
    few, many = math.sqrt(0.75 / 1), math.sqrt(0.75 / 0.5)  # 3/4 is one over the harmonic mean of 2 and 1
    similarity = adapted.classify(torch.tensor([[7.0, 0.0], [0.0, -1.0]])).similarity
    torch.testing.assert_close(similarity, torch.tensor([[many / 2, -few], [-many / 2, 0.0]]))


def test_classes_of_few_pictures_are_found_among_classes_of_many() -> None:
    generator = torch.Generator().manual_seed(3)
    labels = torch.tensor([0] + [1] * 9)
    found = {"prototypes": [0.0, 0.0], "distance": [0.0, 0.0]}
    for _ in range(100):
        towards = F.normalize(torch.randn(2, 64, generator=generator), dim=1)
        drawn = torch.randn(10, 64, generator=generator) / 4 + towards[labels]
        queries = torch.randn(40, 64, generator=generator) / 4 + towards.repeat_interleave(20, 0)
        adapted = adapt_fully(learner(64), support(drawn.tolist(), labels.tolist()))
        z = F.normalize(drawn, dim=1)
        nearest = torch.cdist(F.normalize(queries, dim=1), torch.stack([z[0], z[1:].mean(0)])).argmin(1)
        for name, answer in (
            ("prototypes", adapted.classify(queries).similarity.argmax(1)),
            ("distance", nearest),
        ):
            found[name][0] += float((answer[:20] == 0).float().mean()) / 100
            found[name][1] += float((answer[20:] == 1).float().mean()) / 100
    assert found["distance"][0] < 0.3
    assert min(found["prototypes"]) > 0.93


def test_the_centre_is_taken_off_support_and_queries() -> None:
    shifted = Prototypes(torch.tensor([10.0, 10.0]), PLAIN, "")
    adapted = adapt_fully(shifted, support([[11.0, 10.0], [10.0, 11.0]], [0, 1]))
    similarity = adapted.classify(torch.tensor([[10.5, 10.0]])).similarity
    torch.testing.assert_close(similarity, torch.tensor([[1.0, 0.0]]))


def test_leave_one_out_progress_is_as_computed_by_hand() -> None:
    """Class 0 holds e1, e1; class 1 holds e2, e1: each meets the other of its class, and the rival."""
    steps = list(learner().adapt(support([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], [0, 0, 1, 1])))
    of_one, of_two = math.sqrt(0.75), math.sqrt(1.5) / 2  # without e1 of class 0, m = 0: see above
    sure, lost = math.log1p(math.exp(10 * (of_two - of_one))), math.log1p(math.exp(10))
    even = math.log(2)
    expected_loss = (sure + sure + even + lost) / 4  # e2 fits neither; e1 of class 1 looks like class 0
    assert steps == [AdaptStep(1, 1, pytest.approx(expected_loss), pytest.approx(0.5), "shot")]


def test_a_picture_is_held_out_as_if_it_had_never_been_there() -> None:
    z, labels = (
        F.normalize(random_support([4, 2, 3]).embeddings, dim=1),
        torch.tensor([0] * 4 + [1] * 2 + [2] * 3),
    )
    held_out = held_out_similarities(z, labels, 3)
    for i in range(len(z)):
        rest = torch.arange(len(z)) != i
        adapted = adapt_fully(learner(8), support(z[rest].tolist(), labels[rest].tolist()))
        torch.testing.assert_close(held_out[i], adapted.classify(z[i : i + 1]).similarity[0])


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
