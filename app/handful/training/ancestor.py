"""Finished weights that a new pre-training run goes on from, and what the new card says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from handful.fewshot.checkpoints import read_weights
from handful.fewshot.encoders import ResNet
from handful.training.embedding import embed_packed, first_rows
from handful.training.packing import PackedPictures

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


@torch.no_grad()
def set_head_to_means(
    head: nn.Linear, encoder: ResNet, base: PackedPictures, size_px: int, per_class: int = 16
) -> None:
    """Start the head as the nearest-mean classifier, so that it does not pull at an encoder that knows more.

    logit_c = a (m_c . z - |m_c|^2 / 2), the means about their centre: -a |z - m_c|^2 / 2 up to a constant.
    """
    rows = first_rows(base.labels, len(base.classes), per_class)
    z, labels = embed_packed(encoder, base.images[rows], size_px=size_px), torch.from_numpy(base.labels[rows])
    means = torch.stack([z[labels == c].mean(0) for c in range(len(base.classes))])
    offsets = means - means.mean(0)
    sharpness = 10 / offsets.square().sum(1).mean()
    head.weight.copy_(sharpness * offsets)
    head.bias.copy_(-sharpness * (offsets.square().sum(1) / 2 + offsets @ means.mean(0)))
