"""What every learner on offer keeps to, whatever it computes."""

from __future__ import annotations

import pytest
import torch

from handful.fewshot.learner import Learner, adapt_fully
from handful.fewshot.learner_list import FITTED, LEARNERS, can_tell_apart
from handful.fewshot.learners import make_learner
from handful.fewshot.support import SupportError, SupportSet
from tests.fewshot.meta_trained import weights_of
from tests.fewshot.tiny import PLAIN, random_support
from tests.workflows.tiny import LEARNER_SETTINGS

ITERATING = {name for name in FITTED if LEARNERS[name].iterates}


@pytest.fixture(params=list(FITTED))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def learner(name: str, d: int = 8, encoder_hash: str = "an encoder's hash") -> Learner:
    settings = LEARNER_SETTINGS.get(name, {})
    return make_learner(name, torch.zeros(d), settings, PLAIN, encoder_hash, weights_of(name, d))


def queries(n: int = 6, d: int = 8, seed: int = 5) -> torch.Tensor:
    return torch.randn(n, d, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("n_way", [1, 2, 100])
def test_one_to_a_hundred_classes_are_learned(name: str, n_way: int) -> None:
    examples = random_support([2] * n_way, d=64)
    if not can_tell_apart(name, n_way):
        with pytest.raises(SupportError, match=f"{n_way} classes; {name} can tell 32 apart at the most"):
            adapt_fully(learner(name, 64), examples)
        return
    scores = adapt_fully(learner(name, 64), examples).classify(examples.embeddings)
    assert scores.similarity.shape == (2 * n_way, n_way)
    assert torch.equal(scores.similarity.argmax(1), examples.labels)
    torch.testing.assert_close(scores.probability.sum(1) + scores.p_unknown, torch.ones(2 * n_way))


def test_a_thousand_pictures_beside_one_are_learned(name: str) -> None:
    examples = random_support([1000, 1, 7])
    scores = adapt_fully(learner(name), examples).classify(examples.embeddings)
    assert float((scores.similarity.argmax(1) == examples.labels).float().mean()) > 0.95
    assert torch.isfinite(scores.similarity).all()


def test_the_order_of_classes_and_pictures_does_not_matter(name: str) -> None:
    examples, order = random_support([1, 2, 3, 2, 1]), [3, 0, 4, 1, 2]
    new_label = torch.tensor([order.index(c) for c in range(5)])
    rows = torch.randperm(len(examples.labels), generator=torch.Generator().manual_seed(8))
    permuted = SupportSet(
        examples.embeddings[rows],
        new_label[examples.labels[rows]],
        tuple(examples.class_names[c] for c in order),
    )
    plain = adapt_fully(learner(name), examples).classify(queries()).similarity
    other = adapt_fully(learner(name), permuted).classify(queries()).similarity
    torch.testing.assert_close(other, plain[:, order], rtol=1e-4, atol=1e-5)


def test_labels_that_say_nothing_leave_it_at_chance(name: str) -> None:
    """Support labels are dealt out at random over pictures of one kind: there is nothing to be learned."""
    generator = torch.Generator().manual_seed(11)
    right = []
    for _ in range(60):
        rows = torch.randn(15 + 25, 8, generator=generator)
        examples = SupportSet(rows[:15], torch.arange(5).repeat(3), tuple("abcde"))
        answer = adapt_fully(learner(name), examples).classify(rows[15:]).similarity.argmax(1)
        right.append((answer == torch.arange(5).repeat(5)).float().mean())
    assert float(torch.stack(right).mean()) == pytest.approx(0.2, abs=0.035)


def test_adapting_and_predicting_change_nothing(name: str) -> None:
    examples, asked = random_support([3, 4]), queries()
    embeddings, labels, kept = examples.embeddings.clone(), examples.labels.clone(), asked.clone()
    metric = learner(name)
    first, second = adapt_fully(metric, examples), adapt_fully(metric, examples)
    before = first.model_hash
    assert torch.equal(first.classify(asked).probability, first.classify(asked).probability)
    assert torch.equal(examples.embeddings, embeddings)
    assert torch.equal(examples.labels, labels)
    assert torch.equal(asked, kept)
    assert first is not second
    assert first.model_hash == second.model_hash == before


def test_a_query_is_scored_alike_alone_and_in_any_company(name: str) -> None:
    adapted = adapt_fully(learner(name), random_support([3, 4]))
    together = adapted.classify(queries()).similarity
    alone = torch.cat([adapted.classify(q[None]).similarity for q in queries()])
    torch.testing.assert_close(together, alone)


def test_another_support_picture_encoder_or_learner_gives_another_model_hash(name: str) -> None:
    hashes = {
        adapt_fully(learner(name), random_support([3, 4])).model_hash,
        adapt_fully(learner(name), random_support([3, 5])).model_hash,
        adapt_fully(learner(name, encoder_hash="another"), random_support([3, 4])).model_hash,
    }
    others = {adapt_fully(learner(n), random_support([3, 4])).model_hash for n in FITTED}
    assert len(hashes) == 3
    assert len(others) == len(FITTED)


def test_closed_midway_there_is_no_classifier(name: str) -> None:
    progress = learner(name).adapt(random_support([5, 5]))
    next(progress)
    next(progress)
    progress.close()
    with pytest.raises(StopIteration) as stopped:
        next(progress)
    assert stopped.value.value is None


def test_single_pictures_can_be_told_apart_and_only_those_that_iterate_have_something_to_tell(
    name: str,
) -> None:
    examples = random_support([1, 1, 1])
    assert bool(list(learner(name).adapt(examples))) == (name in ITERATING)
    scores = adapt_fully(learner(name), examples).classify(examples.embeddings)
    assert torch.equal(scores.similarity.argmax(1), examples.labels)


def test_progress_of_those_that_do_not_iterate_is_by_examples_a_class(name: str) -> None:
    steps = list(learner(name).adapt(random_support([6, 1, 3])))
    assert [s.step for s in steps] == list(range(1, steps[0].total + 1))
    if name not in ITERATING:
        assert {s.unit for s in steps} == {"shot"}
        assert steps[0].total == 5
    assert steps[-1].support_accuracy > 0.8


@pytest.mark.parametrize("trouble", [float("nan"), float("inf")])
def test_an_embedding_that_is_not_finite_is_refused_with_the_class_and_nothing_is_adapted(
    name: str, trouble: float
) -> None:
    examples = random_support([2, 2])
    rows = examples.embeddings.clone()
    rows[3, 0] = trouble
    with pytest.raises(
        SupportError, match="a picture of class 'class 1' has an embedding that is not finite"
    ):
        adapt_fully(learner(name), SupportSet(rows, examples.labels, examples.class_names))


def test_an_empty_class_is_refused_with_its_name(name: str) -> None:
    examples = random_support([2, 2])
    with pytest.raises(SupportError, match="class 'nothing' has no readable picture; add at least 1"):
        adapt_fully(
            learner(name), SupportSet(examples.embeddings, examples.labels, ("class 0", "class 1", "nothing"))
        )


def test_one_class_alone_has_all_of_the_probability(name: str) -> None:
    scores = adapt_fully(learner(name), random_support([3])).classify(queries())
    torch.testing.assert_close(scores.probability, torch.ones(6, 1))


def test_more_classes_than_it_supports_are_refused_with_the_limit(name: str) -> None:
    adapter = learner(name, 64)
    limit = getattr(adapter, "max_way", None)
    if limit is None:
        adapt_fully(adapter, random_support([1] * 200, d=64))  # any number will do
        return
    with pytest.raises(SupportError, match=f"{limit + 1} classes.*{limit}"):
        adapt_fully(adapter, random_support([1] * (limit + 1), d=64))


def test_embeddings_of_another_size_than_the_encoders_are_refused(name: str) -> None:
    with pytest.raises((RuntimeError, ValueError)):
        adapt_fully(learner(name, 16), random_support([2, 2], d=8))
