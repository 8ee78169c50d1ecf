"""What a pre-training run can be told, and what follows from it at each moment of the run."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PretrainSettings:
    """Everything a run can be told; written into the model card as it was.

    `mix_probability`: share of the batches that mixup or CutMix joins. `rotate_fraction`: share of the
    pictures turned by 90, 180 or 270 degrees, for the rotation head. Both end at `clean_from`, a fraction of
    the run.
    """

    epochs: float = 14.0
    batch_size: int = 128
    learning_rate: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    warmup_fraction: float = 0.08
    label_smoothing: float = 0.1
    min_crop_area: float = 0.2
    max_crop_ratio: float = 1.5
    colour_strength: float = 0.4
    grey_fraction: float = 0.1
    mix_probability: float = 0.0
    rotate_fraction: float = 0.0
    rotation_weight: float = 0.3
    clean_from: float = 0.75
    average_decay: float = 0.999
    first_size_px: int = 48
    last_size_px: int = 72
    seed: int = 0
    bf16: bool = True
    checkpoint_every: int = 50


def one_cycle(fraction: float, settings: PretrainSettings) -> float:
    """The learning rate at a fraction of the run: linear warm-up, then cosine down to zero."""
    warm = settings.warmup_fraction
    if fraction < warm:
        return settings.learning_rate * max(fraction, 1e-3) / warm
    return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * (fraction - warm) / (1 - warm)))


def size_at(fraction: float, settings: PretrainSettings) -> int:
    """Side of the training crops: grows over the first four fifths of the run, in steps of 8 pixels."""
    grown = min(1.0, fraction / 0.8) * (settings.last_size_px - settings.first_size_px)
    return settings.first_size_px + int(grown // 8) * 8
