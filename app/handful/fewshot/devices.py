"""Which processor to compute on, and why."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Final, Literal

import torch

from handful.message import Message

DeviceName = Literal["auto", "cpu", "cuda"]
_ONE_THREAD: Final = Message("CPU ({machine}, 1 thread)")
_THREADS: Final = Message("CPU ({machine}, {n} threads)")


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
        return _cpu(Message("chosen by you"))
    trouble = _cuda_trouble()
    if trouble is None:
        name = torch.cuda.get_device_name(0)
        return DeviceChoice(torch.device("cuda", 0), name, Message("a CUDA device was found and works"))
    if wanted == "cuda":
        raise DeviceError(
            Message("CUDA cannot be used: {trouble}. Use --device cpu, or auto", trouble=trouble)
        )
    return _cpu(trouble)


def _cpu(reason: str) -> DeviceChoice:
    threads = torch.get_num_threads()
    name = (_ONE_THREAD if threads == 1 else _THREADS).filled(machine=platform.machine(), n=threads)
    return DeviceChoice(torch.device("cpu"), name, reason)


def _cuda_trouble() -> str | None:
    """Why CUDA cannot be used, or None where a small computation on it comes out right."""
    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        return Message("this build of PyTorch has no CUDA")
    try:
        if not torch.cuda.is_available():
            return Message("no CUDA device was found")
        ones = torch.ones(64, 64, device="cuda")
        if float((ones @ ones).sum()) != 64.0**3:
            return Message("the CUDA device computes wrong results")
    except (RuntimeError, AssertionError) as error:
        return Message("the CUDA device failed ({why})", why=str(error).splitlines()[0])
    return None
