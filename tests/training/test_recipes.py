"""From folders of pictures to weights and cards: the recipes behind `handful train`, on tiny pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError, load_encoder
from handful.fewshot.learners import create_learner
from handful.training import finish
from handful.training.calibrate import CellFit
from handful.training.choose import Tried
from handful.training.train_encoder import EncoderRecipe, train_encoder
from handful.training.train_learners import CalibrationRecipe, Fitted, train_learners
from tests.training.pictures import TINY_SETTINGS, mini_classes, write_pictures


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EncoderRecipe:
    monkeypatch.setattr(finish, "CANDIDATE_SIZES_PX", (16, 24))
    root = tmp_path / "mini"
    write_pictures(root / "train", mini_classes("base", 3) + mini_classes("validation", 6), 15)
    write_pictures(root / "val", mini_classes("base", 3) + mini_classes("validation", 6), 15)
    return EncoderRecipe(
        {"mini-imagenet": root},
        tmp_path / "out",
        tmp_path / "new.safetensors",
        TINY_SETTINGS,
        widths=(4, 4, 6, 8),
        depths=(1, 1, 1, 1),
        stem_widths=(4,),
        device="cpu",
    )


def test_an_encoder_is_trained_goes_on_and_is_calibrated(recipe: EncoderRecipe, tmp_path: Path) -> None:
    news = list(train_encoder(recipe, "handful train encoder --first"))
    card = json.loads((tmp_path / "new.json").read_text())
    assert {type(n).__name__ for n in news} == {"Counted", "PretrainStep", "SizeMeasured"}
    assert card["class_ids"] == sorted(mini_classes("base", 3))
    assert card["command"] == "handful train encoder --first"
    assert card["steps"] == 12
    assert card["encoder"]["image_size_px"] in (16, 24)
    assert load_encoder(torch.device("cpu"), recipe.weights).hash == card["sha256"]

    second = replace(recipe, out=tmp_path / "again", weights=tmp_path / "second.safetensors")
    list(train_encoder(replace(second, start_from=recipe.weights), "handful train encoder --second"))
    later = json.loads((tmp_path / "second.json").read_text())
    assert later["start_from"]["command"] == "handful train encoder --first"
    assert later["start_from"]["sha256"] == card["sha256"]
    assert later["new_share"] in finish.NEW_SHARES

    fitted = CalibrationRecipe(
        recipe.roots,
        recipe.out,
        tmp_path,
        recipe.weights,
        ("prototypes", "ridge"),
        n_episodes=10,
        per_class=30,
    )
    told = [n for n in train_learners(fitted, "handful train calibrate") if isinstance(n, Fitted)]
    loaded = load_encoder(torch.device("cpu"), recipe.weights)
    for name, n_tried in (("prototypes", 1), ("ridge", 3)):
        news = [each.news for each in told if each.learner == name]
        kinds = {(each.n_shot, each.n_way) for each in news if isinstance(each, CellFit)}
        assert kinds == {(n_shot, n_way) for n_shot in (1, 2, 3, 5, 10, 20) for n_way in (1, 2, 5)}
        tried = [each for each in news if isinstance(each, Tried)]
        assert len(tried) == n_tried
        path = tmp_path / f"{name}.json"
        assert create_learner(name, loaded, path).name == name
        best = min(tried, key=lambda each: each.loss)
        assert json.loads(path.read_text())["settings"] == best.settings


def test_a_start_that_is_no_encoder_is_refused_before_anything_is_decoded(recipe: EncoderRecipe) -> None:
    with pytest.raises(CheckpointError):
        next(train_encoder(replace(recipe, start_from=recipe.out / "none.safetensors"), ""))
    assert not recipe.out.exists()
