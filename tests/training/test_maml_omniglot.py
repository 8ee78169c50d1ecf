from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from handful.fewshot.checkpoints import CheckpointError
from handful.fewshot.conv4 import Conv4, Conv4Config
from handful.fewshot.support import SupportSet
from handful.training.episodes import Episode
from handful.training.maml_omniglot import MamlConv4, MamlRecipe, contestant, load_maml, train_maml
from handful.training.omniglot_benchmark import nearest_prototype
from handful.training.omniglot_weights import ShiftMeasured, ship_prototypes
from handful.training.outer_loop import OuterSettings, OuterStep
from handful.training.outer_state import OuterState
from handful.training.prototype_net import PrototypeNet
from handful.training.sampler import EpisodeSizes
from tests.training.drawn_alphabets import draw_alphabets

NARROW = Conv4Config(width=4)


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> MamlRecipe:
    """Two outer steps on a small Omniglot, from a prototypical network that was not trained."""
    root = draw_alphabets(tmp_path_factory.mktemp("omniglot"))
    torch.manual_seed(0)
    net, start = PrototypeNet(NARROW), root / "prototypes.safetensors"
    state = OuterState(net, weight_decay=0.0)
    ship_prototypes(net, state, [ShiftMeasured(0, 0.5)], start, recipe={}, command="")
    settings = OuterSettings(steps=2, episodes_per_step=2, validate_every=1, learning_rate=1e-3)
    recipe = MamlRecipe(
        root, start, root / "out", root / "maml.safetensors", settings, EpisodeSizes((5,), (1,), (2,))
    )
    assert [type(n) for n in train_maml(recipe, "handful train omniglot-maml")].count(OuterStep) == 2
    return recipe


def episode(n_way: int = 5, n_shot: int = 1, seed: int = 0) -> Episode:
    generator = torch.Generator().manual_seed(seed)
    rows = torch.rand(n_way * n_shot, 1, 28, 28, generator=generator)
    labels = torch.arange(n_way).repeat_interleave(n_shot)
    names = tuple(f"class {c}" for c in range(n_way))
    return Episode(SupportSet(rows, labels, names), torch.rand(30, 1, 28, 28, generator=generator), labels)


def untrained() -> MamlConv4:
    torch.manual_seed(1)
    return MamlConv4(Conv4(NARROW), torch.tensor(2.0), steps=2).eval()


def test_before_the_first_step_it_is_prototypes() -> None:
    model, one = untrained(), episode(n_shot=3)
    features = [model.network(x).detach() for x in (one.support.embeddings, one.queries)]
    embedded = Episode(
        SupportSet(features[0], one.support.labels, one.support.class_names), features[1], one.query_labels
    )
    nearest = nearest_prototype("", model.network, 0).answer(embedded)
    assert torch.equal(contestant(model, 0).answer(one), nearest)


def test_labels_that_say_nothing_leave_it_at_chance_before_and_after_adaptation() -> None:
    model, right = untrained(), {0: 0.0, 2: 0.0}
    for seed in range(40):
        for steps in right:
            answer = contestant(model, steps).answer(episode(seed=seed))
            right[steps] += float((answer == torch.arange(5).repeat(6)).float().mean()) / 40
    assert right[0] == pytest.approx(0.2, abs=0.05)
    assert right[2] == pytest.approx(0.2, abs=0.05)


def test_a_query_is_answered_alike_alone_and_in_any_company() -> None:
    model, one = untrained().train(), episode()
    together = contestant(model, 2).answer(one)
    alone = [contestant(model, 2).answer(Episode(one.support, q[None], q)) for q in one.queries]
    assert torch.equal(together, torch.cat(alone))


def test_shifted_views_of_the_support_set_are_adapted_to_as_well() -> None:
    model, one = untrained(), episode()
    assert not torch.equal(contestant(model, 5, 0).answer(one), contestant(model, 5, 3).answer(one))


def test_the_inner_loop_moves_body_and_head_and_leaves_the_model_as_it_was() -> None:
    model, one = untrained(), episode()
    before = {name: t.clone() for name, t in model.state_dict().items()}
    plain, adapted = (contestant(model, steps).answer(one) for steps in (0, 20))
    assert not torch.equal(plain, adapted)
    assert all(torch.equal(t, before[name]) for name, t in model.state_dict().items())


def test_the_outer_gradient_reaches_initialisation_rates_and_scale() -> None:
    model, one = untrained(), episode()
    labelled = replace(one, query_labels=torch.arange(5).repeat(6))
    loss, _ = model.episode_loss(labelled)
    loss.backward()  # type: ignore[no-untyped-call]
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
    assert float(model.rates["0_0_weight"].grad) != 0  # type: ignore[arg-type]


def test_what_is_shipped_answers_as_what_was_trained(recipe: MamlRecipe) -> None:
    loaded = load_maml(recipe.weights)
    card = json.loads(recipe.weights.with_suffix(".json").read_text())
    assert card["sha256"] == loaded.sha256
    assert card["command"] == "handful train omniglot-maml"
    assert (card["steps"], card["inner_steps"]) == (2, 2)
    best = max(card["validation"], key=lambda one: one["accuracy_fraction"])
    assert loaded.shift_px == card["shift_px"] == best["shift_px"]
    assert contestant(loaded.model, 2, loaded.shift_px).answer(episode()).shape == (30,)


def test_a_finished_run_ships_the_same_again(recipe: MamlRecipe) -> None:
    again = replace(recipe, weights=recipe.weights.with_name("again.safetensors"))
    assert not any(isinstance(news, OuterStep) for news in train_maml(again, ""))
    assert again.weights.read_bytes() == recipe.weights.read_bytes()


def test_a_card_of_another_architecture_is_refused(recipe: MamlRecipe, tmp_path: Path) -> None:
    copy, card = tmp_path / "maml.safetensors", json.loads(recipe.weights.with_suffix(".json").read_text())
    copy.write_bytes(recipe.weights.read_bytes())
    copy.with_suffix(".json").write_text(json.dumps({**card, "conv4": {"width": 5}}))
    with pytest.raises(CheckpointError, match="does not fit the architecture"):
        load_maml(copy)
