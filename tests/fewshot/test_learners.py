from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder, load_encoder
from handful.fewshot.learner_list import FITTED
from handful.fewshot.learners import DEFAULT_LEARNER, LEARNERS, create_learner
from tests.fewshot.tiny import FITTED_CARD, saved


@pytest.fixture
def encoder(tmp_path: Path) -> LoadedEncoder:
    return load_encoder(torch.device("cpu"), saved(tmp_path))


def test_an_unknown_learner_is_told_which_there_are(encoder: LoadedEncoder) -> None:
    with pytest.raises(
        ValueError, match="no learner 'wizard'; choose one of prototypes, matching, ridge, finetune"
    ):
        create_learner("wizard", encoder)


def test_the_default_learner_is_on_offer() -> None:
    assert LEARNERS[DEFAULT_LEARNER].name == DEFAULT_LEARNER


def test_a_learner_takes_centre_and_calibration_from_encoder_and_card(
    encoder: LoadedEncoder, tmp_path: Path
) -> None:
    card = tmp_path / "prototypes.json"
    card.write_text(json.dumps({"encoder_sha256": encoder.hash, "calibration": FITTED_CARD}))
    learner = create_learner("prototypes", encoder, card)
    assert learner.name == "prototypes"
    assert learner.calibration.to_json()["scales"] == ((3.0,), (4.0,))  # type: ignore[attr-defined]


def test_a_card_that_was_fitted_to_another_encoder_is_refused(encoder: LoadedEncoder, tmp_path: Path) -> None:
    card = tmp_path / "prototypes.json"
    card.write_text(json.dumps({"encoder_sha256": "0" * 64, "calibration": FITTED_CARD}))
    with pytest.raises(CheckpointError, match=r"prototypes\.json was fitted to another encoder"):
        create_learner("prototypes", encoder, card)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"encoder_sha256": "HASH"}', '{"encoder_sha256": "HASH", "calibration": {}}']
)
def test_a_damaged_card_is_refused_with_what_to_do(encoder: LoadedEncoder, tmp_path: Path, text: str) -> None:
    card = tmp_path / "prototypes.json"
    card.write_text(text.replace("HASH", encoder.hash))
    with pytest.raises(CheckpointError, match="install Handful again"):
        create_learner("prototypes", encoder, card)


def test_the_shipped_cards_belong_to_the_shipped_encoder() -> None:
    shipped = load_encoder(torch.device("cpu"))
    for name in FITTED:
        assert create_learner(name, shipped).name == name
