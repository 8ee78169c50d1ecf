from __future__ import annotations

import torch
import torch.nn.functional as F

from handful.fewshot.relation import RelationNetwork, comparisons
from tests.fewshot.meta_trained import network_of


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return F.normalize(torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), dim=1)


def test_untrained_it_is_the_cosine_to_the_class_mean() -> None:
    z, one_hot = drawn(6, 5), torch.eye(3).repeat_interleave(2, 0)
    prototypes = F.normalize((z[::2] + z[1::2]) / 2, dim=1)
    queries = drawn(4, 5, seed=1)
    torch.testing.assert_close(RelationNetwork(hidden=4)(z, one_hot, queries), queries @ prototypes.T)


def test_two_embeddings_are_compared_by_hand() -> None:
    found = comparisons(torch.tensor([[0.6, 0.8]]), torch.tensor([[1.0, 0.0]]))
    distance = (0.4 + 0.8) / 2**0.5
    root = 0.6**0.5 / (0.6 + 0.8) ** 0.5
    torch.testing.assert_close(found, torch.tensor([[[0.6, 1 - distance, root]]]))


def test_trained_it_knows_how_many_pictures_a_class_has_and_how_alike_they_are() -> None:
    network, queries = network_of("relation"), drawn(4, 5, seed=1)
    one = network(drawn(2, 5), torch.eye(2), queries)
    twice = network(drawn(2, 5).repeat(2, 1), torch.eye(2).repeat(2, 1), queries)
    assert not torch.allclose(one, twice)


def test_a_relation_is_between_a_picture_and_one_class_alone() -> None:
    network, queries = network_of("relation"), drawn(4, 5, seed=1)
    z = drawn(3, 5)
    three = network(z, torch.eye(3), queries)
    two = network(z[:2], torch.eye(2), queries)
    torch.testing.assert_close(three[:, :2], two)
