from __future__ import annotations

import pytest
import torch

from handful.fewshot.devices import DeviceError, choose_device


def fake_cuda(monkeypatch: pytest.MonkeyPatch, *, built: bool = True, available: bool = True) -> None:
    monkeypatch.setattr(torch.backends.cuda, "is_built", lambda: built)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: available)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Fake GPU")


def on_the_cpu(monkeypatch: pytest.MonkeyPatch, result: float) -> None:
    """Let what is computed on the fake device come out as `result`."""
    monkeypatch.setattr(torch, "ones", lambda *_, device: torch.full((1, 1), result**0.5))


def test_the_cpu_is_taken_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_cuda(monkeypatch)
    choice = choose_device("cpu")
    assert choice.device == torch.device("cpu")
    assert choice.reason == "chosen by you"


def test_cuda_is_taken_where_it_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_cuda(monkeypatch)
    on_the_cpu(monkeypatch, 64.0**3)
    choice = choose_device("auto")
    assert (choice.device.type, choice.name) == ("cuda", "Fake GPU")


@pytest.mark.parametrize(
    ("built", "available", "reason"),
    [(False, False, "this build of PyTorch has no CUDA"), (True, False, "no CUDA device was found")],
)
def test_without_cuda_the_cpu_is_taken_and_the_reason_told(
    monkeypatch: pytest.MonkeyPatch, built: bool, available: bool, reason: str
) -> None:
    fake_cuda(monkeypatch, built=built, available=available)
    choice = choose_device("auto")
    assert choice.device.type == "cpu"
    assert choice.reason == reason
    with pytest.raises(DeviceError, match=f"{reason}. Use --device cpu, or auto"):
        choose_device("cuda")


def test_a_device_that_computes_wrong_results_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_cuda(monkeypatch)
    on_the_cpu(monkeypatch, 1.0)
    assert choose_device("auto").reason == "the CUDA device computes wrong results"


def test_a_device_that_fails_tells_the_first_line_of_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, device: str) -> torch.Tensor:
        raise RuntimeError(f"{device} error: out of order\nsecond line")

    fake_cuda(monkeypatch)
    monkeypatch.setattr(torch, "ones", fail)
    assert choose_device("auto").reason == "the CUDA device failed (cuda error: out of order)"
