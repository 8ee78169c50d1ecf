"""From a finished run to the shipped file: input size and centre from validation classes, card."""

from __future__ import annotations

import copy
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor

import handful
from handful.fewshot.checkpoints import save_encoder
from handful.fewshot.encoders import ResNet
from handful.training.ancestor import Ancestor
from handful.training.embedding import embed_packed, first_rows, quick_accuracy
from handful.training.packing import PackedPictures
from handful.training.pretrain import Pretraining

CANDIDATE_SIZES_PX: Final = (64, 72, 80, 88, 96, 112, 128)
NEW_SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
SHARES_MEASURED_AT_PX: Final = 96
VALIDATION_PROTOCOL: Final = (
    "miniImageNet's 16 validation classes, 5-way, centred cosine prototypes, 1,000 episodes of 15 queries "
    "per class, seed 0; used to choose the input size and the share of new weights"
)


@dataclass(frozen=True, slots=True)
class SizeMeasured:
    """Accuracy on validation classes at one input size; fractions. new_share: see `blended`."""

    size_px: int
    one_shot: float
    five_shot: float
    new_share: float = 1.0


def best_of(measured: list[SizeMeasured]) -> SizeMeasured:
    """The one with the best sum of 1- and 5-shot accuracy."""
    return max(measured, key=lambda m: m.one_shot + m.five_shot)


def measure_shares(
    run: Pretraining, ancestor: Ancestor, validation: PackedPictures
) -> Iterator[SizeMeasured]:
    """Accuracy on validation classes for several shares of the new weights, 0 being the start as it was."""
    for share in NEW_SHARES:
        encoder = blended(run.averaged, ancestor, share)
        yield _measure(encoder, validation, SHARES_MEASURED_AT_PX, share)


def measure_sizes(run: Pretraining, validation: PackedPictures, new_share: float) -> Iterator[SizeMeasured]:
    """Accuracy on validation classes per input size."""
    for size_px in CANDIDATE_SIZES_PX:
        yield _measure(run.averaged, validation, size_px, new_share)


@torch.no_grad()
def blended(trained: ResNet, ancestor: Ancestor, new_share: float) -> ResNet:
    """A copy whose weights lie between the start and what training made of it (WiSE-FT, Wortsman 2022)."""
    mixed = copy.deepcopy(trained)
    for name, tensor in mixed.state_dict().items():
        if name in ancestor.weights:
            tensor.lerp_(ancestor.weights[name].to(tensor.device), 1 - new_share)
    return mixed


def _measure(encoder: ResNet, validation: PackedPictures, size_px: int, new_share: float) -> SizeMeasured:
    """5-way accuracy on up to 150 pictures of each validation class."""
    n_classes = len(validation.classes)
    per_class = min(150, int(np.bincount(validation.labels).min()))
    images = validation.images[first_rows(validation.labels, n_classes, per_class)]
    by_class = embed_packed(encoder, images, size_px=size_px).view(n_classes, per_class, -1)
    one, five = (quick_accuracy(by_class, n_way=5, n_shot=k, episodes=1000) for k in (1, 5))
    return SizeMeasured(size_px, one, five, new_share)


def unseen_centre(run: Pretraining, validation: PackedPictures, size_px: int, per_class: int = 150) -> Tensor:
    """(d,) float32: the mean over validation classes of the mean embedding of some pictures of each.

    Not of base classes, as SimpleShot has it: what the encoder was trained on lies apart from what it never
    saw. Between two halves of the validation classes this is worth 1 point at 1 shot, and none at 5.
    """
    rows = first_rows(validation.labels, len(validation.classes), per_class)
    z = embed_packed(run.averaged, validation.images[rows], size_px=size_px)
    labels = torch.from_numpy(validation.labels[rows])
    return torch.stack([z[labels == c].mean(0) for c in range(len(validation.classes))]).mean(0)


def ship(
    run: Pretraining,
    base: PackedPictures,
    validation: PackedPictures,
    measured: list[SizeMeasured],
    path: Path,
    *,
    command: str,
    ancestor: Ancestor | None = None,
) -> str:
    """Write weights and card; the input size is the best of those measured. Returns the SHA-256."""
    best = best_of(measured)
    centre = unseen_centre(run, validation, best.size_px)
    run.averaged.config = replace(run.averaged.config, image_size_px=best.size_px)
    card: dict[str, Any] = {
        "name": path.stem,
        "what": "ResNet encoder, supervised pre-training from scratch on base classes of public picture sets",
        "licence": "Apache-2.0",
        "sources": base.counts,
        "classes": len(base.classes),
        "class_ids": list(base.classes),
        "pictures": len(base),
        "settings": asdict(run.settings),
        "seed": run.settings.seed,
        "steps": run.step,
        "hours": round(run.seconds / 3600, 2),
        "command": command,
        "start_from": None if ancestor is None else ancestor.card,
        "git_revision": git_revision(),
        "handful_version": handful.__version__,
        "machine": machine(run.device),
        "new_share": best.new_share,
        "validation": [asdict(m) for m in measured],
        "validation_protocol": VALIDATION_PROTOCOL,
        "centre": "mean of the validation classes' mean embeddings",
    }
    return save_encoder(run.averaged, centre, path, card)


def machine(device: torch.device) -> str:
    """The machine in words, as it stands in a card."""
    return f"{platform.machine()}, {torch.get_num_threads()} threads, torch {torch.__version__}, {device}"


def git_revision() -> str:
    """The commit of this checkout, or "unknown" where it is none."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.strip()
