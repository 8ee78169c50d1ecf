from __future__ import annotations

import math

import pytest
import torch

from handful.fewshot.learner import adapt_fully
from handful.fewshot.memory import ExternalMemory, Memory, MemoryReader
from handful.fewshot.support import SupportError, SupportSet
from tests.fewshot.meta_trained import network_of
from tests.fewshot.tiny import PLAIN, random_support


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def reader() -> MemoryReader:
    return network_of("memory")  # type: ignore[return-value]


def written(d: int = 5) -> ExternalMemory:
    memory = ExternalMemory(reader(), drawn(d, seed=7))
    memory.write(drawn(3, d), "cat")
    memory.write(drawn(2, d, seed=1), "dog")
    return memory


def test_reading_is_what_the_formula_says() -> None:
    memory = ExternalMemory(MemoryReader().requires_grad_(False), torch.zeros(2))
    memory.write(torch.tensor([[3.0, 0.0], [0.0, 1.0]]), "cat")
    (found,) = memory.read(torch.tensor([[0.6, 0.8]]))[0].tolist()
    kappa = [(math.exp(c) - 1) / (math.e - 1) for c in (0.6, 0.8)]
    assert found == pytest.approx(sum(kappa) / math.sqrt(2), rel=1e-4)


def test_one_slot_gives_1_to_itself_and_0_at_a_right_angle() -> None:
    memory = ExternalMemory(MemoryReader().requires_grad_(False), torch.zeros(2))
    memory.write(torch.tensor([2.0, 0.0]), "cat")
    torch.testing.assert_close(
        memory.read(torch.tensor([[5.0, 0.0], [0.0, 1.0]])), torch.tensor([[1.0], [0.0]]), atol=1e-4, rtol=0
    )


def test_a_class_that_is_added_and_forgotten_leaves_exactly_the_scores_there_were() -> None:
    memory, queries = written(), drawn(6, 5, seed=2)
    before = memory.read(queries)
    memory.write(drawn(4, 5, seed=3), "horse")
    with_horse = memory.read(queries)
    memory.forget("horse")
    assert with_horse.shape == (6, 3)
    assert torch.equal(with_horse[:, :2], before)
    assert torch.equal(memory.read(queries), before)
    assert memory.labels == ("cat", "dog")


def test_one_by_one_or_all_at_once_the_memory_is_the_same() -> None:
    at_once, one_by_one = written(), ExternalMemory(reader(), drawn(5, seed=7))
    for row in drawn(3, 5):
        one_by_one.write(row, "cat")
    for row in drawn(2, 5, seed=1):
        one_by_one.write(row, "dog")
    queries = drawn(6, 5, seed=2)
    torch.testing.assert_close(one_by_one.read(queries), at_once.read(queries))
    assert one_by_one.counts().tolist() == [3, 2]


def test_writing_and_forgetting_touch_no_weight() -> None:
    own = reader()
    before = {name: value.clone() for name, value in own.state_dict().items()}
    memory = ExternalMemory(own, torch.zeros(5))
    memory.write(drawn(3, 5), "cat")
    memory.forget("cat")
    assert all(torch.equal(before[name], value) for name, value in own.state_dict().items())


def test_an_adapted_classifier_learns_a_class_later() -> None:
    examples = random_support([3, 3], d=5)
    adapted = adapt_fully(Memory(reader(), torch.zeros(5), PLAIN, "encoder", "weights"), examples)
    before, model = adapted.classify(examples.embeddings), adapted.model_hash
    adapted.memory.write(drawn(5, seed=4) * 9, "new")  # type: ignore[attr-defined]
    assert int(adapted.classify(drawn(1, 5, seed=4) * 9).similarity.argmax()) == 2
    assert adapted.model_hash != model
    adapted.memory.forget("new")  # type: ignore[attr-defined]
    assert torch.equal(adapted.classify(examples.embeddings).probability, before.probability)
    assert adapted.model_hash == model


def test_an_empty_class_says_the_same_to_every_query() -> None:
    memory = written()
    memory.add_class("nothing yet")
    column = memory.read(drawn(6, 5, seed=2))[:, 2]
    assert float(column.std()) == 0.0


def test_a_hundred_classes_of_many_pictures_are_read_class_by_class() -> None:
    memory = ExternalMemory(reader(), torch.zeros(16))
    for c in range(100):
        memory.write(drawn(100, 16, seed=c) + 4 * drawn(1, 16, seed=1000 + c), f"class {c}")
    queries = torch.cat([4 * drawn(1, 16, seed=1000 + c) for c in range(100)])
    assert torch.equal(memory.read(queries).argmax(1), torch.arange(100))


def test_what_cannot_be_done_is_told() -> None:
    memory = written()
    with pytest.raises(SupportError, match="no class 'bird'; it has cat, dog"):
        memory.forget("bird")
    with pytest.raises(SupportError, match="has a class 'cat' already"):
        memory.add_class("cat")
    with pytest.raises(SupportError, match="written to 'cat' must be finite and of length 5"):
        memory.write(torch.full((5,), torch.nan), "cat")
    with pytest.raises(SupportError, match="of length 5"):
        memory.write(torch.zeros(4), "cat")
    with pytest.raises(SupportError, match="the memory is empty"):
        ExternalMemory(reader(), torch.zeros(5)).read(drawn(1, 5))


def test_two_classes_of_one_name_are_refused() -> None:
    examples = SupportSet(drawn(2, 5), torch.tensor([0, 1]), ("cat", "cat"))
    with pytest.raises(SupportError, match="same name"):
        adapt_fully(Memory(reader(), torch.zeros(5), PLAIN, "encoder", "weights"), examples)
