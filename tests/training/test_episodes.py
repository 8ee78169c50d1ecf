from __future__ import annotations

from collections import defaultdict

import pytest
import torch
from torch import Tensor

from handful.training.episodes import EpisodeError, episodes

SHAPE = {"n_way": 3, "n_shot": 2, "n_query": 4}


def numbered(n_classes: int = 6, per_class: int = 10) -> list[Tensor]:
    """Embeddings that say which class and which picture they are."""
    return [torch.tensor([[float(c), float(i)] for i in range(per_class)]) for c in range(n_classes)]


def test_the_same_seed_gives_the_same_episodes_and_another_seed_others() -> None:
    first, again, other = (
        [e.queries for e in episodes(numbered(), **SHAPE, n_episodes=5, seed=seed)] for seed in (1, 1, 2)
    )
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(first, other, strict=True))


def test_support_and_queries_are_of_the_same_classes_and_share_no_picture() -> None:
    for episode in episodes(numbered(), **SHAPE, n_episodes=50, seed=0):
        support, queries = episode.support.embeddings, episode.queries
        assert not {tuple(r) for r in support.tolist()} & {tuple(r) for r in queries.tolist()}
        for label in range(3):
            of_support = support[episode.support.labels == label][:, 0]
            of_queries = queries[episode.query_labels == label][:, 0]
            assert len(of_support) == 2
            assert len(of_queries) == 4
            assert len({*of_support.tolist(), *of_queries.tolist()}) == 1


def test_labels_are_drawn_anew_so_that_a_label_says_nothing_of_the_class() -> None:
    """Whoever answers by class number alone must be at chance: each class gets each label about as often."""
    labels_of: dict[int, list[int]] = defaultdict(list)
    for episode in episodes(numbered(), **SHAPE, n_episodes=600, seed=0):
        for row, label in zip(episode.support.embeddings[::2], episode.support.labels[::2], strict=True):
            labels_of[int(row[0])].append(int(label))
    for seen in labels_of.values():
        share = torch.bincount(torch.tensor(seen), minlength=3) / len(seen)
        assert float((share - 1 / 3).abs().max()) < 0.08


def test_support_pictures_may_be_embedded_in_another_way() -> None:
    as_support = [z + 100 for z in numbered()]
    for episode in episodes(numbered(), as_support, **SHAPE, n_episodes=5, seed=0):
        assert float(episode.support.embeddings.min()) >= 100
        assert float(episode.queries.max()) < 100


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"n_way": 7, "n_shot": 1, "n_query": 1}, "has 6 classes; 7-way episodes need 7"),
        (
            {"n_way": 5, "n_shot": 8, "n_query": 3},
            "smallest class has 10 pictures; 8 shots and 3 queries need 11",
        ),
        ({"n_way": 1, "n_shot": 1, "n_query": 1}, "needs 2 ways, 1 shot and 1 query"),
        ({"n_way": 2, "n_shot": 0, "n_query": 1}, "needs 2 ways, 1 shot and 1 query"),
    ],
)
def test_a_data_set_that_is_too_small_says_what_is_missing(numbers: dict[str, int], message: str) -> None:
    with pytest.raises(EpisodeError, match=message):
        next(episodes(numbered(), **numbers, n_episodes=1, seed=0))
