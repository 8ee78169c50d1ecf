"""Finished weights that a new pre-training run goes on from, and what the new card says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from torch import Tensor

from handful.fewshot.checkpoints import read_weights

TOLD: Final = ("sha256", "command", "hours", "steps", "settings", "git_revision", "machine", "start_from")


@dataclass(frozen=True, slots=True, eq=False)
class Ancestor:
    """weights: the encoder's tensors by name, float32; card: where they came from, for the new card."""

    weights: dict[str, Tensor]
    card: dict[str, Any]


def read_ancestor(path: Path) -> Ancestor:
    """Read and check a shipped encoder; raises CheckpointError as `read_weights` does."""
    tensors, about = read_weights(path)
    weights = {name: tensor.float() for name, tensor in tensors.items() if name != "centre"}
    return Ancestor(weights, {key: about[key] for key in TOLD if key in about})
