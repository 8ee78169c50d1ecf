"""Picture sets small enough to train on in a test: plain noise of one colour a class."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from handful.resources import resource_path
from handful.training.packing import PackedPictures
from handful.training.settings import PretrainSettings

TINY_SETTINGS = PretrainSettings(
    epochs=1.0,
    batch_size=8,
    learning_rate=0.05,
    first_size_px=16,
    last_size_px=24,
    mix_probability=0.5,
    rotate_fraction=0.5,
    clean_from=0.9,
    checkpoint_every=2,
    bf16=False,
)


def packed_noise(n_classes: int, per_class: int, size_px: int = 24, seed: int = 0) -> PackedPictures:
    """Pictures in memory: noise about one colour for each class."""
    random = np.random.default_rng(seed)
    colours = random.integers(40, 216, (n_classes, 1, 1, 3))
    labels = np.repeat(np.arange(n_classes), per_class)
    noise = random.integers(-40, 40, (len(labels), size_px, size_px, 3))
    images = (colours[labels] + noise).clip(0, 255).astype(np.uint8)
    return PackedPictures(
        images, labels, tuple(f"class {c}" for c in range(n_classes)), {"noise": len(labels)}
    )


def write_pictures(folder: Path, names: list[str], per_class: int, size: tuple[int, int] = (24, 18)) -> None:
    """PNG files in one folder for each class, each class of one colour."""
    for i, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        for k in range(per_class):
            Image.new("RGB", size, (20 * i % 256, 90, (7 * k) % 256)).save(folder / name / f"{k}.png")


def mini_classes(split: str, n: int) -> list[str]:
    """The first ids of a split of miniImageNet."""
    text = resource_path("splits", "mini_imagenet.json").read_text(encoding="utf-8")
    ids: list[str] = json.loads(text)[split][:n]
    return ids
