"""`auto`: which learner it takes, what it says of it, and that it can be stopped at each step."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

import pytest
import torch
from torch import Tensor

from handful.fewshot.auto import MAX_CANDIDATES, Auto, ChosenClassifier, ValidationLoss, folds, tried
from handful.fewshot.learner import AdaptStep, Scores, adapt_fully
from handful.fewshot.ridge import Ridge
from handful.fewshot.support import SupportSet
from tests.fewshot.tiny import PLAIN, random_support, support


@dataclass(frozen=True)
class Says:
    """Gives class `int(x)` the probability that it was made with; x is all of an embedding."""

    name: str
    sure: float
    model_hash: str = "its hash"
    supports: list[SupportSet] = field(default_factory=list)

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, Says]:
        self.supports.append(support)
        return self
        yield

    def classify(self, queries: Tensor) -> Scores:
        right = queries[:, 0].long()
        p = torch.full((len(queries), 2), 1 - self.sure)
        p[torch.arange(len(queries)), right] = self.sure
        return Scores(p, p, torch.zeros(len(queries)), torch.zeros(len(queries), dtype=torch.bool))


def auto(candidates, losses=()) -> Auto:
    """Validation classes prefer them in this order, by a hair, or say these losses."""
    said = losses or [0.5 + 1e-6 * place for place in range(len(candidates))]
    validation = {each.name: ValidationLoss(p, p) for each, p in zip(candidates, said, strict=True)}
    return Auto(tuple(candidates), validation)


def chosen(candidates, examples: SupportSet) -> ChosenClassifier:
    classifier = adapt_fully(auto(candidates), examples)
    assert isinstance(classifier, ChosenClassifier)
    return classifier


TWO_EACH = support([[0.0], [1.0], [0.1], [1.1]], [0, 1, 0, 1])


def test_from_one_picture_a_class_it_takes_what_validation_classes_prefer() -> None:
    classifier = chosen([Says("first", 0.6), Says("second", 0.9)], support([[0.0], [1.0]], [0, 1]))
    assert classifier.choice.learner == "first"
    assert "validation classes prefer it" in classifier.choice.reason


def test_from_two_on_a_better_one_is_taken_with_the_losses_by_hand() -> None:
    """-log 0.5 = 0.69, -log 0.9 = 0.11."""
    classifier = chosen([Says("first", 0.5), Says("second", 0.9)], TWO_EACH)
    assert classifier.choice.learner == "second"
    assert classifier.choice.reason == "its loss on 4 pictures left out is 0.11; that of first is 0.69"


@pytest.mark.parametrize(("validation_loss", "taken"), [(0.9, "second"), (1.1, "first")])
def test_validation_classes_count_as_a_few_pictures_by_hand(validation_loss: float, taken: str) -> None:
    """4 * (0.69 - 0.11) = 2.35 against 5 * (validation_loss - 0.5) = 2 or 3."""
    both = auto([Says("first", 0.5), Says("second", 0.9)], (0.5, validation_loss))
    assert adapt_fully(both, TWO_EACH).choice.learner == taken


@pytest.mark.parametrize("sure", [0.6, 0.5])
def test_a_worse_or_equal_one_is_not_taken(sure: float) -> None:
    classifier = chosen([Says("first", 0.6), Says("second", sure)], TWO_EACH)
    assert classifier.choice.learner == "first"
    assert "4 pictures left out do not say otherwise" in classifier.choice.reason


def test_it_classifies_as_the_one_that_it_took_and_has_its_hash() -> None:
    examples = random_support([3, 3, 3])
    ridge = Ridge(torch.zeros(8), 1.0, PLAIN, "an encoder's hash")
    classifier, alone = chosen([ridge], examples), adapt_fully(ridge, examples)
    assert classifier.model_hash == alone.model_hash
    queries = torch.randn(5, 8, generator=torch.Generator().manual_seed(1))
    assert torch.equal(classifier.classify(queries).probability, alone.classify(queries).probability)


def test_each_fold_leaves_out_one_picture_of_each_class_that_has_several() -> None:
    examples = support([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]], [0, 0, 1, 2, 2, 2])
    left_out = [queries[:, 0].tolist() for _, queries, _ in folds(examples)]
    assert left_out == [[1, 4], [2, 5], [6]]
    for rest, queries, labels in folds(examples):
        assert len(rest.labels) + len(queries) == 6
        assert rest.class_names == examples.class_names
        assert len(labels) == len(queries)


def test_the_loss_is_that_of_the_right_class_among_the_known() -> None:
    loss, right = tried(Says("x", 0.8), TWO_EACH, torch.tensor([[0.0], [1.0]]), torch.tensor([0, 0]))
    torch.testing.assert_close(loss, -torch.tensor([0.8, 0.2]).log())
    assert right.tolist() == [True, False]


def test_it_tells_how_far_it_is_and_stops_where_it_is_closed() -> None:
    first, second = Says("first", 0.4), Says("second", 0.9)
    steps = list(auto((first, second)).adapt(TWO_EACH))
    assert [(s.step, s.total) for s in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [round(s.loss, 3) for s in steps] == [0.916, 0.916, 0.105, 0.105]
    assert [s.support_accuracy for s in steps] == [0, 0, 1, 1]
    untouched = Says("untouched", 0.9)
    work = auto((Says("first", 0.5), untouched)).adapt(TWO_EACH)
    next(work)
    work.close()
    assert untouched.supports == []


def test_with_one_picture_a_class_another_one_may_be_preferred_than_with_several() -> None:
    few, many = Says("few", 0.5), Says("many", 0.5)
    both = Auto((few, many), {"few": ValidationLoss(0.7, 0.6), "many": ValidationLoss(0.9, 0.3)})
    assert [each.name for each in both.preferred_first(single=True, n_way=2)] == ["few", "many"]
    assert [each.name for each in both.preferred_first(single=False, n_way=2)] == ["many", "few"]


def test_the_card_tells_the_losses_of_the_settings_that_were_taken() -> None:
    tried = [
        {"loss": 0.9, "losses": {"a 1-shot": 9.0, "a 5-shot": 9.0}},
        {
            "loss": 0.5,
            "losses": {"a 1-shot": 0.8, "b 1-shot": 0.6, "a 5-shot": 0.4, "a 5-shot, two looks": 0.2},
        },
    ]
    assert ValidationLoss.from_json(tried) == ValidationLoss(pytest.approx(0.7), pytest.approx(0.3))
    with pytest.raises(ValueError, match="one and of several shots"):
        ValidationLoss.from_json([{"loss": 0.5, "losses": {"a 1-shot": 0.8}}])


def test_the_least_promising_of_many_are_not_tried() -> None:
    many = [Says(f"learner {i}", 0.5) for i in range(MAX_CANDIDATES + 1)]
    adapt_fully(auto(many), TWO_EACH)
    assert [bool(each.supports) for each in many] == [True] * MAX_CANDIDATES + [False]
