"""From folders of pictures to learners meta-trained on them: the recipe of `handful train learner`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from handful.fewshot.checkpoints import CheckpointError, load_encoder
from handful.fewshot.meta_weights import load_meta_weights
from handful.training import trainees
from handful.training.embedded import EmbeddingPlan
from handful.training.meta_episodes import MetaEpisodes
from handful.training.train_meta import MetaRecipe, MetaStep, MetaTrained, train_meta
from tests.fewshot.tiny import saved
from tests.training.pictures import mini_classes, write_pictures

NAMES = ("relation", "memory", "in-context")


@pytest.fixture
def recipe(tmp_path: Path) -> MetaRecipe:
    root = tmp_path / "mini"
    write_pictures(root / "train", mini_classes("base", 6) + mini_classes("validation", 6), 26)
    return MetaRecipe(
        {"mini-imagenet": root},
        tmp_path / "out",
        tmp_path / "cards",
        saved(tmp_path),
        NAMES,
        plan=EmbeddingPlan(per_class=8, validation_per_class=26, n_crops=1),
        episodes=MetaEpisodes(max_way=4, max_shot=3, n_queries=8),
        n_validation=2,
        steps=6,
        device="cpu",
    )


def weights(recipe: MetaRecipe, name: str) -> Mapping[str, Tensor]:
    encoder = load_encoder(torch.device("cpu"), recipe.weights)
    return load_meta_weights(recipe.cards / f"{name}.safetensors", encoder.hash).tensors


def test_each_learner_gets_weights_and_a_card_that_says_how_they_were_made(recipe: MetaRecipe) -> None:
    news = list(train_meta(recipe, "handful train learner all"))
    done = {n.learner: n for n in news if isinstance(n, MetaTrained)}
    assert tuple(done) == NAMES
    for name in NAMES:
        card = json.loads((recipe.cards / f"{name}.json").read_text())
        assert weights(recipe, name)
        assert card["command"] == "handful train learner all"
        assert card["settings"] == dict(trainees.APPRENTICESHIPS[name].settings)
        assert card["outer_loop"]["steps"] == 6
        assert card["validation"]["accuracy_after"] >= card["validation"]["accuracy_before"]
        assert [n.step.step for n in news if isinstance(n, MetaStep) and n.learner == name] == [*range(1, 7)]


def test_a_run_that_was_stopped_goes_on_and_ends_as_if_it_had_not(
    recipe: MetaRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = trainees.APPRENTICESHIPS["relation"]
    often = replace(one, outer=replace(one.outer, validate_every=2))
    monkeypatch.setitem(trainees.APPRENTICESHIPS, "relation", often)  # type: ignore[arg-type]
    recipe = replace(recipe, learners=("relation",))
    list(train_meta(recipe, ""))
    whole = weights(recipe, "relation")
    again = replace(recipe, out=recipe.out.parent / "again")
    stopped = train_meta(again, "")
    for news in stopped:
        if isinstance(news, MetaStep) and news.step.step == 4:
            break
    stopped.close()
    steps = [n.step.step for n in train_meta(again, "") if isinstance(n, MetaStep)]
    assert steps == [5, 6]
    assert all(torch.equal(tensor, whole[name]) for name, tensor in weights(again, "relation").items())


def test_the_same_seed_gives_the_same_weights_and_another_gives_others(recipe: MetaRecipe) -> None:
    recipe = replace(recipe, learners=("memory",), episodes=replace(recipe.episodes, max_way=3))
    made = []
    for i, seed in enumerate((1, 1, 2)):
        own = replace(recipe, seed=seed, out=recipe.out.parent / f"out{i}", plan=recipe.plan)
        made.append([n for n in train_meta(own, "") if isinstance(n, MetaStep)][-1].step.loss)
    assert made[0] == made[1] != made[2]


def test_a_source_for_validation_only_is_judged_on_and_never_trained_on(recipe: MetaRecipe) -> None:
    groceries = recipe.out.parent / "groceries"
    write_pictures(groceries / "dataset" / "train" / "Fruit", ["Apple", "Pear", "Plum", "Fig", "Lime"], 26)
    both = {**recipe.roots, "groceries": groceries}
    plan = replace(recipe.plan, per_class=26)
    list(train_meta(replace(recipe, roots=both, plan=plan, learners=("relation",)), ""))
    card = json.loads((recipe.cards / "relation.json").read_text())
    assert card["base_classes"] == 6
    assert card["sources"] == ["groceries", "mini-imagenet"]
    assert card["validation"]["episodes"] == 2 * 4 * 2


def test_weights_are_refused_beside_another_encoder(recipe: MetaRecipe) -> None:
    list(train_meta(replace(recipe, learners=("relation",)), ""))
    with pytest.raises(CheckpointError, match="another encoder; run `handful train learner relation`"):
        load_meta_weights(recipe.cards / "relation.safetensors", "0" * 64)
