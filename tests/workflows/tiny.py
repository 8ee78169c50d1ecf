"""A tiny engine for tests: its encoder is the mean colour of a picture, so that answers are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from handful.fewshot.calibration import Calibration
from handful.fewshot.devices import choose_device
from handful.fewshot.encoders import EncoderConfig
from handful.fewshot.prototypes import Prototypes
from handful.images.cache import EmbeddingCache
from handful.workflows.engine import Engine

RED, GREEN, BLUE = (220, 30, 30), (30, 200, 40), (30, 60, 220)


class MeanColourEncoder:
    """Embeds a picture as its mean colour, centred on grey; counts how many views it was given."""

    def __init__(self):
        self.config = EncoderConfig(image_size_px=8)
        self.centre = torch.full((3,), 0.5)
        self.hash = "mean colour"
        self.name = "mean colour"
        self.embedded = 0

    def embed(self, images):
        self.embedded += len(images)
        return (images.astype(np.float32) / 255).mean(axis=(1, 2))


class TinyEngine(Engine):
    """The prototypes learner needs no card here."""

    def learner(self, name):
        if name != "prototypes":
            raise ValueError(f"there is no learner '{name}'")
        calibration = Calibration((1,), (10.0,), (0.5,))
        return Prototypes(self.encoder.centre, calibration, self.encoder.hash)


def tiny_engine(cache_path=None):
    return TinyEngine(MeanColourEncoder(), choose_device("cpu"), EmbeddingCache(cache_path))


def paint(path: Path, colour, seed=0, size=(24, 18)) -> Path:
    """A noisy picture of about this colour; another seed is another content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(-20, 20, (size[1], size[0], 3))
    pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def drain(generator):
    """All progress values, and what the generator returned."""
    values = []
    while True:
        try:
            values.append(next(generator))
        except StopIteration as stop:
            return values, stop.value
