"""Which processor to compute on, and why."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Literal

import torch

DeviceName = Literal["auto", "cpu", "cuda"]


class DeviceError(ValueError):
    """The device that was asked for cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A device that was tried and works, its name for people, and the reason for it."""

    device: torch.device
    name: str
    reason: str


def choose_device(wanted: DeviceName = "auto") -> DeviceChoice:
    """CUDA where there is one that computes, otherwise the CPU; a computation is tried before it is trusted.

    Raises DeviceError where `wanted` is "cuda" and it does not work.
    """
    if wanted == "cpu":
        return _cpu("chosen by you")
    trouble = _cuda_trouble()
    if trouble is None:
        name = torch.cuda.get_device_name(0)
        return DeviceChoice(torch.device("cuda", 0), name, "a CUDA device was found and works")
    if wanted == "cuda":
        raise DeviceError(f"CUDA cannot be used: {trouble}. Use --device cpu, or auto")
    return _cpu(trouble)


def _cpu(reason: str) -> DeviceChoice:
    threads = torch.get_num_threads()
    name = f"CPU ({platform.machine()}, {threads} {'thread' if threads == 1 else 'threads'})"
    return DeviceChoice(torch.device("cpu"), name, reason)


def _cuda_trouble() -> str | None:
    """Why CUDA cannot be used, or None where a small computation on it comes out right."""
    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        return "this build of PyTorch has no CUDA"
    try:
        if not torch.cuda.is_available():
            return "no CUDA device was found"
        ones = torch.ones(64, 64, device="cuda")
        if float((ones @ ones).sum()) != 64.0**3:
            return "the CUDA device computes wrong results"
    except (RuntimeError, AssertionError) as error:
        return f"the CUDA device failed ({str(error).splitlines()[0]})"
    return None
