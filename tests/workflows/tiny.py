"""A tiny engine for tests: its encoder is the mean colour of a picture, so that answers are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from handful.fewshot.auto import ValidationLoss
from handful.fewshot.calibration import uniform
from handful.fewshot.devices import choose_device
from handful.fewshot.encoders import EncoderConfig
from handful.fewshot.learner_list import AUTO
from handful.fewshot.learners import make_learner
from handful.fewshot.outlook import SHARES, Curves, Point
from handful.fewshot.unknown import Cell, UnknownFit
from handful.images.cache import EmbeddingCache
from handful.project.strangers import DEFAULT_SHARE
from handful.training.maml import KINDS
from handful.workflows.engine import Engine
from tests.fewshot.meta_trained import SETTINGS as META_SETTINGS
from tests.fewshot.meta_trained import weights_of

FINETUNE = {"steps": 20, "learning_rate": 0.1, "momentum": 0.9, "sharpness": 10.0, "decay": 0.1}
LEARNER_SETTINGS = {
    "matching": {"sharpness": 5.0},
    "ridge": {"reluctance": 0.2},
    "finetune": FINETUNE,
    **META_SETTINGS,
    **{name: {"steps": 5} for name in KINDS},
}
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
    """Learners need no cards here. A picture is unknown where no class mean has a cosine above 0.5."""

    def learner(self, name):
        if name == AUTO:
            return super().learner(name)
        calibration = uniform(10.0)
        settings = LEARNER_SETTINGS.get(name, {})
        centre = self.encoder.centre
        weights = weights_of(name, len(centre))
        return make_learner(name, centre, settings, calibration, self.encoder.hash, weights)

    def unknown(self):
        return UnknownFit((1,), (1,), ((Cell(10.0, 0.0, 0.0, -5.0, 0.0, 1.0, 1.0),),), DEFAULT_SHARE)

    def curves(self, learner):
        points = tuple(Point(share, 1 - share / 2, 0.1, share) for share in SHARES)
        return Curves((1,), (2,), {(1, 2): points})

    def validation(self, learner):
        return ValidationLoss(0.5, 0.5)


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
