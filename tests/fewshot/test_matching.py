from __future__ import annotations

import math

import pytest
import torch

from handful.fewshot.learner import AdaptStep, adapt_fully
from handful.fewshot.matching import Matching
from handful.fewshot.support import SupportSet
from tests.fewshot.tiny import PLAIN, random_support, support


def learner(sharpness: float = 2.0, d: int = 2) -> Matching:
    return Matching(torch.zeros(d), sharpness, PLAIN, "an encoder's hash")


def test_with_one_picture_a_class_the_similarity_is_the_cosine_and_p_its_softmax() -> None:
    adapted = adapt_fully(learner(), support([[3.0, 0.0], [0.0, 2.0], [-1.0, 0.0]], [0, 1, 2]))
    query = torch.tensor([[4.0, 3.0]])
    scores = adapted.classify(query)
    cosine = torch.tensor([[0.8, 0.6, -0.8]])
    torch.testing.assert_close(scores.similarity, cosine)
    known = scores.probability / scores.probability.sum(1, keepdim=True)
    torch.testing.assert_close(known, torch.softmax(10 * cosine, 1))


def test_a_class_of_two_pictures_is_the_mean_attention_over_the_root_of_that_between_them() -> None:
    """Class 0 holds e1 and e2, the query is e1: k = 1 and exp(-s), exp(-s) between them, which both have."""
    s = 2.0
    adapted = adapt_fully(learner(s), support([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]], [0, 0, 1]))
    similarity = adapted.classify(torch.tensor([[1.0, 0.0]])).similarity[0].tolist()
    mean = (1 + math.exp(-s)) / 2
    assert similarity == pytest.approx([1 + (math.log(mean) + s / 2) / s, -1.0 + 0.5], rel=1e-5)


def test_more_pictures_of_a_class_do_not_make_it_win() -> None:
    """20 against 2 pictures, all at right angles to each other and to the query: nothing tells them apart."""
    rows = torch.eye(23)
    labels = torch.tensor([0] * 20 + [1] * 2)
    adapted = adapt_fully(learner(3.0, 23), SupportSet(rows[:22], labels, ("many", "few")))
    many, few = adapted.classify(rows[22:]).similarity[0].tolist()
    assert many == pytest.approx(few, abs=1e-4)


def test_equal_counts_of_pictures_that_are_equally_alike_give_the_papers_sum_of_attention() -> None:
    """Both classes hold two pictures at a right angle: the root is the same and P = sum_i a(x, x_i) y_i."""
    s = 3.0
    rows = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    adapted = adapt_fully(learner(s, 4), support(rows, [0, 0, 1, 1]))
    query = torch.tensor([[0.5, 0.1, 0.7, -0.2]])
    attention = torch.softmax(s * torch.nn.functional.normalize(query, dim=1), 1)
    expected = torch.stack([attention[:, :2].sum(1), attention[:, 2:].sum(1)], 1)
    similarity = adapted.classify(query).similarity
    torch.testing.assert_close(torch.softmax(s * similarity, 1), expected)


def test_a_picture_that_is_there_twice_counts_once() -> None:
    query = torch.tensor([[1.0, 1.1]])
    once = adapt_fully(learner(), support([[1.0, 0.0], [0.0, 1.0]], [0, 1]))
    often = adapt_fully(learner(), support([[1.0, 0.0]] * 50 + [[0.0, 1.0]], [0] * 50 + [1]))
    torch.testing.assert_close(often.classify(query).similarity, once.classify(query).similarity)


def test_a_class_of_two_looks_is_known_by_either_where_their_mean_is_not() -> None:
    adapted = adapt_fully(learner(8.0), support([[1.0, 0.1], [-1.0, 0.1], [0.6, 0.8]], [0, 0, 1]))
    similarity = adapted.classify(torch.tensor([[1.0, 0.15], [-1.0, 0.15]])).similarity
    assert similarity.argmax(1).tolist() == [0, 0]


def test_leave_one_out_masks_each_picture_as_if_it_had_never_been_there() -> None:
    examples = random_support([3, 4, 2], seed=3)
    [*_, last] = list(learner(4.0, 8).adapt(examples))
    losses, right = [], []
    for i, label in enumerate(examples.labels.tolist()):
        rest = torch.arange(len(examples.labels)) != i
        remaining = type(examples)(examples.embeddings[rest], examples.labels[rest], examples.class_names)
        scores = adapt_fully(learner(4.0, 8), remaining).classify(examples.embeddings[i][None])
        losses.append(-torch.log_softmax(10 * scores.similarity, 1)[0, label])
        right.append(int(scores.similarity.argmax()) == label)
    expected = AdaptStep(
        3, 3, pytest.approx(float(torch.stack(losses).mean()), rel=1e-4), sum(right) / len(right), "shot"
    )
    assert last == expected
