"""The baseline: a cosine head on frozen embeddings, trained on the support set, that starts at the prototypes.

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
    """Chosen on validation classes. sharpness: factor of the cosines in the loss; decay: pull to the start."""

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

    def adapt(self, support: SupportSet) -> Generator[AdaptStep, None, LinearHead]:
        """Yields loss and accuracy on the support set before each step."""
        z, labels = centred(support.embeddings, self.centre), support.labels
        start = class_means(z, labels, support.n_way)
        weights, velocity = start, torch.zeros_like(start)
        s = self.settings
        for step in range(s.steps):
            loss, accuracy, gradient = loss_and_gradient(weights, start, z, labels, s)
            yield AdaptStep(step + 1, s.steps, loss, accuracy, "iteration")
            velocity = s.momentum * velocity - s.learning_rate * gradient
            weights = F.normalize(weights + velocity, dim=1)
        n_shot = effective_shots(support.shots())
        return LinearHead(weights, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)


def loss_and_gradient(
    weights: Tensor, start: Tensor, z: Tensor, labels: Tensor, settings: FinetuneSettings
) -> tuple[float, float, Tensor]:
    """Loss in nats, accuracy as a fraction, and dL/dW: (n_way, d), for weights of unit length.

    d CE / d logit = p - y; d cos(w, z) / dw = z - cos(w, z) w where |w| = 1.
    """
    n_way = len(weights)
    cosine = z @ weights.T
    one_hot = F.one_hot(labels, n_way).to(z.dtype)
    share = one_hot / (n_way * one_hot.sum(0))
    log_p = torch.log_softmax(settings.sharpness * cosine, 1)
    pull = weights - start
    loss = -(share * log_p).sum() + settings.decay / 2 * pull.square().sum()
    slope = settings.sharpness * share.sum(1, keepdim=True) * (log_p.exp() - one_hot)
    gradient = slope.T @ z - (slope * cosine).sum(0)[:, None] * weights + settings.decay * pull
    accuracy = (cosine.argmax(1) == labels).to(z.dtype).mean()
    return float(loss), float(accuracy), gradient
