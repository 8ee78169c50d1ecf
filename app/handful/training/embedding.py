"""Embeddings of packed pictures at any input size, and a quick look at how good they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from handful.fewshot.checkpoints import LoadedEncoder
from handful.fewshot.encoders import Fit, ResNet, normalise

BATCH = 128


@torch.inference_mode()
def embed_packed(
    encoder: ResNet, images: np.ndarray, *, size_px: int, flip: bool = False, bf16: bool = True
) -> Tensor:
    """(n, h, w, 3) uint8 -> (n, d) float32 embeddings at an input size; `flip` averages in the mirrored."""
    encoder.eval()
    device = next(encoder.parameters()).device
    out = []
    for start in range(0, len(images), BATCH):
        batch = (
            torch.from_numpy(np.array(images[start : start + BATCH])).permute(0, 3, 1, 2).to(device).float()
        )
        if batch.shape[-1] != size_px:
            size = (size_px, size_px)
            batch = F.interpolate(batch, size=size, mode="bicubic", antialias=True, align_corners=False)
        inputs = normalise(batch, encoder.config).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
            z = encoder(inputs).float()
            if flip:
                z = (z + encoder(inputs.flip(3)).float()) / 2
        out.append(z.cpu())
    return torch.cat(out)


def first_rows(labels: np.ndarray, n_classes: int, per_class: int) -> np.ndarray:
    """Positions of the first `per_class` pictures of each class, class by class."""
    return np.concatenate([np.flatnonzero(labels == c)[:per_class] for c in range(n_classes)])


def quick_accuracy(by_class: Tensor, *, n_way: int, n_shot: int, episodes: int) -> float:
    """Mean accuracy of centred cosine prototypes over seeded episodes of 15 queries a class; a fraction.

    by_class: (n_classes, per_class, d) float32. The mean of all stands in for the base mean.
    """
    z = F.normalize(by_class - by_class.mean((0, 1)), dim=2)
    generator = torch.Generator().manual_seed(0)
    right = 0.0
    for _ in range(episodes):
        ways = torch.randperm(len(z), generator=generator)[:n_way]
        picks = torch.rand(n_way, z.shape[1], generator=generator).argsort(1)[:, : n_shot + 15]
        episode = torch.gather(z[ways], 1, picks[:, :, None].expand(-1, -1, z.shape[2]))
        prototypes = F.normalize(episode[:, :n_shot].mean(1), dim=1)
        scores = episode[:, n_shot:] @ prototypes.T
        right += float((scores.argmax(2) == torch.arange(n_way)[:, None]).float().mean())
    return right / episodes


def embed_views(
    encoder: LoadedEncoder, images: np.ndarray, make_views: Callable[[Image.Image, int, Fit], np.ndarray]
) -> Iterator[np.ndarray]:
    """(h, w, 3) uint8 pictures -> (d,) float32 each: the mean over the views that the app would make."""
    size_px, fit = encoder.config.image_size_px, encoder.config.fit
    for picture in images:
        yield encoder.embed(make_views(Image.fromarray(picture), size_px, fit)).mean(0)
