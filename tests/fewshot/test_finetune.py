from __future__ import annotations

from dataclasses import replace

import torch
import torch.nn.functional as F

from handful.fewshot.finetune import Finetune, FinetuneSettings, class_share, cosine_and_gradient
from handful.fewshot.learner import adapt_fully
from handful.fewshot.prototypes import class_means
from tests.fewshot.tiny import PLAIN, random_support, support
from tests.workflows.tiny import drain

SETTINGS = FinetuneSettings(steps=40, learning_rate=0.1, momentum=0.9, sharpness=10.0, decay=0.1)


def learner(settings: FinetuneSettings = SETTINGS, d: int = 8) -> Finetune:
    return Finetune(torch.zeros(d), settings, PLAIN, "an encoder's hash")


def test_before_the_first_step_its_similarities_are_cosines_to_the_class_means() -> None:
    examples = random_support([1, 4, 3])
    queries = torch.randn(20, 8, generator=torch.Generator().manual_seed(1))
    start = adapt_fully(learner(replace(SETTINGS, steps=0)), examples).classify(queries)
    means = class_means(F.normalize(examples.embeddings, dim=1), examples.labels, 3)
    torch.testing.assert_close(start.similarity, F.normalize(queries, dim=1) @ means.T)


def test_the_gradient_is_that_of_the_objective() -> None:
    examples = random_support([1, 4, 3])
    z, labels = F.normalize(examples.embeddings, dim=1).double(), examples.labels
    generator = torch.Generator().manual_seed(2)
    start = F.normalize(torch.randn(3, 8, generator=generator, dtype=torch.float64), dim=1)
    weights = F.normalize(start + 0.3 * torch.randn(3, 8, generator=generator, dtype=torch.float64), dim=1)
    free = weights.clone().requires_grad_()
    each = F.cross_entropy(10 * z @ F.normalize(free, dim=1).T, labels, reduction="none")
    share = (1 / (3 * torch.tensor([1.0, 4.0, 3.0], dtype=torch.float64)))[labels]
    ((share * each).sum() + 0.05 * (free - start).square().sum()).backward()
    one_hot = F.one_hot(labels, 3).double()
    cosine, gradient = cosine_and_gradient(weights, start, z, one_hot, class_share(one_hot), SETTINGS)
    torch.testing.assert_close(cosine, z @ weights.T)
    torch.testing.assert_close(gradient, free.grad)


def test_one_step_is_as_computed_by_hand() -> None:
    """e1 and e2, one each: p of the own class is 1 / (1 + e^-10), and each head turns from the other."""
    one = replace(SETTINGS, steps=1, decay=0.0)
    adapted = adapt_fully(learner(one, 2), support([[1.0, 0.0], [0.0, 1.0]], [0, 1]))
    wrong = 1 / (1 + torch.tensor(10.0).exp())
    away = float(0.1 * 10 * 0.5 * wrong)
    expected = F.normalize(torch.tensor([[1.0, -away], [-away, 1.0]]), dim=1)
    torch.testing.assert_close(adapted.weights, expected)  # type: ignore[attr-defined]


def test_every_step_is_told_and_the_loss_goes_down() -> None:
    steps = list(learner().adapt(random_support([5, 5, 5], seed=4)))
    assert [s.step for s in steps] == list(range(1, 41))
    assert {(s.total, s.unit) for s in steps} == {(40, "iteration")}
    assert steps[-1].loss < steps[0].loss
    assert steps[-1].support_accuracy >= steps[0].support_accuracy


def test_what_is_told_changes_nothing() -> None:
    examples = random_support([2, 5])
    quiet = adapt_fully(learner(), examples)
    _, watched = drain(learner().adapt(examples))
    assert watched.model_hash == quiet.model_hash


def test_decay_holds_the_head_back() -> None:
    examples = random_support([3, 3], seed=9)
    start = adapt_fully(learner(replace(SETTINGS, steps=0)), examples)
    free, held = (adapt_fully(learner(replace(SETTINGS, decay=d)), examples) for d in (0.0, 10.0))
    way = [float((a.weights - start.weights).norm()) for a in (free, held)]  # type: ignore[attr-defined]
    assert way[1] < way[0] / 2


def test_one_class_alone_stays_at_its_prototype() -> None:
    examples = random_support([4])
    moved = adapt_fully(learner(), examples)
    start = adapt_fully(learner(replace(SETTINGS, steps=0)), examples)
    torch.testing.assert_close(moved.weights, start.weights)  # type: ignore[attr-defined]
