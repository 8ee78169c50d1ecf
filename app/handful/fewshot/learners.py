"""The learners by name, made for an encoder from their cards in `resources/weights`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from torch import Tensor

from handful.fewshot.adapter import Setting, from_tensors
from handful.fewshot.anil import Anil
from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder
from handful.fewshot.episode_network import NetworkLearner, put_in
from handful.fewshot.finetune import Finetune, FinetuneSettings
from handful.fewshot.in_context import InContextNetwork
from handful.fewshot.inner_loop import Meta
from handful.fewshot.learner import Learner
from handful.fewshot.learner_list import DEFAULT_LEARNER, LEARNERS
from handful.fewshot.maml import Maml
from handful.fewshot.matching import Matching
from handful.fewshot.memory import Memory, MemoryReader
from handful.fewshot.meta_sgd import MetaSgd
from handful.fewshot.meta_weights import NONE, MetaWeights, load_meta_weights
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.relation import RelationNetwork
from handful.fewshot.ridge import Ridge
from handful.message import Message
from handful.resources import resource_path

__all__ = [
    "DEFAULT_LEARNER",
    "LEARNERS",
    "META_TRAINED",
    "check_name",
    "create_learner",
    "make_learner",
    "read_learned",
]

Settings = Mapping[str, Any]
"""What a learner has to be given beside its calibration, as plain values; chosen on validation classes."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a learner is made of. centre: (d,) float32; weights: of a meta-trained one, else NONE."""

    centre: Tensor
    settings: Settings
    calibration: Calibration
    encoder_hash: str
    weights: MetaWeights = NONE


def _relation(p: Parts) -> Learner:
    network = RelationNetwork(**p.settings)
    put_in(network, p.weights, p.centre.device)
    return NetworkLearner(network, p.centre, p.calibration, p.encoder_hash, p.weights.sha256, "relation")


def _memory(p: Parts) -> Learner:
    reader = MemoryReader(**p.settings)
    put_in(reader, p.weights, p.centre.device)
    return Memory(reader, p.centre, p.calibration, p.encoder_hash, p.weights.sha256)


def _in_context(p: Parts) -> Learner:
    network = InContextNetwork(**p.settings)
    put_in(network, p.weights, p.centre.device)
    limit = LEARNERS["in-context"].max_way
    return NetworkLearner(
        network, p.centre, p.calibration, p.encoder_hash, p.weights.sha256, "in-context", limit
    )


def _inner_loop(p: Parts) -> tuple[Meta, Setting]:
    setting = Setting(int(p.settings["steps"]), p.centre, p.calibration, p.encoder_hash)
    return from_tensors({name: t.to(p.centre.device) for name, t in p.weights.tensors.items()}), setting


_MAKERS: Final[dict[str, Callable[[Parts], Learner]]] = {
    "prototypes": lambda p: Prototypes(p.centre, p.calibration, p.encoder_hash),
    "matching": lambda p: Matching(p.centre, float(p.settings["sharpness"]), p.calibration, p.encoder_hash),
    "ridge": lambda p: Ridge(p.centre, float(p.settings["reluctance"]), p.calibration, p.encoder_hash),
    "finetune": lambda p: Finetune(p.centre, FinetuneSettings(**p.settings), p.calibration, p.encoder_hash),
    "relation": _relation,
    "memory": _memory,
    "in-context": _in_context,
    "maml": lambda p: Maml(*_inner_loop(p)),
    "anil": lambda p: Anil(*_inner_loop(p)),
    "meta-sgd": lambda p: MetaSgd(*_inner_loop(p)),
}

META_TRAINED: Final[frozenset[str]] = frozenset(
    {"relation", "memory", "in-context", "maml", "anil", "meta-sgd"}
)
"""Learners that have a weights file NAME.safetensors beside their card."""


def check_name(name: str) -> None:
    """Raise ValueError, with the names there are, where there is no learner of that name."""
    if name not in LEARNERS:
        raise ValueError(
            Message(
                "there is no learner '{name}'; choose one of {names}", name=name, names=", ".join(LEARNERS)
            )
        )


def make_learner(
    name: str,
    centre: Tensor,
    settings: Settings,
    calibration: Calibration,
    encoder_hash: str,
    weights: MetaWeights = NONE,
) -> Learner:
    """The learner of that name. centre: (d,) float32; weights: for those in META_TRAINED.

    Raises KeyError or TypeError for other settings or weights.
    """
    check_name(name)
    return _MAKERS[name](Parts(centre, settings, calibration, encoder_hash, weights))


def create_learner(name: str, encoder: LoadedEncoder, card_path: Path | None = None) -> Learner:
    """The learner of that name for this encoder, from its card and weights in `resources/weights`.

    Raises ValueError for an unknown name, CheckpointError where card or weights belong to another encoder.
    """
    check_name(name)
    path = card_path or resource_path("weights", f"{name}.json")
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        if card["encoder_sha256"] != encoder.hash:
            raise CheckpointError(
                Message(
                    "{file} was fitted to another encoder; run `{command}`",
                    file=path.name,
                    command=_remedy(name),
                )
            )
        weights = read_learned(name, path.parent, encoder.hash)
        calibration = Calibration.from_json(card["calibration"])
        return make_learner(
            name, encoder.centre, card.get("settings", {}), calibration, encoder.hash, weights
        )
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise CheckpointError(
            Message(
                "the card {file} cannot be used ({why}); install Handful again", file=path.name, why=error
            )
        ) from error


def read_learned(name: str, folder: Path, encoder_hash: str) -> MetaWeights:
    """The weights of a meta-trained learner from its folder, NONE for the others. Raises CheckpointError."""
    if name not in META_TRAINED:
        return NONE
    return load_meta_weights(folder / f"{name}.safetensors", encoder_hash)


def _remedy(name: str) -> str:
    return f"handful train learner {name}" if name in META_TRAINED else "handful train calibrate"
