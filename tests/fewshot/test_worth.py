"""Leave-one-out without leaving anything out by hand: the sums give what a loop over prototypes gives."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.worth import wilson, worth

SCALE = 7.0


def cloud(counts, d=6, seed=0):
    generator = torch.Generator().manual_seed(seed)
    labels = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    rows = torch.randn(len(counts), d, generator=generator)[labels]
    return F.normalize(rows + torch.randn(len(labels), d, generator=generator), dim=1), labels


def held_out(z, labels, n_way, j, dropped=()):
    """Similarities of j to prototypes without it and without those dropped; None where one is empty."""
    kept = torch.ones(len(z), dtype=torch.bool)
    kept[[j, *dropped]] = False
    if any(not (kept & (labels == c)).any() for c in range(n_way)):
        return None
    prototypes = torch.stack([z[kept & (labels == c)].mean(0) for c in range(n_way)])
    return z[j] @ F.normalize(prototypes, dim=1).T


def harm_by_hand(z, labels, n_way, i):
    falls = []
    for j in range(len(z)):
        before, after = held_out(z, labels, n_way, j), held_out(z, labels, n_way, j, (i,))
        if j != i and before is not None and after is not None:
            losses = [F.cross_entropy(SCALE * s[None], labels[j : j + 1]) for s in (before, after)]
            falls.append(float(losses[0] - losses[1]))
    return sum(falls) / len(falls)


def test_similarities_are_those_to_prototypes_made_without_the_picture():
    z, labels = cloud([3, 2, 4])
    found = worth(z, labels, 3, SCALE)
    for j in range(len(z)):
        torch.testing.assert_close(found.similarity[j], held_out(z, labels, 3, j))


@pytest.mark.parametrize("counts", [[3, 2, 4], [2, 2], [5, 1, 3]])
def test_harm_is_the_fall_of_the_held_out_loss_that_a_loop_finds(counts):
    z, labels = cloud(counts)
    found = worth(z, labels, len(counts), SCALE)
    for i in range(len(z)):
        if counts[int(labels[i])] > 1:
            assert float(found.harm[i]) == pytest.approx(harm_by_hand(z, labels, len(counts), i), abs=1e-5)


def test_the_only_picture_of_a_class_cannot_be_left_out():
    z, labels = cloud([1, 3])
    found = worth(z, labels, 2, SCALE)
    assert math.isnan(float(found.harm[0]))
    assert float(found.similarity[0, 0]) == -math.inf
    assert torch.isfinite(found.harm[1:]).all()


def test_a_picture_under_the_wrong_class_harms_and_looks_like_the_other():
    z, labels = cloud([8, 8], d=16, seed=3)
    z = F.normalize(z + 3 * torch.eye(2, 16)[labels], dim=1)
    labels[0] = 1
    found = worth(z, labels, 2, SCALE)
    assert float(found.harm[0]) > 0
    assert float(found.similarity[0, 0]) > float(found.similarity[0, 1])


def test_one_class_alone_harms_nobody():
    z, labels = cloud([3])
    torch.testing.assert_close(worth(z, labels, 1, SCALE).harm, torch.zeros(3))


@pytest.mark.parametrize(
    ("right", "n", "interval"),
    [(0, 0, (0.0, 1.0)), (5, 5, (0.5655, 1.0)), (4, 5, (0.3755, 0.9638)), (81, 263, (0.2553, 0.3662))],
)
def test_wilsons_interval_is_that_of_the_tables(right, n, interval):
    """81 of 263: Newcombe 1998, table I, method 3."""
    assert wilson(right, n) == pytest.approx(interval, abs=1e-4)
