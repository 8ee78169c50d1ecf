"""Weights of meta-trained learners for tests: not trained, but away from where training begins."""

from __future__ import annotations

import torch
from torch import nn

from handful.fewshot.in_context import InContextNetwork
from handful.fewshot.memory import MemoryReader
from handful.fewshot.meta_weights import NONE, MetaWeights
from handful.fewshot.relation import RelationNetwork
from handful.training.maml import KINDS, InnerLoopModel

SETTINGS = {
    "relation": {"hidden": 4},
    "memory": {},
    "in-context": {"layers": 2, "heads": 2, "inner": 4, "hidden": 4},
}
MAKERS = {"relation": RelationNetwork, "memory": MemoryReader, "in-context": InContextNetwork}


def moved(network: nn.Module, seed: int = 0, by: float = 0.02) -> nn.Module:
    """The network with every weight moved a little at random, so that no part of it is 0."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += by * torch.randn(parameter.shape, generator=generator)
    return network.eval().requires_grad_(False)


def network_of(name: str, seed: int = 0) -> nn.Module:
    """The network of a learner, moved."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return moved(MAKERS[name](**SETTINGS[name]), seed)  # type: ignore[operator]


def weights_of(name: str, d: int = 8) -> MetaWeights:
    """For embeddings of length d; NONE for a learner that is not meta-trained."""
    if name in KINDS:
        return MetaWeights(InnerLoopModel(name, d, steps=5).tensors(), f"weights of {name}")
    if name not in MAKERS:
        return NONE
    return MetaWeights(network_of(name).state_dict(), f"weights of {name}")
