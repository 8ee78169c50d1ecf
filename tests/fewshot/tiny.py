"""Small things that the tests of encoders and learners share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from handful.fewshot.calibration import uniform
from handful.fewshot.checkpoints import save_encoder
from handful.fewshot.encoders import EncoderConfig, ResNet
from handful.fewshot.support import SupportSet

TINY = EncoderConfig(widths=(4, 4, 6, 8), depths=(1, 1, 1, 1), stem_widths=(4,), image_size_px=16)
PLAIN = uniform(10.0)
FITTED_CARD = {"shots": [1, 5], "ways": [2], "scales": [[3.0], [4.0]]}


def tiny_network(config: EncoderConfig = TINY, seed: int = 0) -> ResNet:
    """A network whose batch-norms hold other values than those they start with."""
    torch.manual_seed(seed)
    network = ResNet(config).eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    return network


def tiny_pictures(n: int, size_px: int = 16, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (n, size_px, size_px, 3), dtype=np.uint8)


def saved(folder: Path, config: EncoderConfig = TINY) -> Path:
    """A tiny encoder and its card on disk."""
    path = folder / "tiny.safetensors"
    save_encoder(tiny_network(config), torch.zeros(config.embedding_size), path, {"name": "tiny"})
    return path


def support(rows: list[list[float]], labels: list[int], n_way: int | None = None) -> SupportSet:
    n_way = max(labels) + 1 if n_way is None else n_way
    names = tuple(f"class {c}" for c in range(n_way))
    return SupportSet(torch.tensor(rows), torch.tensor(labels), names)


def random_support(counts: list[int], d: int = 8, seed: int = 0) -> SupportSet:
    """`counts[c]` pictures of class c around a centre of its own."""
    generator = torch.Generator().manual_seed(seed)
    centres = torch.randn(len(counts), d, generator=generator) * 3
    labels = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    rows: Tensor = centres[labels] + torch.randn(len(labels), d, generator=generator)
    return SupportSet(rows, labels, tuple(f"class {c}" for c in range(len(counts))))
