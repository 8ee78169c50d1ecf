from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.learner import adapt_fully
from handful.fewshot.prototypes import Prototypes, prototypes
from handful.fewshot.ridge import Ridge, choose, held_out_scores, solve, weighted
from handful.fewshot.support import SupportSet
from tests.fewshot.tiny import PLAIN, random_support, support

NEVER, AT_ONCE = 1e9, 0.0
"""Reluctance to leave prototypes."""


def learner(reluctance: float = 0.2, d: int = 2) -> Ridge:
    return Ridge(torch.zeros(d), reluctance, PLAIN, "an encoder's hash")


def alike(n_way: int, n_shot: int, seed: int = 0) -> SupportSet:
    """Classes differ a little in two of 16 numbers, and pictures of one class a lot in four others."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(n_way).repeat_interleave(n_shot)
    angles = labels * 2 * math.pi / n_way
    places = 0.5 * torch.stack([angles.cos(), angles.sin()], 1)
    between, rest = (torch.randn(len(labels), d, generator=generator) for d in (4, 10))
    names = tuple(f"class {c}" for c in range(n_way))
    return SupportSet(torch.cat([places, between, 0.05 * rest], 1), labels, names)


def test_one_picture_a_class_leaves_prototypes_as_they_are() -> None:
    examples, queries = (
        random_support([1, 1, 1]),
        torch.randn(9, 8, generator=torch.Generator().manual_seed(1)),
    )
    plain = adapt_fully(Prototypes(torch.zeros(8), PLAIN, ""), examples).classify(queries).similarity
    torch.testing.assert_close(adapt_fully(learner(d=8), examples).classify(queries).similarity, plain)


def test_prototypes_stand_where_the_gain_is_not_worth_leaving_them() -> None:
    examples = alike(6, 8)
    z = F.normalize(examples.embeddings, dim=1)
    assert choose(z, examples.labels, 6, NEVER).share == 0
    assert choose(z, examples.labels, 6, AT_ONCE).share > 0


def test_where_classes_are_alike_it_finds_what_tells_them_apart() -> None:
    examples, queries = alike(6, 8), alike(6, 50, seed=1)
    right = {}
    for each in (learner(d=16), Prototypes(torch.zeros(16), PLAIN, "")):
        answer = adapt_fully(each, examples).classify(queries.embeddings).similarity.argmax(1)
        right[each.name] = float((answer == queries.labels).float().mean())
    assert right["ridge"] > right["prototypes"] + 0.05


def test_what_is_said_of_a_picture_that_is_left_out_is_what_the_rest_says_of_it() -> None:
    examples = alike(3, 4)
    z = F.normalize(examples.embeddings, dim=1)
    chosen = choose(z, examples.labels, 3, AT_ONCE)
    assert chosen.share > 0
    for i in range(len(z)):
        rest = torch.arange(len(z)) != i
        weights, bias = prototypes(z[rest], examples.labels[rest], 3)
        w = solve(z[rest], F.one_hot(examples.labels[rest], 3).float(), chosen.penalty)
        said = (z[i] @ weights.T + bias + chosen.share * z[i] @ w) / 2
        torch.testing.assert_close(chosen.held_out[i], said, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(("n", "d"), [(6, 10), (10, 10), (30, 10)])
def test_both_forms_solve_the_normal_equations(n: int, d: int) -> None:
    generator = torch.Generator().manual_seed(n)
    x, y = torch.randn(n, d, generator=generator), torch.randn(n, 3, generator=generator)
    left = x.double().T @ x.double() + 0.7 * torch.eye(d, dtype=torch.float64)
    expected = torch.linalg.inv(left) @ x.double().T @ y.double()
    torch.testing.assert_close(solve(x, y, 0.7).double(), expected, rtol=1e-3, atol=1e-4)


def test_the_regression_minimises_the_weighted_squares() -> None:
    examples = random_support([1, 5, 3])
    z = F.normalize(examples.embeddings, dim=1)
    x, y, _ = weighted(z, examples.labels, 3)
    v = (9 / (3 * torch.tensor([1.0, 5.0, 3.0])))[examples.labels][:, None]
    weights = solve(x, y, 0.5).T.clone().requires_grad_()
    one_hot = F.one_hot(examples.labels, 3).float()
    ((v * (z @ weights.T - one_hot).square()).sum() + 0.5 * weights.square().sum()).backward()
    assert float(weights.grad.abs().max()) < 1e-4  # type: ignore[union-attr]


def test_equal_counts_weigh_as_in_the_paper() -> None:
    examples = random_support([4, 4])
    z = F.normalize(examples.embeddings, dim=1)
    x, y, _ = weighted(z, examples.labels, 2)
    torch.testing.assert_close(x, z)
    torch.testing.assert_close(y, F.one_hot(examples.labels, 2).float())


@pytest.mark.parametrize("counts", [[3, 4, 2], [12, 1, 5]])
def test_held_out_scores_are_those_of_a_head_made_without_the_row(counts: list[int]) -> None:
    examples = random_support(counts, d=8)
    z = F.normalize(examples.embeddings, dim=1)
    x, y, _ = weighted(z, examples.labels, 3)
    expected = []
    for i in range(len(z)):
        rest = torch.arange(len(z)) != i
        expected.append(z[i] @ solve(x[rest], y[rest], 0.6))
    ((penalty, scores),) = held_out_scores(z, examples.labels, 3, (0.6,))
    assert penalty == 0.6
    torch.testing.assert_close(scores, torch.stack(expected), rtol=1e-3, atol=1e-4)


def test_many_pictures_of_a_class_do_not_drag_queries_to_it() -> None:
    rows = [[1.0, 0.0]] * 50 + [[0.0, 1.0]]
    scores = adapt_fully(learner(), support(rows, [0] * 50 + [1])).classify(torch.tensor([[1.0, 1.1]]))
    assert int(scores.similarity.argmax()) == 1
