from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError
from handful.fewshot.conv4 import Conv4Config
from handful.training.omniglot_benchmark import measure_omniglot
from handful.training.omniglot_context import ContextRecipe, begin, load_context, train_on_characters
from handful.training.omniglot_pictures import load_characters
from handful.training.omniglot_weights import ShiftMeasured, load_prototypes, ship_prototypes
from handful.training.outer_loop import OuterStep
from handful.training.outer_state import OuterState
from handful.training.prototype_net import PrototypeNet
from tests.training.drawn_alphabets import draw_alphabets


def ship(path: Path, seed: int) -> None:
    torch.manual_seed(seed)
    model = PrototypeNet(Conv4Config(width=8))
    measured = [ShiftMeasured(0, 0.5)]
    ship_prototypes(model, OuterState(model, weight_decay=0.0), measured, path, recipe={}, command="")


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> ContextRecipe:
    root = draw_alphabets(tmp_path_factory.mktemp("omniglot"))
    ship(root / "conv4.safetensors", 0)
    recipe = ContextRecipe(
        root, root / "conv4.safetensors", root / "out", root / "in-context.safetensors", "in-context", steps=4
    )
    steps = [n.step for n in train_on_characters(recipe, "handful train") if isinstance(n, OuterStep)]
    assert steps == [1, 2, 3, 4]
    return recipe


def test_what_was_trained_answers_episodes_of_characters(recipe: ContextRecipe) -> None:
    who = load_context("in-context", recipe.weights, load_prototypes(recipe.conv4))
    characters = load_characters("background", recipe.out)
    rows = list(measure_omniglot(who, characters, (), n_episodes=3, seed=0))
    assert [row.task for row in rows] == ["5-way 1-shot", "5-way 5-shot", "20-way 1-shot", "20-way 5-shot"]
    assert rows[0].accuracy > 0.4


def test_it_belongs_to_the_network_that_embedded(recipe: ContextRecipe, tmp_path: Path) -> None:
    ship(tmp_path / "other.safetensors", 1)
    with pytest.raises(
        CheckpointError, match="fitted to another encoder; run `handful train omniglot-learner in-context`"
    ):
        load_context("in-context", recipe.weights, load_prototypes(tmp_path / "other.safetensors"))


def test_a_learner_that_reads_no_support_set_is_refused(recipe: ContextRecipe) -> None:
    with pytest.raises(ValueError, match="'maml' does not read a support set; choose one of in-context"):
        begin("maml", 8)
    with pytest.raises(ValueError, match="'prototypes' does not read"):
        next(
            news
            for news in train_on_characters(replace(recipe, learner="prototypes"), "")
            if isinstance(news, OuterStep)
        )
