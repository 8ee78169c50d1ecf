"""The engine on another encoder than the bundled one: its learners are those beside the weights."""

from __future__ import annotations

import json
import shutil

import pytest
import torch

from handful.fewshot.checkpoints import save_encoder
from handful.fewshot.encoders import EncoderConfig, ResNet
from handful.resources import resource_path
from handful.workflows.engine import load_engine
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import drain


@pytest.fixture
def weights(tmp_path):
    """Weights of a very small encoder, and beside them prototypes for it and ridge for another one."""
    config = EncoderConfig(widths=(4, 8), depths=(1, 1), stem_widths=(4,), image_size_px=16)
    path = tmp_path / "encoder.safetensors"
    digest = save_encoder(ResNet(config), torch.zeros(8), path, {"name": "very small"})
    card = json.loads(resource_path("weights", "prototypes.json").read_text())
    (tmp_path / "prototypes.json").write_text(json.dumps({**card, "encoder_sha256": digest}))
    shutil.copy(resource_path("weights", "ridge.json"), tmp_path)
    return path


def test_another_encoder_comes_with_the_learners_beside_it(weights):
    _, engine = drain(load_engine(device="cpu", weights=weights, cache_path=None))
    assert engine.encoder.config.embedding_size == 8
    assert engine.learner("prototypes").encoder_hash == engine.encoder.hash


def test_a_learner_fitted_to_another_encoder_is_refused_and_so_is_a_missing_one(weights):
    _, engine = drain(load_engine(device="cpu", weights=weights, cache_path=None))
    with pytest.raises(WorkflowError, match=r"ridge\.json was fitted to another encoder"):
        engine.learner("ridge")
    with pytest.raises(WorkflowError, match=r"matching\.json"):
        engine.learner("matching")


def test_without_weights_the_bundled_encoder_and_its_learners_are_loaded():
    _, engine = drain(load_engine(device="cpu", cache_path=None))
    assert engine.cards is None
    assert engine.learner("prototypes").encoder_hash == engine.encoder.hash
