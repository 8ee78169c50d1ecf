"""The leave-one-out fit of learners that do not iterate: how well the rest knows each support picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.learner import AdaptStep

MAX_SHOTS_SHOWN: Final = 10

HeldOut = Callable[[Tensor, Tensor], Tensor]
"""(n, d) unit vectors, (n,) labels -> (n, n_way): each row's similarities, made without that row."""


def leave_one_out(
    z: Tensor, labels: Tensor, n_way: int, held_out: HeldOut, calibration: Calibration
) -> Iterator[AdaptStep]:
    """The fit with 1, 2, ... pictures of each class beside the one held out, each time of the first ones.

    z: (n_support, d) float32, centred and at unit length. A class of one picture is a rival to the others
    and is itself not held out; where every class has one, nothing is yielded.
    """
    shots = torch.bincount(labels, minlength=n_way)
    total = min(int(shots.max()) - 1, MAX_SHOTS_SHOWN)
    for n_shot in range(1, total + 1):
        rows = first_of_each_class(labels, n_way, n_shot + 1)
        similarity, target = held_out(z[rows], labels[rows]), labels[rows]
        several = shots[target] > 1
        similarity, target = similarity[several], target[several]
        loss = float(F.cross_entropy(calibration.scale_at(n_shot, n_way) * similarity, target))
        yield AdaptStep(n_shot, total, loss, float((similarity.argmax(1) == target).float().mean()), "shot")


def first_of_each_class(labels: Tensor, n_way: int, most: int) -> Tensor:
    """(n,) bool: whether fewer than `most` pictures of the same class stand before each one."""
    place = F.one_hot(labels, n_way).cumsum(0).gather(1, labels[:, None])[:, 0]
    return place <= most
