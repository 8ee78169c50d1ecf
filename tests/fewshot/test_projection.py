"""Maps of embeddings: the straight one by hand, the one by neighbours by what it keeps together."""

from __future__ import annotations

import time

import pytest
import torch

from handful.fewshot.projection import by_neighbours, straight, unit


def drawn(z, seed=0, epochs=200):
    flat = straight(z, z[:0])
    steps = by_neighbours(z, flat.place(z), torch.Generator().manual_seed(seed), epochs)
    while True:
        try:
            next(steps)
        except StopIteration as outcome:
            return outcome.value


def clouds(n_each, n_clouds=10, d=16):
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(n_clouds).repeat_interleave(n_each)
    return unit(6 * torch.eye(n_clouds, d)[labels] + torch.randn(len(labels), d, generator=generator)), labels


def nearest_is_of_the_same(places, labels):
    distance = torch.cdist(places, places).fill_diagonal_(torch.inf)
    return float((labels[distance.argmin(1)] == labels).float().mean())


def test_without_prototypes_the_plane_is_that_of_the_largest_spread():
    z = torch.tensor([[3.0, 0, 0], [-3.0, 0, 0], [0, 2.0, 0], [0, -2.0, 0], [0, 0, 1.0], [0, 0, -1.0]])
    flat = straight(z, z[:0])
    torch.testing.assert_close(flat.axes, torch.tensor([[1.0, 0, 0], [0, 1.0, 0]]))
    assert flat.share == pytest.approx(26 / 28)
    torch.testing.assert_close(flat.place(z)[0], torch.tensor([3.0, 0.0]))


def test_two_prototypes_give_the_first_axis_and_the_largest_spread_beside_them_the_second():
    z = torch.tensor([[0.0, 9, 1], [0.0, -9, 1], [0.0, 9, -1], [0.0, -9, -1]])
    flat = straight(z, torch.tensor([[0.0, 0, 1], [0.0, 0, -1]]))
    torch.testing.assert_close(flat.axes, torch.tensor([[0.0, 0, 1], [0.0, 1, 0]]))


def test_the_prototypes_are_as_far_apart_in_the_plane_as_a_plane_allows():
    generator = torch.Generator().manual_seed(1)
    prototypes = torch.randn(3, 8, generator=generator)
    flat = straight(torch.randn(40, 8, generator=generator), prototypes)
    torch.testing.assert_close(
        torch.cdist(flat.place(prototypes), flat.place(prototypes)), torch.cdist(prototypes, prototypes)
    )


def test_one_picture_has_a_place():
    assert straight(torch.ones(1, 4), torch.zeros(0, 4)).place(torch.ones(1, 4)).tolist() == [[0.0, 0.0]]


def test_neighbours_stay_together_where_a_plane_cannot_show_them_apart():
    z, labels = clouds(30)
    flat = straight(z, z[:0]).place(z)
    by = nearest_is_of_the_same(drawn(z), labels)
    assert by >= 0.95
    assert by > nearest_is_of_the_same(flat, labels)


def test_the_same_seed_gives_the_same_map_and_another_seed_another():
    z, _ = clouds(10)
    torch.testing.assert_close(drawn(z, 1, 20), drawn(z, 1, 20))
    assert not torch.equal(drawn(z, 1, 20), drawn(z, 2, 20))


@pytest.mark.parametrize("n", [2, 3, 17])
def test_few_pictures_and_equal_ones_have_finite_places(n):
    same = unit(torch.ones(n, 5))
    assert torch.isfinite(drawn(same, epochs=50)).all()
    assert torch.isfinite(drawn(unit(torch.randn(n, 5, generator=torch.Generator().manual_seed(0))))).all()


def test_a_step_on_ten_thousand_pictures_takes_less_than_two_seconds():
    z = unit(torch.randn(10_000, 32, generator=torch.Generator().manual_seed(0)))
    steps = by_neighbours(z, z[:, :2], torch.Generator().manual_seed(0), epochs=3)
    next(steps)  # finds the neighbours
    began = time.perf_counter()
    next(steps)
    assert time.perf_counter() - began < 2.0
