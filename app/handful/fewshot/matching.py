"""The metric learner that keeps every support picture: attention over them (Vinyals 2016)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedMatching:
    """The support set itself. support: (n_support, d) float32 unit vectors; one_hot: (n_support, n_way);
    of_class: (n_way,), the kernel summed over all pairs of a class.
    """

    support: Tensor
    one_hot: Tensor
    of_class: Tensor
    sharpness: float
    centre: Tensor
    calibration: Calibration
    n_shot: float
    encoder_hash: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of the encoder's hash, the sharpness and the support set."""
        return hash_of(self.encoder_hash, f"matching {self.sharpness}", self.support, self.one_hot)

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings -> similarity to each class, and what it means."""
        attention = kernel(centred(queries, self.centre), self.support, self.sharpness)
        similarity = similarities(attention @ self.one_hot, self.of_class, self.sharpness)
        return self.calibration.apply(similarity, self.n_shot)


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """P(y | x) = sum_i a(x, x_i) y_i, a = softmax_i(sharpness * cos(x, x_i)): equation 1, section 2.1.1.

    With k(x, x') = exp(sharpness * (cos(x, x') - 1)), a softmax over the pictures is k over its sum, and

        similarity_c = 1 + log( sum_{i in c} k(x, x_i) / sqrt(sum_{i, j in c} k(x_i, x_j)) ) / sharpness,

    P = softmax_c(sharpness * similarity_c). For classes of one picture that is the paper's form, and the
    similarity is the cosine. The root weighs the labels y_i of a class: without it a class wins by having
    more pictures, or pictures that are alike (on validation classes 5-shot accuracy is 1 to 2 % lower).
    """

    centre: Tensor
    sharpness: float
    calibration: Calibration
    encoder_hash: str
    name: str = "matching"

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedMatching]:
        """Nothing is solved; what it yields is the leave-one-out fit, each picture masking itself."""
        z, labels, n_way = centred(support.embeddings, self.centre), support.labels, support.n_way

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            return held_out_similarities(z, F.one_hot(labels, n_way).to(z.dtype), self.sharpness)

        if report:
            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        one_hot = F.one_hot(labels, n_way).to(z.dtype)
        of_class = (one_hot * (kernel(z, z, self.sharpness) @ one_hot)).sum(0)
        return AdaptedMatching(
            z,
            one_hot,
            of_class,
            self.sharpness,
            self.centre,
            self.calibration,
            effective_shots(support.shots()),
            self.encoder_hash,
        )


def kernel(a: Tensor, b: Tensor, sharpness: float) -> Tensor:
    """(n, d) and (m, d) unit vectors -> (n, m), 1 for the same and exp(-2 * sharpness) for the opposite."""
    return (sharpness * (a @ b.T - 1)).exp()


def similarities(mass: Tensor, of_class: Tensor, sharpness: float) -> Tensor:
    """mass: (n, n_way), the kernel summed over each class; of_class: the same of the class with itself."""
    return 1 + (mass.log() - of_class.log() / 2) / sharpness


def held_out_similarities(z: Tensor, one_hot: Tensor, sharpness: float) -> Tensor:
    """(n, n_way): of each picture to the classes without it; -inf to its own where it was alone there."""
    k = kernel(z, z, sharpness).fill_diagonal_(0)
    mass = k @ one_hot
    of_class = (one_hot * mass).sum(0) + one_hot.sum(0)  # the diagonal of k is 1
    without = of_class - one_hot * (2 * mass + 1)
    return similarities(mass, without.clamp(min=torch.finfo(z.dtype).tiny), sharpness)
