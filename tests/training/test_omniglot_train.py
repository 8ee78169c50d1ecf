from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError
from handful.fewshot.conv4 import Conv4Config
from handful.resources import resource_path
from handful.training.omniglot import OneShotRun
from handful.training.omniglot_benchmark import (
    RUNS,
    OmniglotContestant,
    embed_views,
    measure_omniglot,
    nearest_prototype,
    shifted,
)
from handful.training.omniglot_pictures import VALIDATION_ALPHABETS, load_characters, pack_characters
from handful.training.omniglot_train import OmniglotRecipe, train_on_omniglot
from handful.training.omniglot_weights import ShiftMeasured, load_prototypes
from handful.training.outer_loop import OuterSettings, OuterStep
from handful.training.sampler import EpisodeSizes
from tests.training.drawn_alphabets import draw_alphabets


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> OmniglotRecipe:
    """Trained and shipped, on a small Omniglot, by a narrow network."""
    root = draw_alphabets(tmp_path_factory.mktemp("omniglot"))
    recipe = OmniglotRecipe(
        root,
        root / "out",
        root / "weights" / "prototypes.safetensors",
        OuterSettings(steps=12, validate_every=6, learning_rate=3e-3),
        EpisodeSizes((20,), (1,), (2,)),
        width=8,
        device="cpu",
    )
    news = list(train_on_omniglot(recipe, "handful train omniglot"))
    assert [type(n) for n in news].count(OuterStep) == 12
    assert [n.shift_px for n in news if isinstance(n, ShiftMeasured)] == [0, 1, 2]
    return recipe


def test_the_card_says_what_was_trained_on_and_how(recipe: OmniglotRecipe) -> None:
    card = json.loads(recipe.weights.with_suffix(".json").read_text())
    assert card["command"] == "handful train omniglot"
    assert card["conv4"] == {"channels": 1, "image_size_px": 28, "width": 8}
    assert len(card["validation"]) == 3
    assert card["settings"]["steps"] == card["steps"] == 12


def test_the_shipped_network_is_the_one_that_validation_liked_best(recipe: OmniglotRecipe) -> None:
    loaded = load_prototypes(recipe.weights)
    card = json.loads(recipe.weights.with_suffix(".json").read_text())
    best = max(card["validation"], key=lambda one: one["accuracy_fraction"])
    assert loaded.shift_px == best["shift_px"]
    assert loaded.sha256 == card["sha256"]
    assert not loaded.model.training


def test_weights_that_were_changed_are_refused(recipe: OmniglotRecipe, tmp_path: Path) -> None:
    copy = tmp_path / "prototypes.safetensors"
    data = bytearray(recipe.weights.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    copy.with_suffix(".json").write_bytes(recipe.weights.with_suffix(".json").read_bytes())
    with pytest.raises(CheckpointError, match="SHA-256"):
        load_prototypes(copy)


def test_the_weights_in_resources_fit_their_card_and_it_names_the_alphabets_kept_for_choosing() -> None:
    path = resource_path("weights", "omniglot", "prototypes.safetensors")
    loaded = load_prototypes(path)
    assert loaded.model.network.config == Conv4Config()
    assert json.loads(path.with_suffix(".json").read_text())["validation_alphabets"] == sorted(
        VALIDATION_ALPHABETS
    )


def test_a_finished_run_goes_on_with_nothing_and_ships_the_same_again(recipe: OmniglotRecipe) -> None:
    again = replace(recipe, weights=recipe.weights.with_name("again.safetensors"))
    assert not any(isinstance(news, OuterStep) for news in train_on_omniglot(again, ""))
    assert again.weights.read_bytes() == recipe.weights.read_bytes()


def test_the_benchmark_has_a_row_for_each_kind_and_one_for_the_runs(recipe: OmniglotRecipe) -> None:
    loaded = load_prototypes(recipe.weights)
    list(pack_characters(recipe.root, "evaluation", recipe.out))
    evaluation = load_characters("evaluation", recipe.out)
    ink = np.random.default_rng(0).random((20, 105, 105)) < 0.3
    run = OneShotRun("run01", tuple(ink), tuple(ink[::-1]), np.arange(20)[::-1].copy())
    contestant = nearest_prototype("prototypes", loaded.model.network, 1)
    rows = list(measure_omniglot(contestant, evaluation, [run], n_episodes=20, seed=0))
    assert [row.task for row in rows] == [
        "5-way 1-shot",
        "5-way 5-shot",
        "20-way 1-shot",
        "20-way 5-shot",
        RUNS,
    ]
    assert rows[0].accuracy > 0.4
    assert rows[1].accuracy > rows[0].accuracy
    assert rows[-1].accuracy == 1  # each item is one of the characters itself


def test_who_answers_without_the_support_set_is_at_chance(recipe: OmniglotRecipe) -> None:
    """Labels are drawn anew each episode: knowing every character by heart says nothing of its label."""
    list(pack_characters(recipe.root, "evaluation", recipe.out))
    evaluation = load_characters("evaluation", recipe.out)
    by_heart = OmniglotContestant(
        "by heart",
        lambda drawings: drawings.flatten(1).float(),
        lambda episode: episode.queries.sum(1).long() % 5,
    )
    first, *_ = measure_omniglot(by_heart, evaluation, (), n_episodes=400, seed=0)
    assert first.accuracy == pytest.approx(1 / 5, abs=0.03)


def test_the_embedding_of_a_drawing_depends_on_no_other(recipe: OmniglotRecipe) -> None:
    network = load_prototypes(recipe.weights).model.network
    drawings = torch.randint(0, 256, (6, 28, 28), dtype=torch.uint8)
    together = embed_views(network, drawings, 1)
    alone = torch.cat([embed_views(network, drawing[None], 1) for drawing in drawings])
    torch.testing.assert_close(together, alone)


def test_a_shifted_drawing_leaves_emptiness_behind() -> None:
    picture = torch.arange(9.0).view(1, 1, 3, 3)
    assert shifted(picture, 1, 0)[0, 0].tolist() == [[0, 0, 0], [0, 1, 2], [3, 4, 5]]
    assert shifted(picture, 0, -1)[0, 0].tolist() == [[1, 2, 0], [4, 5, 0], [7, 8, 0]]
