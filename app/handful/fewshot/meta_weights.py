"""What a meta-trained learner learned: NAME.safetensors beside its card NAME.json, tied to one encoder.

The card names the encoder and the weights by their SHA-256; either one that differs is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safetensors.torch import save as save_tensors
from torch import Tensor

from handful.fewshot.checkpoints import CheckpointError, read_weights
from handful.message import Message


@dataclass(frozen=True, slots=True, eq=False)
class MetaWeights:
    """tensors: float32 by name, without gradients. sha256: of their file, "" where there is none."""

    tensors: Mapping[str, Tensor] = field(default_factory=dict)
    sha256: str = ""


NONE = MetaWeights()
"""For learners that were not meta-trained."""


def save_meta_weights(tensors: Mapping[str, Tensor], path: Path, card: Mapping[str, Any]) -> str:
    """Write float16 weights to `path` and the card beside it; returns the SHA-256 of the weights.

    card: names the encoder as `encoder_sha256`; the weights' SHA-256 and size are added.
    """
    data = save_tensors({name: t.detach().half().cpu().contiguous() for name, t in tensors.items()})
    digest = hashlib.sha256(data).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    about = json.dumps({**card, "sha256": digest, "bytes": len(data)}, indent=1) + "\n"
    for target, content in ((path, data), (path.with_suffix(".json"), about.encode())):
        partial = target.with_name(target.name + ".part")
        partial.write_bytes(content)
        partial.replace(target)
    return digest


def load_meta_weights(path: Path, encoder_hash: str, made_by: str = "handful train learner") -> MetaWeights:
    """The weights, their SHA-256 and the encoder's checked against the card. Raises CheckpointError.

    made_by: the command that makes such weights, but for the learner's name.
    """
    tensors, about = read_weights(path)
    if about.get("encoder_sha256") != encoder_hash:
        raise CheckpointError(
            Message(
                "{file} was fitted to another encoder; run `{command}`",
                file=path.name,
                command=f"{made_by} {path.stem}",
            )
        )
    return MetaWeights({name: tensor.float() for name, tensor in tensors.items()}, about["sha256"])
