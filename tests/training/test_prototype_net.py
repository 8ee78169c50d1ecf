from __future__ import annotations

import torch

from handful.training.prototype_net import closeness, prototypes


def test_a_prototype_is_the_mean_of_its_class() -> None:
    z = torch.tensor([[0.0, 2.0], [10.0, 0.0], [4.0, 4.0]])
    assert prototypes(z, torch.tensor([0, 1, 0]), 2).tolist() == [[2.0, 3.0], [10.0, 0.0]]


def test_closeness_is_minus_the_mean_squared_difference() -> None:
    queries, points = torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 2.0], [3.0, 2.0], [1.0, 6.0]])
    torch.testing.assert_close(closeness(queries, points), torch.tensor([[0.0, -2.0, -8.0]]))
