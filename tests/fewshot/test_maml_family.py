from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.adapter import Setting, first_meta, from_tensors, to_tensors
from handful.fewshot.anil import Anil
from handful.fewshot.inner_loop import Meta
from handful.fewshot.learner import adapt_fully
from handful.fewshot.maml import Maml
from handful.fewshot.meta_sgd import MetaSgd
from handful.fewshot.prototypes import class_means
from tests.fewshot.tiny import PLAIN, random_support
from tests.workflows.tiny import drain

D = 8
BODY = ("gain", "shift", "head")


def setting(steps: int = 5) -> Setting:
    return Setting(steps, torch.zeros(D), PLAIN, "an encoder's hash")


def maml(steps: int = 5) -> Maml:
    return Maml(first_meta(D, BODY), setting(steps))


def anil(steps: int = 5) -> Anil:
    return Anil(first_meta(D, ("head",)), setting(steps))


def meta_sgd(steps: int = 5) -> MetaSgd:
    return MetaSgd(first_meta(D, BODY, per_parameter=True), setting(steps))


each = pytest.mark.parametrize("make", [maml, anil, meta_sgd])


@each
def test_before_the_first_step_similarities_are_cosines_to_the_class_means(
    make: Callable[..., Any],
) -> None:
    examples = random_support([1, 4, 3])
    queries = torch.randn(20, D, generator=torch.Generator().manual_seed(1))
    start = adapt_fully(make(steps=0), examples).classify(queries)
    means = class_means(F.normalize(examples.embeddings, dim=1), examples.labels, 3)
    torch.testing.assert_close(start.similarity, F.normalize(queries, dim=1) @ means.T)


@each
def test_before_the_first_step_labels_that_say_nothing_leave_it_at_chance(make: Callable[..., Any]) -> None:
    """Labels are dealt out anew over pictures of one kind; no row of the head is a class's own before."""
    generator, right = torch.Generator().manual_seed(4), []
    for _ in range(200):
        rows = torch.randn(10, D, generator=generator)
        examples = random_support([1] * 5)
        guess = type(examples)(rows[:5], torch.randperm(5, generator=generator), examples.class_names)
        answer = adapt_fully(make(steps=0), guess).classify(rows[5:]).similarity.argmax(1)
        right.append((answer == torch.arange(5)).float().mean())
    assert float(torch.stack(right).mean()) == pytest.approx(0.2, abs=0.04)


@each
def test_every_step_is_told_and_what_is_told_changes_nothing(make: Callable[..., Any]) -> None:
    examples = random_support([2, 5])
    quiet = adapt_fully(make(), examples)
    steps, watched = drain(make().adapt(examples))
    assert [s.step for s in steps] == [1, 2, 3, 4, 5]
    assert steps[-1].loss < steps[0].loss
    assert watched.model_hash == quiet.model_hash


def test_anil_adapts_the_head_and_leaves_the_body() -> None:
    learner, examples = anil(), random_support([3, 3], seed=2)
    params = adapt_fully(learner, examples).params  # type: ignore[attr-defined]
    start = adapt_fully(anil(steps=0), examples).params  # type: ignore[attr-defined]
    assert torch.equal(params["gain"], learner.meta.body["gain"])
    assert torch.equal(params["shift"], learner.meta.body["shift"])
    assert not torch.equal(params["head"], start["head"])


def test_maml_adapts_the_body_too() -> None:
    params = adapt_fully(maml(), random_support([3, 3])).params  # type: ignore[attr-defined]
    assert not torch.equal(params["gain"], torch.zeros(D))
    assert not torch.equal(params["shift"], torch.zeros(D))


def test_meta_sgd_moves_each_number_at_its_own_rate() -> None:
    meta = first_meta(D, BODY, per_parameter=True)
    still = torch.arange(D) < 3
    rates = {name: torch.where(still, 0.0, rate) for name, rate in meta.rates.items()}
    learner = MetaSgd(Meta(meta.body, rates), setting())
    params = adapt_fully(learner, random_support([3, 3])).params  # type: ignore[attr-defined]
    assert torch.equal(params["gain"][:3], torch.zeros(3))
    assert bool((params["gain"][3:] != 0).all())


def test_equal_rates_make_meta_sgd_maml() -> None:
    examples = random_support([3, 2, 4])
    a, b = (adapt_fully(make(), examples).classify(examples.embeddings) for make in (maml, meta_sgd))
    torch.testing.assert_close(a.similarity, b.similarity)


def test_what_was_learned_comes_back_from_its_tensors() -> None:
    meta = first_meta(D, BODY, per_parameter=True)
    again = from_tensors(to_tensors(meta))
    assert to_tensors(again).keys() == to_tensors(meta).keys()
    assert torch.equal(again.rates["head"], meta.rates["head"])


@pytest.mark.parametrize("lost", ["body.gain", "body.log_scale"])
def test_a_missing_tensor_is_named(lost: str) -> None:
    tensors = to_tensors(first_meta(D, BODY))
    del tensors[lost]
    with pytest.raises(KeyError, match=lost.removeprefix("body.")):
        from_tensors(tensors)
