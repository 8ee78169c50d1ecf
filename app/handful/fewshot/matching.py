"""The metric learner that keeps every support picture: attention over them (Matching Networks, Vinyals 2016)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedMatching:
    """The support set itself. support: (n_support, d) float32 unit vectors; labels: (n_support,) int64."""

    support: Tensor
    labels: Tensor
    n_way: int
    sharpness: float
    centre: Tensor
    calibration: Calibration
    n_shot: float
    encoder_hash: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of encoder, sharpness, support set."""
        learner = f"matching {self.sharpness}"
        return hash_of(self.encoder_hash, learner, self.support, self.labels)

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings -> the attention that each class gets, as a cosine, and its meaning."""
        cosine = centred(queries, self.centre) @ self.support.T
        similarity = attention_by_class(cosine, self.labels, self.n_way, self.sharpness)
        return self.calibration.apply(similarity, self.n_shot)


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """P(y | x) = sum_i a(x, x_i) y_i with a = softmax_i(sharpness * cos(x, x_i)), equation 1 and section 2.1.1.

    Unequal counts: the sum over a class is divided by its number of pictures, so that a class does not win
    by having more of them; with equal counts this is the paper's form. What is called similarity is
    log(that) / sharpness, on the scale of a cosine and equal to it for a class of one picture.
    """

    centre: Tensor
    sharpness: float
    calibration: Calibration
    encoder_hash: str
    name: str = "matching"

    def adapt(self, support: SupportSet) -> Generator[AdaptStep, None, AdaptedMatching]:
        """Nothing is solved; what it yields is the leave-one-out fit, each picture masking itself."""
        z = centred(support.embeddings, self.centre)

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            cosine = (z @ z.T).fill_diagonal_(-torch.inf)
            return attention_by_class(cosine, labels, support.n_way, self.sharpness)

        yield from leave_one_out(z, support.labels, support.n_way, held_out, self.calibration)
        return AdaptedMatching(
            z,
            support.labels,
            support.n_way,
            self.sharpness,
            self.centre,
            self.calibration,
            effective_shots(support.shots()),
            self.encoder_hash,
        )


def attention_by_class(cosine: Tensor, labels: Tensor, n_way: int, sharpness: float) -> Tensor:
    """(n, n_support) -> (n, n_way): log of the mean of exp(sharpness * cosine) over a class, / sharpness.

    A cosine of -inf masks a picture, which then does not count; a class without another one gets -inf.
    """
    columns = []
    for c in range(n_way):
        mine = cosine[:, labels == c]
        count = torch.isfinite(mine).sum(1).clamp(min=1)
        columns.append(torch.logsumexp(sharpness * mine, 1) - count.log())
    return torch.stack(columns, 1) / sharpness
