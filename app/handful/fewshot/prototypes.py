"""The metric learner: nearest class mean in a centred, normalised embedding space.

Prototypes: Snell 2017, equations 1 and 2; centring and L2-normalisation: SimpleShot (Wang 2019, CL2N).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import LinearHead, centred, unit
from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """p_c = mean of the k_c unit vectors of class c; with m, the mean cosine between two pictures of a class,

        similarity_c = w_c (x . p_c - |mu_c|^2 / 2),   |mu_c|^2 = |p_c|^2 - (1 - m) / k_c,
        w_c ~ 1 / sqrt(m + (1 - m) / k_c).

    Where all classes have the same number of pictures, this orders them as -|x - p_c|^2, the paper's form.
    Where they do not, the distance to p_c favours classes of more pictures: the mean of fewer is longer, by
    (1 - m) / k_c in its square, for no other reason than chance. Taken off, mu_c is as far as a mean of
    endlessly many would be; and w_c gives every class's x . p_c the same spread. On validation classes with 1
    to 9 pictures that is worth 3 to 4 points, and less than 1 beside cosines.
    """

    centre: Tensor
    calibration: Calibration
    encoder_hash: str
    name: str = "prototypes"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, LinearHead]:
        """The closed form; what it yields is the leave-one-out fit with 1, 2, ... pictures of each class."""
        z, labels, n_way = centred(support.embeddings, self.centre), support.labels, support.n_way

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            return held_out_similarities(z, labels, n_way)

        if report:
            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        weights, bias = prototypes(z, labels, n_way)
        n_shot = effective_shots(support.shots())
        return LinearHead(weights, bias, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)


def prototypes(z: Tensor, labels: Tensor, n_way: int) -> tuple[Tensor, Tensor]:
    """w_c p_c and -w_c |mu_c|^2 / 2: (n_way, d) and (n_way,). z: (n, d) unit vectors; no class is empty."""
    counts = torch.bincount(labels, minlength=n_way).to(z.dtype)
    means = class_sums(z, labels, n_way) / counts[:, None]
    squared = torch.linalg.vecdot(means, means)
    m = mean_cosine(squared, counts)
    lengths = length_of_class(squared, counts, m)
    if bool((counts == counts[0]).all()):  # then w is 1
        return means, lengths / -2
    w = evened(counts, m)
    return w[:, None] * means, w * lengths / -2


def class_sums(z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n_way, d): the sum of each class's rows."""
    return z.new_zeros(n_way, z.shape[1]).index_add_(0, labels, z)


def class_means(z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n_way, d): the mean of each class's unit vectors, at unit length again, as their sum would be."""
    return unit(class_sums(z, labels, n_way))


def mean_cosine(squared: Tensor, counts: Tensor) -> Tensor:
    """m, a scalar in 0..1: over all pairs of different pictures of one class; 0 where there is no pair.

    squared: (n_way,), |p_c|^2 of means of unit vectors; counts: (n_way,) float32.
    """
    pairs = counts @ (counts * squared - 1)
    return (pairs / (counts @ (counts - 1)).clamp(min=1)).clamp(0, 1)


def length_of_class(squared: Tensor, counts: Tensor, m: Tensor) -> Tensor:
    """|mu_c|^2: the squared length of a class's mean, less what chance adds where pictures are few."""
    return squared - (1 - m) / counts


def evened(counts: Tensor, m: Tensor) -> Tensor:
    """w_c, 1 where all counts in a row are the same. counts: (..., n_way); m: scalar or (..., 1)."""
    usual = 1 / (1 / counts).mean(-1, keepdim=True)
    weights: Tensor = ((m + (1 - m) / usual) / (m + (1 - m) / counts)).sqrt()
    return weights


def held_out_similarities(z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n, n_way): of each picture to the classes as they are without it; no number where it was alone."""
    one_hot = F.one_hot(labels, n_way).to(z.dtype)
    all_counts, sums = one_hot.sum(0), class_sums(z, labels, n_way)
    counts = all_counts - one_hot
    dots = z @ sums.T  # with the sum of a class, and of one's own without oneself, |z| being 1
    own = (one_hot * (dots - 1)).sum(1, keepdim=True)
    pairs = (sums.square().sum(1) - all_counts).sum() - 2 * own
    n_pairs = (counts * (counts - 1)).sum(1, keepdim=True)
    m = (pairs / n_pairs.clamp(min=1)).clamp(0, 1)
    squared = (sums.square().sum(1) - one_hot * (2 * dots - 1)) / counts.square()
    similarity: Tensor = (dots - one_hot) / counts - length_of_class(squared, counts, m) / 2
    return evened(counts, m) * similarity
