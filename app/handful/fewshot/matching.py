"""The metric learner that keeps every support picture: attention over them (Vinyals 2016)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.support import SupportSet

PRIOR_PAIRS: Final = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedMatching:
    """The support set itself. support: (n_support, d) float32 unit vectors; one_hot: (n_support, n_way);
    within: (n_way,), the mean kernel between two pictures of a class.
    """

    support: Tensor
    one_hot: Tensor
    within: Tensor
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
        mean = attention @ self.one_hot / self.one_hot.sum(0)
        similarity = similarities(mean, self.within, self.sharpness)
        return self.calibration.apply(similarity, self.n_shot)


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """P(y | x) = sum_i a(x, x_i) y_i, a = softmax_i(sharpness * cos(x, x_i)): equation 1, section 2.1.1.

    With k(x, x') = exp(sharpness * (cos(x, x') - 1)), a softmax over the pictures is k over its sum, and

        similarity_c = 1 + log( mean_{i in c} k(x, x_i) / sqrt(k_c) ) / sharpness,

    P = softmax_c(sharpness * similarity_c). k_c is the mean of k between two different pictures of class c,
    drawn towards that of all classes by `PRIOR_PAIRS` pairs. Where all classes have one picture it is 1, and
    this is the paper's form with the cosine for similarity. Dividing weighs the labels y_i of a class:
    without it a class wins by having more pictures, or pictures that are alike. A picture's kernel with
    itself stays out of k_c, or else classes of more pictures win. On
    validation classes that costs 3 points where classes have 1 to 9 pictures.
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
        pairs = (one_hot * (kernel(z, z, self.sharpness).fill_diagonal_(0) @ one_hot)).sum(0)
        counts = one_hot.sum(0)
        return AdaptedMatching(
            z,
            one_hot,
            within_classes(pairs, counts * (counts - 1)),
            self.sharpness,
            self.centre,
            self.calibration,
            effective_shots(support.shots()),
            self.encoder_hash,
        )


def kernel(a: Tensor, b: Tensor, sharpness: float) -> Tensor:
    """(n, d) and (m, d) unit vectors -> (n, m), 1 for the same and exp(-2 * sharpness) for the opposite."""
    return (sharpness * (a @ b.T - 1)).exp()


def similarities(mean: Tensor, within: Tensor, sharpness: float) -> Tensor:
    """mean: (n, n_way), the mean kernel with each class; within: that between two pictures of the class."""
    return 1 + (mean.log() - within.log() / 2) / sharpness


def within_classes(pairs: Tensor, n_pairs: Tensor) -> Tensor:
    """(..., n_way): the k_c. pairs: the kernel summed over pairs of different pictures of each class, both
    ways round; n_pairs: how many these are.
    """
    total = n_pairs.sum(-1, keepdim=True)
    usual = torch.where(total > 0, pairs.sum(-1, keepdim=True) / total.clamp(min=1), 1.0)
    return (pairs + PRIOR_PAIRS * usual) / (n_pairs + PRIOR_PAIRS)


def held_out_similarities(z: Tensor, one_hot: Tensor, sharpness: float) -> Tensor:
    """(n, n_way): of each picture to the classes without it; -inf to its own where it was alone there."""
    mass = kernel(z, z, sharpness).fill_diagonal_(0) @ one_hot
    counts = one_hot.sum(0) - one_hot
    pairs = (one_hot * mass).sum(0) - 2 * one_hot * mass
    within = within_classes(pairs, counts * (counts - 1))
    return similarities(mass / counts.clamp(min=1), within, sharpness)
