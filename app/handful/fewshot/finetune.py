"""The baseline: a cosine head on frozen embeddings, trained on the support set from the prototypes on.

Cosine head: Baseline++ (Chen 2019); the pull back to the start: L2-SP (Li 2018).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep
from handful.fewshot.linear_head import LinearHead, centred
from handful.fewshot.prototypes import class_means
from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True)
class FinetuneSettings:
    """Chosen on validation classes. sharpness: factor of the cosines in the loss; decay: pull to the start.

    learning_rate and momentum: of heavy-ball gradient descent.
    """

    steps: int
    learning_rate: float
    momentum: float
    sharpness: float
    decay: float


@dataclass(frozen=True, slots=True, eq=False)
class Finetune:
    """min_W  sum_i v_i CE(softmax_c(sharpness cos(w_c, z_i)), y_i) + decay / 2 sum_c |w_c - p_c|^2,  W_0 = P.

    v_i = 1 / (n_way * count of its class): each class weighs the same. Heavy-ball gradient descent on all
    support pictures at once; nothing is drawn at random, so the same support set gives the same head.
    """

    centre: Tensor
    settings: FinetuneSettings
    calibration: Calibration
    encoder_hash: str
    name: str = "finetune"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, LinearHead]:
        """Yields loss and accuracy on the support set before each step."""
        z, labels = centred(support.embeddings, self.centre), support.labels
        start = class_means(z, labels, support.n_way)
        weights, velocity = start, torch.zeros_like(start)
        one_hot, s = F.one_hot(labels, support.n_way).to(z.dtype), self.settings
        share = class_share(one_hot)
        for step in range(s.steps):
            cosine, gradient = cosine_and_gradient(weights, start, z, one_hot, share, s)
            if report:
                loss, accuracy = fit(cosine, labels, share, s.sharpness)
                yield AdaptStep(step + 1, s.steps, loss, accuracy, "iteration")
            velocity = s.momentum * velocity - s.learning_rate * gradient
            weights = F.normalize(weights + velocity, dim=1)
        n_shot = effective_shots(support.shots())
        bias = weights.new_zeros(support.n_way)
        return LinearHead(weights, bias, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)


def cosine_and_gradient(
    weights: Tensor, start: Tensor, z: Tensor, one_hot: Tensor, share: Tensor, settings: FinetuneSettings
) -> tuple[Tensor, Tensor]:
    """cos(w_c, z_i): (n, n_way), and the gradient of the objective by W: (n_way, d), for unit-length weights.

    share: (n, 1), the v_i.  d CE / d logit = p - y;  d cos(w, z) / dw = z - cos(w, z) w  where |w| = 1.
    """
    cosine = z @ weights.T
    p = torch.softmax(settings.sharpness * cosine, dim=1)
    slope = settings.sharpness * share * (p - one_hot)
    along = (slope * cosine).sum(0)[:, None] * weights
    return cosine, slope.T @ z - along + settings.decay * (weights - start)


def fit(cosine: Tensor, labels: Tensor, share: Tensor, sharpness: float) -> tuple[float, float]:
    """Loss in nats, every class weighing the same, and accuracy as a fraction, on the support set."""
    of_label = torch.log_softmax(sharpness * cosine, dim=1).gather(1, labels[:, None])
    right = cosine.argmax(dim=1) == labels
    return float(-(share * of_label).sum()), float(right.to(cosine.dtype).mean())


def class_share(one_hot: Tensor) -> Tensor:
    """(n, 1): 1 / (n_way * count of the picture's class); the shares sum to 1."""
    return one_hot @ (1 / (one_hot.shape[1] * one_hot.sum(0)))[:, None]
