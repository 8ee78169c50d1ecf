from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.embedding import MAX_BATCH, choose_precision, in_batches, prepare
from tests.fewshot.tiny import tiny_network

CPU = torch.device("cpu")


def device_with_room_for(n: int, seen: list[int]) -> Callable[[Tensor], Tensor]:
    def run(images: Tensor) -> Tensor:
        seen.append(len(images))
        if len(images) > n:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return images * 2

    return run


def test_many_pictures_go_through_in_batches_and_come_back_in_order() -> None:
    seen: list[int] = []
    images = torch.arange(70.0)[:, None]
    assert torch.equal(in_batches(device_with_room_for(1000, seen), images), images * 2)
    assert seen == [MAX_BATCH, MAX_BATCH, 70 - 2 * MAX_BATCH]


def test_a_batch_that_the_device_has_no_memory_for_is_halved_until_it_fits() -> None:
    seen: list[int] = []
    images = torch.arange(20.0)[:, None]
    assert torch.equal(in_batches(device_with_room_for(5, seen), images, 16), images * 2)
    assert seen == [16, 8, 4, 4, 4, 4, 4]


def test_a_single_picture_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(torch.OutOfMemoryError):
        in_batches(device_with_room_for(0, []), torch.zeros(3, 1))


@pytest.mark.parametrize(
    ("capabilities", "device", "precision"),
    [
        ({"avx512_bf16": True}, "cpu", "bfloat16"),
        ({"amx_bf16": True}, "cpu", "bfloat16"),
        ({"avx2": True, "avx512_bf16": False}, "cpu", "float32"),
        ({"avx512_bf16": True}, "cuda", "float32"),
    ],
)
def test_the_number_format_follows_from_what_the_processor_has(
    monkeypatch: pytest.MonkeyPatch, capabilities: dict[str, bool], device: str, precision: str
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    assert choose_precision(torch.device(device)) == precision


def test_a_torch_that_cannot_tell_what_the_processor_has_computes_in_float32(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert choose_precision(CPU) == "float32"


def test_bfloat16_moves_embeddings_by_less_than_a_hundredth_of_cosine_distance() -> None:
    network = tiny_network()
    images = torch.randn(8, 3, 16, 16, generator=torch.Generator().manual_seed(3))
    exact, fast = prepare(network, CPU, "float32"), prepare(network, CPU, "bfloat16")
    with torch.inference_mode():
        similarity = F.cosine_similarity(exact(images), fast(images.bfloat16()))
    assert float((1 - similarity).max()) < 0.01


def test_a_prepared_network_needs_no_gradients_and_is_in_evaluation_mode() -> None:
    ready = prepare(tiny_network().train(), CPU, "float32")
    assert not ready.training
    assert not any(p.requires_grad for p in ready.parameters())
