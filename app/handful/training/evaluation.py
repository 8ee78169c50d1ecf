"""Measuring encoders on packed pictures (a quick look while training)."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.encoders import ResNet, normalise
from handful.training.packing import PackedPictures


@torch.inference_mode()
def embed_packed(encoder: ResNet, images: np.ndarray, *, size_px: int, flip: bool = False, bf16: bool = True) -> Tensor:
    """(n, h, w, 3) uint8 -> (n, d) float32 embeddings at the given input size."""
    encoder.eval()
    device = next(encoder.parameters()).device
    out = []
    for start in range(0, len(images), 128):
        batch = torch.from_numpy(np.ascontiguousarray(images[start : start + 128])).permute(0, 3, 1, 2).to(device)
        batch = batch.float()
        if batch.shape[-1] != size_px:
            batch = F.interpolate(batch, size=(size_px, size_px), mode="bicubic", antialias=True, align_corners=False)
        inputs = normalise(batch, encoder.config).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
            z = encoder(inputs).float()
            if flip:
                z = (z + encoder(inputs.flip(3)).float()) / 2
        out.append(z.cpu())
    return torch.cat(out)


def nearest_prototype_accuracy(
    encoder: ResNet, pictures: PackedPictures, *, n_way: int, n_shot: int, episodes: int, per_class: int, size_px: int | None = None, flip: bool = False
) -> float:
    """Mean accuracy of centred cosine prototypes over seeded episodes; a fraction."""
    rows = np.concatenate([np.flatnonzero(pictures.labels == c)[:per_class] for c in range(len(pictures.classes))])
    z = embed_packed(encoder, pictures.images[rows], size_px=size_px or encoder.config.image_size_px, flip=flip)
    z = F.normalize(z - z.mean(0), dim=1).view(len(pictures.classes), -1, z.shape[1])
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
