"""The answer "unknown": measured by the support set, so that it moves with the pictures' domain."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
import torch

from handful.fewshot.learner import adapt_fully
from handful.fewshot.prototypes import Prototypes, class_means
from handful.fewshot.support import SupportSet
from handful.fewshot.unknown import (
    Cell,
    Evidence,
    UnknownFit,
    WithUnknown,
    evidence_of,
    make_detector,
    odds_shift,
    summary,
)
from tests.fewshot.tiny import PLAIN, random_support, support

CELL = Cell(8.0, 3.0, 5.0, 1.0, 0.5, 0.2, 0.01)
FIT = UnknownFit((1, 4), (2, 8), ((CELL, CELL), (CELL, replace(CELL, familiarity=16.0))), 0.3)
CENTRE = torch.zeros(2)


def detector(examples: SupportSet, fit: UnknownFit = FIT):
    return make_detector(examples, torch.zeros(examples.embeddings.shape[1]), fit)


def test_each_example_is_a_stranger_to_the_other_classes_and_held_out_of_its_own() -> None:
    """e1, e1 rotated by 90 degrees, and their class; a class at -e1 of one picture."""
    z = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    labels = torch.tensor([0, 0, 1])
    evidence = evidence_of(z, labels, class_means(z, labels, 2))
    root = math.sqrt(0.5)
    assert evidence.as_strangers.tolist() == pytest.approx([-1.0, 0.0, -root], abs=1e-6)
    assert evidence.held_out.tolist() == pytest.approx([0.0, 0.0], abs=1e-6)
    assert evidence.right.tolist() == [True, True]


def test_one_class_has_no_strangers_and_single_pictures_cannot_be_held_out() -> None:
    z = torch.eye(3)
    alone = evidence_of(z, torch.zeros(3, dtype=torch.long), torch.ones(1, 3) / math.sqrt(3))
    assert (len(alone.as_strangers), len(alone.held_out)) == (0, 3)
    singles = evidence_of(z, torch.arange(3), z)
    assert (len(singles.as_strangers), len(singles.held_out)) == (3, 0)


def test_gap_and_variance_are_drawn_towards_the_usual_by_hand() -> None:
    """h - u = 0.6 of 10 held out, usual 0.2 for 10: 0.4; no scatter, usual 0.01 for 40 of 60: 2 / 3 of it."""
    evidence = Evidence(torch.full((10,), 0.1), torch.full((10,), 0.7), torch.ones(10, dtype=torch.bool))
    u, h, r = summary(evidence, 0.2, 0.01)
    assert (u, h) == pytest.approx((0.1, 0.7))
    assert r == pytest.approx((0.4 / 0.2) / (2 / 3), rel=1e-4)


def test_examples_no_more_like_their_own_class_than_like_others_call_nothing_unknown() -> None:
    n = 1000
    evidence = Evidence(torch.full((n,), 0.5), torch.full((n,), 0.2), torch.zeros(n, dtype=torch.bool))
    assert summary(evidence, 0.2, 0.01)[2] == 0


def test_the_log_odds_are_the_formula_by_hand() -> None:
    examples = support([[1.0, 0.0], [0.0, 1.0]], [0, 1])
    found = detector(examples)
    query = torch.tensor([[3.0, 4.0]])
    r = 1 / ((40 * 0.01) / (2 + 40) / 0.01)  # u = 0 without scatter, nothing held out, the usual gap
    assert float(found.log_odds(query)) == pytest.approx(
        r * (8.0 * 0.8 - 3.0 * 0 - 5.0 * 0 + 1.0) + 0.5, rel=1e-4
    )


def test_where_all_pictures_are_alike_a_query_has_to_be_more_alike() -> None:
    """The same query, at the same cosine to its class, beside classes that are far and that are near."""
    query = torch.tensor([[math.cos(0.5), math.sin(0.5)]])
    far = detector(support([[1.0, 0.0], [-1.0, 0.0]], [0, 1]))
    near = detector(support([[1.0, 0.0], [math.cos(0.3), -math.sin(0.3)]], [0, 1]))
    assert float(near.log_odds(query)) < float(far.log_odds(query))


def test_more_strangers_expected_make_more_unknown_by_bayes() -> None:
    assert odds_shift(0.5, 0.2) == pytest.approx(-math.log(4))
    examples, query = random_support([3, 3]), torch.zeros(1, 8) + 0.3
    usual = detector(examples)
    shifted = usual.expecting(0.5, 0.2)
    assert float(usual.log_odds(query) - shifted.log_odds(query)) == pytest.approx(math.log(4), rel=1e-3)


def test_the_more_strangers_are_expected_the_more_is_unknown_and_with_none_nothing() -> None:
    queries = torch.randn(40, 8, generator=torch.Generator().manual_seed(0))
    found = []
    for share in (0.0, 0.5, 0.99):
        wary = WithUnknown(Prototypes(torch.zeros(8), PLAIN, ""), torch.zeros(8), FIT, share)
        found.append(int(adapt_fully(wary, random_support([4, 4, 4])).classify(queries).unknown.sum()))
    assert found == sorted(found)
    assert found[0] == 0 < found[-1]


def test_probabilities_share_what_unknown_leaves_and_similarities_stay() -> None:
    examples = random_support([3, 3, 3])
    plain = Prototypes(torch.zeros(8), PLAIN, "an encoder")
    queries = torch.randn(20, 8, generator=torch.Generator().manual_seed(1))
    alone = adapt_fully(plain, examples)
    wary = adapt_fully(WithUnknown(plain, torch.zeros(8), FIT), examples)
    scores, bare = wary.classify(queries), alone.classify(queries)
    torch.testing.assert_close(scores.probability.sum(1) + scores.p_unknown, torch.ones(20))
    torch.testing.assert_close(scores.probability / scores.probability.sum(1, keepdim=True), bare.probability)
    assert torch.equal(scores.similarity, bare.similarity)
    assert torch.equal(scores.unknown, scores.p_unknown > 0.5)
    assert wary.model_hash != alone.model_hash


def test_another_share_of_strangers_is_another_model() -> None:
    examples, plain = random_support([3, 3]), Prototypes(torch.zeros(8), PLAIN, "")
    hashes = {
        adapt_fully(WithUnknown(plain, torch.zeros(8), FIT, share), examples).model_hash
        for share in (0.1, 0.5)
    }
    assert len(hashes) == 2


def test_between_fitted_shots_and_ways_it_is_linear_in_the_logarithms() -> None:
    assert FIT.at(2, 4).familiarity == pytest.approx(8 + 8 / 4)
    assert FIT.at(100, 100).familiarity == 16
    assert FIT.at(1, 1) == CELL


def test_a_fit_survives_its_card_and_one_with_missing_cells_is_refused() -> None:
    assert UnknownFit.from_json(json.loads(json.dumps(FIT.to_json()))) == FIT
    with pytest.raises(ValueError, match="a cell for each ways"):
        UnknownFit.from_json(FIT.to_json() | {"ways": [2]})
