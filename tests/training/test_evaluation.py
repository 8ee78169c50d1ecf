from __future__ import annotations

from collections.abc import Generator

import pytest
import torch
from torch import Tensor

from handful.fewshot.calibration import uniform
from handful.fewshot.learner import AdaptedClassifier, AdaptStep
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.support import SupportSet
from handful.training.evaluation import EpisodeResult, evaluate, summarise

PROTOCOL = {"n_way": 5, "n_shot": 1, "n_query": 15, "seed": 0}
LEARNER = Prototypes(torch.zeros(16), uniform(10.0), "")


def clusters(spread: float, n_classes: int = 8, per_class: int = 40) -> list[Tensor]:
    generator = torch.Generator().manual_seed(0)
    centres = torch.randn(n_classes, 16, generator=generator)
    return [c + spread * torch.randn(per_class, 16, generator=generator) for c in centres]


def test_classes_that_lie_apart_are_all_told_apart() -> None:
    summary = summarise(evaluate(clusters(0.01), None, LEARNER, **PROTOCOL, n_episodes=20))
    assert summary.accuracy_fraction == 1
    assert summary.interval == 0
    assert summary.n_episodes == 20


def test_embeddings_that_know_nothing_of_the_classes_give_chance() -> None:
    noise = [torch.randn(40, 16, generator=torch.Generator().manual_seed(c)) for c in range(8)]
    summary = summarise(evaluate(noise, None, LEARNER, **PROTOCOL, n_episodes=150))
    assert summary.accuracy_fraction == pytest.approx(0.2, abs=3 * summary.interval)


def test_a_wrong_support_of_the_classes_is_worse_than_the_right_one() -> None:
    by_class = clusters(0.3)
    swapped = by_class[1:] + by_class[:1]
    right, wrong = (
        summarise(evaluate(by_class, s, LEARNER, **PROTOCOL, n_episodes=50)).accuracy_fraction
        for s in (by_class, swapped)
    )
    assert right > 0.9
    assert wrong < 0.5


class Spy:
    """Adapts as `LEARNER` does and keeps the support sets that it was shown."""

    name = "spy"

    def __init__(self) -> None:
        self.shown: list[Tensor] = []

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedClassifier]:
        self.shown.append(support.embeddings)
        return LEARNER.adapt(support)


def test_every_learner_meets_the_same_episodes() -> None:
    first, second = Spy(), Spy()
    for spy in (first, second):
        list(evaluate(clusters(1.0), None, spy, **PROTOCOL, n_episodes=10))
    assert len(first.shown) == 10
    assert all(torch.equal(a, b) for a, b in zip(first.shown, second.shown, strict=True))


def test_confidence_is_among_the_classes_of_the_episode() -> None:
    result = next(evaluate(clusters(1.0), None, LEARNER, **PROTOCOL, n_episodes=1))
    assert result.confidence.shape == result.right.shape == (75,)
    assert 0.2 <= float(result.confidence.min()) <= float(result.confidence.max()) <= 1
    assert result.accuracy_fraction == pytest.approx(float(result.right.float().mean()))


def test_a_summary_is_as_computed_by_hand() -> None:
    results = [
        EpisodeResult(0.5, torch.tensor([0.9, 0.9]), torch.tensor([True, False]), 2.0),
        EpisodeResult(1.0, torch.tensor([0.9, 0.9]), torch.tensor([True, True]), 4.0),
    ]
    summary = summarise(results)
    assert summary.accuracy_fraction == pytest.approx(0.75)
    assert summary.ece == pytest.approx(0.15)
    assert summary.adapt_ms == pytest.approx(3.0)


def test_no_episodes_cannot_be_summarised() -> None:
    with pytest.raises(ValueError, match="no episode to summarise"):
        summarise([])
