"""The metric learner: nearest class mean in a centred, normalised embedding space.

Prototypes: Snell 2017, equation 1; centring and L2-normalisation: SimpleShot (Wang 2019, CL2N).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep
from handful.fewshot.leave_one_out import MAX_SHOTS_SHOWN
from handful.fewshot.linear_head import LinearHead, centred, unit
from handful.fewshot.support import SupportSet

MAX_HELD_OUT = 20


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """p_c = mean of the class's embeddings; P(y = c | x) ~ exp(scale * cos(x, p_c))."""

    centre: Tensor
    calibration: Calibration
    encoder_hash: str
    name: str = "prototypes"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, LinearHead]:
        """The closed form; what it yields is the leave-one-out fit with 1, 2, ... pictures of each class."""
        z = centred(support.embeddings, self.centre)
        if report:
            yield from self._leave_one_out([z[support.labels == c] for c in range(support.n_way)])
        prototypes = class_means(z, support.labels, support.n_way)
        n_shot = effective_shots(support.shots())
        return LinearHead(prototypes, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)

    def _leave_one_out(self, by_class: list[Tensor]) -> Iterator[AdaptStep]:
        total = min(max(len(members) for members in by_class) - 1, MAX_SHOTS_SHOWN)
        for n_shot in range(1, total + 1):
            loss, accuracy = self._held_out_fit(by_class, n_shot)
            yield AdaptStep(n_shot, total, loss, accuracy, "shot")

    def _held_out_fit(self, by_class: list[Tensor], n_shot: int) -> tuple[float, float]:
        """Loss and accuracy on held-out support pictures, prototypes made of at most `n_shot` others."""
        scale = self.calibration.scale_at(n_shot, len(by_class))
        others = torch.stack([F.normalize(members[:n_shot].mean(0), dim=0) for members in by_class])
        losses, right = [], []
        for c, members in enumerate(by_class):
            if len(members) < 2:
                continue
            held_out = members[:MAX_HELD_OUT]
            own = _without_each(members, len(held_out), n_shot)
            similarity = held_out @ others.T
            similarity[:, c] = (held_out * own).sum(1)
            target = torch.full((len(held_out),), c, device=similarity.device)
            losses.append(F.cross_entropy(scale * similarity, target, reduction="none"))
            right.append(similarity.argmax(1) == target)
        return float(torch.cat(losses).mean()), float(torch.cat(right).float().mean())


def class_means(z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n_way, d): the mean of each class's unit vectors, at unit length again, as their sum would be."""
    return unit(z.new_zeros(n_way, z.shape[1]).index_add_(0, labels, z))


def _without_each(members: Tensor, n_held_out: int, n_shot: int) -> Tensor:
    """(n_held_out, d): for each of the first members the prototype of the next `n_shot`, in a ring."""
    n = len(members)
    followers = torch.arange(1, min(n_shot, n - 1) + 1, device=members.device)
    rows = (torch.arange(n_held_out, device=members.device)[:, None] + followers) % n
    return F.normalize(members[rows].mean(1), dim=1)
