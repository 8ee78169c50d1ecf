from __future__ import annotations

import pytest
import torch

from handful.fewshot.adapter import Setting, from_tensors
from handful.fewshot.learner import adapt_fully
from handful.fewshot.maml import Maml
from handful.fewshot.support import SupportSet
from handful.training.episodes import Episode
from handful.training.maml import KINDS, InnerLoopModel
from tests.fewshot.tiny import PLAIN

D = 6


def episode(seed: int = 0, n_way: int = 3, n_shot: int = 2) -> Episode:
    """Classes differ in the first two numbers only; the others are louder and say nothing."""
    generator = torch.Generator().manual_seed(seed)
    labels, asked = (torch.arange(n_way).repeat_interleave(n) for n in (n_shot, 5))
    own = torch.zeros(n_way, D)
    own[:, :2] = torch.randn(n_way, 2, generator=generator)

    def pictures(of: torch.Tensor) -> torch.Tensor:
        noise = torch.randn(len(of), D, generator=generator)
        return own[of] + noise * torch.tensor([0.2, 0.2, 1.0, 1.0, 1.0, 1.0])

    names = tuple("abcdefgh"[:n_way])
    return Episode(SupportSet(pictures(labels), labels, names), pictures(asked), asked)


@pytest.mark.parametrize("name", list(KINDS))
@pytest.mark.parametrize("first_order", [False, True])
def test_meta_training_teaches_it_what_to_look_at(name: str, first_order: bool) -> None:
    model = InnerLoopModel(name, D, steps=2, first_order=first_order)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    before = accuracy(model)
    for step in range(60):
        optimizer.zero_grad()
        model(episode(1000 + step))[0].backward()
        optimizer.step()
    assert accuracy(model) > before + 0.05


def accuracy(model: InnerLoopModel) -> float:
    with torch.no_grad():
        return float(torch.stack([model(episode(seed))[1] for seed in range(60)]).mean())


@pytest.mark.parametrize("name", list(KINDS))
def test_the_outer_gradient_reaches_all_that_is_learned(name: str) -> None:
    model = InnerLoopModel(name, D, steps=2)
    model(episode())[0].backward()
    for parameter, tensor in model.named_parameters():
        assert tensor.grad is not None, parameter
        assert float(tensor.grad.abs().sum()) > 0, parameter


def test_the_learner_answers_as_the_model_did_in_training() -> None:
    model, one = InnerLoopModel("maml", D, steps=3), episode()
    learner = Maml(from_tensors(model.tensors()), Setting(3, torch.zeros(D), PLAIN, ""))
    answers = adapt_fully(learner, one.support).classify(one.queries).similarity.argmax(1)
    right = float((answers == one.query_labels).float().mean())
    assert right == pytest.approx(float(model(one)[1]))


def test_a_guess_costs_one_whatever_the_number_of_ways() -> None:
    for n_way in (2, 8):
        model = InnerLoopModel("anil", D, steps=0)
        model.body["log_scale"].data.fill_(-20.0)
        assert float(model(episode(n_way=n_way))[0].detach()) == pytest.approx(1.0, abs=1e-4)
