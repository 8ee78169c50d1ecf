"""From a finished run to the shipped file: input size chosen on validation classes, base mean, card."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

import handful
from handful.fewshot.checkpoints import save_encoder
from handful.training.evaluation import embed_packed, nearest_prototype_accuracy
from handful.training.packing import PackedPictures
from handful.training.pretrain import Pretraining

CANDIDATE_SIZES_PX = (64, 72, 80, 88, 96, 112, 128)


@dataclass(frozen=True, slots=True)
class SizeMeasured:
    """Accuracy on validation classes at one input size; fractions."""

    size_px: int
    one_shot: float
    five_shot: float


def measure_sizes(run: Pretraining, validation: PackedPictures) -> Iterator[SizeMeasured]:
    """5-way accuracy of centred cosine prototypes on validation classes, per input size."""
    for size_px in CANDIDATE_SIZES_PX:
        one, five = (
            nearest_prototype_accuracy(
                run.encoder, validation, n_way=5, n_shot=k, episodes=1000, per_class=150, size_px=size_px
            )
            for k in (1, 5)
        )
        yield SizeMeasured(size_px, one, five)


def base_centre(run: Pretraining, base: PackedPictures, size_px: int, per_class: int = 25) -> Tensor:
    """(d,) float32: the mean over classes of the mean embedding of some pictures of each base class."""
    rows = np.concatenate([np.flatnonzero(base.labels == c)[:per_class] for c in range(len(base.classes))])
    z = embed_packed(run.encoder, base.images[rows], size_px=size_px)
    labels = torch.from_numpy(base.labels[rows])
    return torch.stack([z[labels == c].mean(0) for c in range(len(base.classes))]).mean(0)


def ship(
    run: Pretraining,
    base: PackedPictures,
    sizes: list[SizeMeasured],
    path: Path,
    *,
    command: str,
    hours: float,
) -> str:
    """Write weights and card; the input size is the one with the best sum of 1- and 5-shot accuracy."""
    best = max(sizes, key=lambda s: s.one_shot + s.five_shot)
    centre = base_centre(run, base, best.size_px)
    run.encoder.config = replace(run.encoder.config, image_size_px=best.size_px)
    card: dict[str, Any] = {
        "name": path.stem,
        "what": "ResNet encoder, supervised pre-training on base classes of public picture sets, from scratch",
        "licence": "Apache-2.0",
        "sources": base.counts,
        "classes": len(base.classes),
        "class_ids": list(base.classes),
        "pictures": len(base),
        "settings": asdict(run.settings),
        "seed": run.settings.seed,
        "steps": run.step,
        "hours": round(hours, 2),
        "command": command,
        "git_revision": _git_revision(),
        "handful_version": handful.__version__,
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads, torch {torch.__version__}, {run.device}",
        "validation": [asdict(size) for size in sizes],
        "validation_protocol": "miniImageNet's 16 validation classes, 5-way, centred cosine prototypes, "
        "1,000 episodes of 15 queries per class, seed 0; used to choose the input size",
    }
    return save_encoder(run.encoder, centre, path, card)


def _git_revision() -> str:
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
