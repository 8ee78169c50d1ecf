from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from handful.training.episodes import EpisodeError
from handful.training.sampler import EpisodeSampler, EpisodeSizes

SIZES = EpisodeSizes((2, 4), (1, 3), (2, 5))
GROUPS = ((0, 1, 2), (3, 4, 5), (6, 7, 8))


def numbered(n_classes: int = 9) -> list[Tensor]:
    """Items of shape (1, 2) that say which class and which item of it they are."""
    return [torch.tensor([[[float(c), float(i)]] for i in range(9)]) for c in range(n_classes)]


def test_an_episode_depends_on_seed_step_and_index_alone() -> None:
    draw = EpisodeSampler(numbered(), SIZES, seed=5)
    draw(3, 1)
    drawn = [sampler(7, 0).queries for sampler in (draw, EpisodeSampler(numbered(), SIZES, seed=5))]
    assert torch.equal(*drawn)
    for other in (draw(7, 1), draw(8, 0), replace(draw, seed=6)(7, 0)):
        assert other.queries.shape != drawn[0].shape or not torch.equal(other.queries, drawn[0])


def test_ways_shots_and_queries_differ_from_episode_to_episode() -> None:
    draw = EpisodeSampler(numbered(), SIZES, seed=0)
    seen = Counter()
    for step in range(200):
        episode = draw(step, 0)
        n_way = episode.support.n_way
        seen[n_way, len(episode.support.labels) // n_way, len(episode.queries) // n_way] += 1
    assert set(seen) == {(w, s, q) for w in (2, 4) for s in (1, 3) for q in (2, 5)}


def test_a_class_gets_each_label_about_as_often_also_within_groups() -> None:
    sizes = EpisodeSizes((4,), (1,), (1,))
    draw = EpisodeSampler(numbered(), sizes, 0, groups=GROUPS, grouped_share=1.0)
    labels = torch.tensor(
        [[draw(step, 0).classes.index(0) for step in range(600) if 0 in draw(step, 0).classes]]
    )
    share = torch.bincount(labels[0], minlength=4) / labels.numel()
    assert float((share - 0.25).abs().max()) < 0.08


def test_grouped_episodes_come_from_as_few_groups_as_will_do() -> None:
    sizes = EpisodeSizes((3,), (1,), (1,))
    draw = EpisodeSampler(numbered(), sizes, 0, groups=GROUPS, grouped_share=0.5)
    within = [len({c // 3 for c in draw(step, 0).classes}) == 1 for step in range(400)]
    by_chance = 9 * 2 * 1 / (9 * 8 * 7)
    assert sum(within) / 400 == pytest.approx(0.5 + 0.5 * by_chance, abs=0.08)


def test_items_are_prepared_each_episode_anew() -> None:
    draw = EpisodeSampler(
        numbered(), SIZES, 0, prepare=lambda items, generator: items + torch.rand((), generator=generator)
    )
    first, again = draw(0, 0), draw(0, 0)
    assert torch.equal(first.queries, again.queries)
    assert not torch.equal(first.queries, first.queries.round())
    assert first.support.embeddings.shape[1:] == (1, 2)


def test_the_largest_episode_must_fit_the_classes() -> None:
    with pytest.raises(EpisodeError, match="the data set has 3 classes; 4-way episodes need 4"):
        EpisodeSampler(numbered(3), SIZES, 0)
