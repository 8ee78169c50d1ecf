from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError
from handful.fewshot.meta_weights import load_meta_weights, save_meta_weights

ENCODER = "e" * 64


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "learner.safetensors"
    save_meta_weights({"scale": torch.tensor([1.5, -2.0])}, path, {"encoder_sha256": ENCODER, "seed": 3})
    return path


def test_what_was_written_is_read_again_with_its_hash(path: Path) -> None:
    weights = load_meta_weights(path, ENCODER)
    card = json.loads(path.with_suffix(".json").read_text())
    assert torch.equal(weights.tensors["scale"], torch.tensor([1.5, -2.0]))
    assert weights.sha256 == card["sha256"]
    assert (card["seed"], card["bytes"]) == (3, path.stat().st_size)


def test_weights_of_another_encoder_are_refused_with_the_command_that_makes_them_anew(path: Path) -> None:
    with pytest.raises(CheckpointError, match="another encoder; run `handful train learner learner`"):
        load_meta_weights(path, "f" * 64)


def test_weights_that_are_not_those_of_the_card_are_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(CheckpointError, match="its card says"):
        load_meta_weights(path, ENCODER)


def test_weights_without_a_card_are_refused(path: Path) -> None:
    path.with_suffix(".json").unlink()
    with pytest.raises(CheckpointError, match=r"learner\.json cannot be read"):
        load_meta_weights(path, ENCODER)
