"""The shipped weights of Omniglot's `prototypes` and their card: written once, checked when read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from torch import nn

import handful
from handful.fewshot.checkpoints import CheckpointError, read_weights
from handful.fewshot.conv4 import Conv4Config
from handful.fewshot.meta_weights import save_meta_weights
from handful.training.finish import git_revision, machine
from handful.training.omniglot_pictures import VALIDATION_ALPHABETS
from handful.training.outer_state import OuterState
from handful.training.prototype_net import PrototypeNet


@dataclass(frozen=True, slots=True)
class ShiftMeasured:
    """20-way 1-shot accuracy on validation alphabets with views shifted by so many pixels; a fraction."""

    shift_px: int
    accuracy_fraction: float


@dataclass(frozen=True, slots=True, eq=False)
class OmniglotWeights:
    """A network ready to embed, in evaluation mode, and how far its views are shifted."""

    model: PrototypeNet
    shift_px: int
    sha256: str


def ship_prototypes(
    model: PrototypeNet,
    state: OuterState,
    measured: list[ShiftMeasured],
    path: Path,
    *,
    recipe: dict[str, Any],
    command: str,
) -> str:
    """Write weights and card; the views' shift is the best of those measured. Returns the SHA-256."""
    about = {
        "name": "omniglot/prototypes",
        "what": "Conv4, meta-trained on Omniglot as a prototypical network (Snell 2017)",
        "validation_protocol": "20-way 1-shot, 400 episodes of 5 queries, half within an alphabet, seed 0",
    }
    return ship_conv4(model, model.network.config, state, measured, path, {**about, **recipe}, command)


def ship_conv4(
    model: nn.Module,
    config: Conv4Config,
    state: OuterState,
    measured: list[ShiftMeasured],
    path: Path,
    about: dict[str, Any],
    command: str,
) -> str:
    """Write weights and card of a Conv4 that was meta-trained on Omniglot. Returns the SHA-256.

    about: what the card says of this way to train beside what it says of every one.
    """
    card = {
        **about,
        "licence": "Apache-2.0",
        "sources": ["Omniglot (Lake 2015), 25 of its 30 background alphabets, each character in 4 turns"],
        "validation_alphabets": sorted(VALIDATION_ALPHABETS),
        "validation": [asdict(one) for one in measured],
        "conv4": asdict(config),
        "shift_px": max(measured, key=lambda one: one.accuracy_fraction).shift_px,
        "best_step": state.best_step,
        "steps": state.step,
        "hours": round(state.seconds / 3600, 2),
        "command": command,
        "git_revision": git_revision(),
        "handful_version": handful.__version__,
        "machine": machine(next(model.parameters()).device),
    }
    tensors = {name: t for name, t in model.state_dict().items() if "num_batches" not in name}
    return save_meta_weights(tensors, path, card)


def load_prototypes(path: Path) -> OmniglotWeights:
    """What `ship_prototypes` wrote. Raises CheckpointError where file and card do not fit together."""
    tensors, about = read_weights(path)
    try:
        model = PrototypeNet(Conv4Config(**about["conv4"]))
        counters = {name: t for name, t in model.state_dict().items() if "num_batches" in name}
        model.load_state_dict({name: t.float() for name, t in tensors.items()} | counters)
        shift_px = int(about["shift_px"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointError(f"{path.name} does not fit the architecture in its card: {error}") from error
    return OmniglotWeights(model.eval(), shift_px, about["sha256"])
