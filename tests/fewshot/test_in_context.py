from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.episode_network import NetworkLearner
from handful.fewshot.in_context import MAX_TOKENS, InContextNetwork, condensed
from handful.fewshot.learner import adapt_fully
from handful.fewshot.support import SupportError
from tests.fewshot.meta_trained import SETTINGS, network_of
from tests.fewshot.tiny import PLAIN, random_support

MAX_WAY = 32


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return F.normalize(torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), dim=1)


def one_hot(counts: list[int]) -> torch.Tensor:
    labels = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    return F.one_hot(labels, len(counts)).float()


def learner(network: torch.nn.Module, d: int = 8) -> NetworkLearner:
    return NetworkLearner(network, torch.zeros(d), PLAIN, "an encoder", "weights", "in-context", MAX_WAY)  # type: ignore[arg-type]


def test_before_it_is_trained_it_answers_nearly_as_the_prototypes() -> None:
    z, codes, queries = drawn(6, 5), one_hot([2, 2, 2]), drawn(4, 5, seed=1)
    prototypes = F.normalize((z[::2] + z[1::2]) / 2, dim=1)
    with torch.no_grad():
        similarity = InContextNetwork(**SETTINGS["in-context"])(z, codes, queries)
    torch.testing.assert_close(similarity, queries @ prototypes.T, rtol=0, atol=0.1)


def test_the_order_of_the_support_set_changes_nothing() -> None:
    network, z, codes, queries = (
        network_of("in-context"),
        drawn(9, 5),
        one_hot([2, 3, 4]),
        drawn(4, 5, seed=1),
    )
    order = torch.randperm(9, generator=torch.Generator().manual_seed(3))
    plain, other = network(z, codes, queries), network(z[order], codes[order], queries)
    torch.testing.assert_close(other, plain, rtol=1e-4, atol=1e-5)


def test_other_label_codes_only_move_the_columns() -> None:
    network, z, codes, queries = (
        network_of("in-context"),
        drawn(9, 5),
        one_hot([2, 3, 4]),
        drawn(4, 5, seed=1),
    )
    plain, other = network(z, codes, queries), network(z, codes[:, [2, 0, 1]], queries)
    torch.testing.assert_close(other, plain[:, [2, 0, 1]], rtol=1e-4, atol=1e-5)


def test_turning_all_embeddings_together_does_not_touch_the_attention() -> None:
    network = network_of("in-context")
    network.relation = InContextNetwork(**SETTINGS["in-context"]).relation.requires_grad_(False)  # it is 0
    z, codes, queries = drawn(9, 5), one_hot([2, 3, 4]), drawn(4, 5, seed=1)
    turn = torch.linalg.qr(drawn(5, 5, seed=2)).Q
    torch.testing.assert_close(
        network(z @ turn, codes, queries @ turn), network(z, codes, queries), rtol=1e-4, atol=1e-5
    )


def test_the_context_matters_beyond_a_class_of_its_own() -> None:
    """Another picture of class 1 changes what class 0 means: the support set is read as a whole."""
    network, queries, codes = network_of("in-context", seed=4), drawn(4, 5, seed=1), one_hot([2, 2])
    z, other = drawn(4, 5), drawn(4, 5)
    other[3] = drawn(1, 5, seed=9)[0]
    difference = network(z, codes, queries)[:, 0] - network(other, codes, queries)[:, 0]
    assert float(difference.abs().max()) > 1e-4


def test_up_to_the_limit_of_classes_it_works_and_above_it_says_so() -> None:
    at_limit = random_support([1] * MAX_WAY, d=8)
    scores = adapt_fully(learner(network_of("in-context")), at_limit).classify(at_limit.embeddings)
    assert scores.similarity.shape == (MAX_WAY, MAX_WAY)
    with pytest.raises(SupportError, match="there are 33 classes; in-context can tell 32 apart at the most"):
        adapt_fully(learner(network_of("in-context")), random_support([1] * 33, d=8))


def test_many_pictures_of_a_class_are_drawn_together_whatever_their_order() -> None:
    z, codes = drawn(90, 5), one_hot([70, 20])
    order = torch.randperm(90, generator=torch.Generator().manual_seed(3))
    tokens, labels = condensed(z, codes)
    others, _ = condensed(z[order], codes[order])
    assert labels.sum(0).tolist() == [MAX_TOKENS, 20]
    torch.testing.assert_close(others[:MAX_TOKENS], tokens[:MAX_TOKENS])
    assert torch.equal(tokens[MAX_TOKENS:], z[70:])
