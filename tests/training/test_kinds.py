"""Kinds of episodes: which a data set allows, and how unequal and unknown ones are drawn."""

from __future__ import annotations

import torch
from torch import Tensor

from handful.training.kinds import KINDS, N_QUERY, Kind, draw, drawable, first_classes, thinned
from tests.fewshot.tiny import support

NUMBERS = {"n_episodes": 30, "seed": 3}


def numbered(n_classes: int = 7, per_class: int = 40) -> list[Tensor]:
    """Embeddings that say which class and picture they are of."""
    return [torch.tensor([[float(c), float(i)] for i in range(per_class)]) for c in range(n_classes)]


def test_the_kinds_are_those_of_the_protocol() -> None:
    plain = {(kind.n_way, kind.n_shot) for kind in KINDS if kind.form == "plain"}
    assert {(n_way, n_shot) for n_way in (5, 10, 20) for n_shot in (1, 5)} <= plain
    assert {1, 20} <= {n_shot for n_way, n_shot in plain if n_way == 5}
    assert {kind.form for kind in KINDS} == {"plain", "unequal", "unknown"}


def test_what_a_small_data_set_does_not_allow_is_left_out_with_the_reason() -> None:
    kinds, left_out = drawable(KINDS, [20] * 5)
    assert kinds == [Kind("plain", 5, n) for n in (1, 2, 3, 5)]
    assert left_out["20-way 1-shot"] == "the data set has 5 classes; 20-way episodes need 20"
    assert "20 shots and 15 queries need 35" in left_out["5-way 20-shot"]
    assert "6-way episodes need 6" in left_out["5-way 1-shot, one class unknown"]


def test_thinning_keeps_the_first_pictures_of_each_class() -> None:
    whole = support([[1.0], [2.0], [3.0], [4.0], [5.0]], [0, 1, 0, 1, 1])
    few = thinned(whole, torch.tensor([1, 2]))
    assert few.embeddings[:, 0].tolist() == [1, 2, 4]
    assert few.labels.tolist() == [0, 1, 1]


def test_the_support_set_of_the_first_classes_knows_only_their_names() -> None:
    few = first_classes(support([[1.0], [2.0], [3.0]], [0, 2, 1]), 2)
    assert few.class_names == ("class 0", "class 1")
    assert few.embeddings[:, 0].tolist() == [1, 3]


def test_unequal_supports_have_1_to_9_pictures_a_class_and_differ() -> None:
    counts = [e.support.shots() for e in draw(Kind("unequal", 5, 9), numbered(), None, **NUMBERS)]
    everything = torch.stack(counts)
    assert (int(everything.min()), int(everything.max())) == (1, 9)
    assert all(len(set(each.tolist())) > 1 for each in counts[:5])
    again = [e.support.shots() for e in draw(Kind("unequal", 5, 9), numbered(), None, **NUMBERS)]
    assert torch.equal(everything, torch.stack(again))


def test_the_unknown_queries_are_of_a_class_that_the_support_set_lacks() -> None:
    for episode in draw(Kind("unknown", 5, 1), numbered(), None, **NUMBERS):
        assert episode.support.n_way == 5
        unknown = episode.query_labels == 5
        assert int(unknown.sum()) == N_QUERY
        shown = set(episode.support.embeddings[:, 0].tolist())
        assert set(episode.queries[unknown][:, 0].tolist()).isdisjoint(shown)
        assert set(episode.queries[~unknown][:, 0].tolist()) == shown
