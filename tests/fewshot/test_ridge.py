from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.learner import adapt_fully
from handful.fewshot.ridge import Ridge, held_out_scores, solve, weighted
from tests.fewshot.tiny import PLAIN, random_support, support


def learner(penalty: float = 1.0, d: int = 2) -> Ridge:
    return Ridge(torch.zeros(d), penalty, PLAIN, "an encoder's hash")


def test_two_pictures_at_a_right_angle_are_solved_by_hand() -> None:
    """X = I and Y = I, so W = I / (1 + penalty)."""
    adapted = adapt_fully(learner(3.0), support([[2.0, 0.0], [0.0, 5.0]], [0, 1]))
    similarity = adapted.classify(torch.tensor([[4.0, 3.0]])).similarity
    torch.testing.assert_close(similarity, torch.tensor([[0.8, 0.6]]) / 4)


@pytest.mark.parametrize(("n", "d"), [(6, 10), (10, 10), (30, 10)])
def test_both_forms_solve_the_normal_equations(n: int, d: int) -> None:
    generator = torch.Generator().manual_seed(n)
    x, y = torch.randn(n, d, generator=generator), torch.randn(n, 3, generator=generator)
    left = x.double().T @ x.double() + 0.7 * torch.eye(d, dtype=torch.float64)
    expected = torch.linalg.inv(left) @ x.double().T @ y.double()
    torch.testing.assert_close(solve(x, y, 0.7).double(), expected, rtol=1e-3, atol=1e-4)


def test_the_head_minimises_the_weighted_squares() -> None:
    examples = random_support([1, 5, 3])
    adapted = adapt_fully(learner(0.5, 8), examples)
    z = F.normalize(examples.embeddings, dim=1)
    y = F.one_hot(examples.labels, 3).float()
    v = (9 / (3 * torch.tensor([1.0, 5.0, 3.0])))[examples.labels][:, None]
    weights = adapted.weights.clone().requires_grad_()  # type: ignore[attr-defined]
    ((v * (z @ weights.T - y).square()).sum() + 0.5 * weights.square().sum()).backward()
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
    scores = held_out_scores(z, examples.labels, 3, 0.6)
    torch.testing.assert_close(scores, torch.stack(expected), rtol=1e-3, atol=1e-4)


def test_many_pictures_of_a_class_do_not_drag_queries_to_it() -> None:
    rows = [[1.0, 0.0]] * 50 + [[0.0, 1.0]]
    scores = adapt_fully(learner(), support(rows, [0] * 50 + [1])).classify(torch.tensor([[1.0, 1.1]]))
    assert int(scores.similarity.argmax()) == 1
