"""The closed-form learner: ridge regression (R2D2, Bertinetto 2019) blended into prototypes.

How much of the regression, and its penalty, is decided by leaving each picture out, in closed form too.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep
from handful.fewshot.leave_one_out import first_of_each_class, leave_one_out
from handful.fewshot.linear_head import LinearHead, centred
from handful.fewshot.prototypes import held_out_similarities, prototypes
from handful.fewshot.support import SupportSet

PENALTIES: Final = (3.0, 1.0, 0.3, 0.1, 0.03)
SHARES: Final = (0.2, 0.4, 0.8, 1.6)
SHARPNESS: Final = 20.0  # of a similarity, in the losses that are compared
MAX_HELD_OUT: Final = 10  # pictures of a class


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """What was chosen; share 0: prototypes alone. held_out: (n, n_way), each row's similarity without it."""

    penalty: float
    share: float
    held_out: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Ridge:
    """similarity = (prototypes' similarity + share * W z) / 2, or prototypes' alone;

        W = argmin_W sum_i v_i |W z_i - y_i|^2 + penalty |W|^2, y_i one-hot (equation 4).

    v_i = mean count / count of its class: each class weighs the same however many pictures it has, and with
    equal counts all v_i are 1, as in the paper. Penalty and share are those with the lowest leave-one-out
    loss, and prototypes are left only for a gain of `reluctance` / sqrt(n) nats. Where classes are far apart,
    as in photographs of everything, they hardly ever are; where classes are alike, as groceries are, the
    regression finds the few directions that tell them apart, and is worth 5 points with 5 classes of 5
    pictures and 12 with 20 classes.
    """

    centre: Tensor
    reluctance: float
    calibration: Calibration
    encoder_hash: str
    name: str = "ridge"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, LinearHead]:
        """The closed form; what it yields is the leave-one-out fit with 1, 2, ... pictures of each class."""
        z, labels, n_way = centred(support.embeddings, self.centre), support.labels, support.n_way

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            return choose(z, labels, n_way, self.reluctance).held_out

        if report:
            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        weights, bias = prototypes(z, labels, n_way)
        few = first_of_each_class(labels, n_way, MAX_HELD_OUT)
        chosen = choose(z[few], labels[few], n_way, self.reluctance)
        if chosen.share:
            x, y, _ = weighted(z, labels, n_way)
            weights = (weights + chosen.share * solve(x, y, chosen.penalty).T) / 2
            bias = bias / 2
        n_shot = effective_shots(support.shots())
        return LinearHead(weights, bias, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)


def choose(z: Tensor, labels: Tensor, n_way: int, reluctance: float) -> Blend:
    """The blend with the lowest mean loss on pictures that are left out, each class weighing the same.

    z: (n, d) float32 unit vectors. A class of one picture is only a rival to the others; where every class
    has one, nothing is left out and prototypes stand.
    """
    alone = held_out_similarities(z, labels, n_way)
    several = torch.bincount(labels, minlength=n_way)[labels] > 1
    if not bool(several.any()):
        return Blend(0.0, 0.0, alone)
    target = labels[several]
    weigh = 1 / torch.bincount(target, minlength=n_way)[target]

    def loss(similarity: Tensor) -> float:
        each = F.cross_entropy(SHARPNESS * similarity[several], target, reduction="none")
        return float((weigh * each).sum() / weigh.sum())

    best, lowest = Blend(0.0, 0.0, alone), loss(alone) - reluctance / math.sqrt(len(target))
    for penalty, scores in held_out_scores(z, labels, n_way, PENALTIES):
        for share in SHARES:
            blended = (alone + share * scores) / 2
            if (its := loss(blended)) < lowest:
                best, lowest = Blend(penalty, share, blended), its
    return best


def weighted(z: Tensor, labels: Tensor, n_way: int) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of z and of the one-hot labels times sqrt(v_i); sqrt(v): (n, 1)."""
    shots = torch.bincount(labels, minlength=n_way).to(z.dtype)
    root = (len(labels) / (n_way * shots)).sqrt()[labels][:, None]
    return root * z, root * F.one_hot(labels, n_way).to(z.dtype), root


def solve(x: Tensor, y: Tensor, penalty: float) -> Tensor:
    """(X'X + penalty I)^-1 X'Y, (d, m) for x: (n, d), y: (n, m).

    With fewer rows than columns by Woodbury, equation 5: X'(XX' + penalty I)^-1 Y, a system of n, not of d.
    """
    n, d = x.shape
    if n < d:
        gram = x @ x.T + penalty * torch.eye(n, dtype=x.dtype, device=x.device)
        return x.T @ torch.cholesky_solve(y, torch.linalg.cholesky(gram))
    gram = x.T @ x + penalty * torch.eye(d, dtype=x.dtype, device=x.device)
    return torch.cholesky_solve(x.T @ y, torch.linalg.cholesky(gram))


def held_out_scores(
    z: Tensor, labels: Tensor, n_way: int, penalties: tuple[float, ...]
) -> Iterator[tuple[float, Tensor]]:
    """(n, n_way): W z_i with W made without row i, the other rows weighing what they weigh beside it.

    With the hat matrix H = X (X'X + penalty I)^-1 X':  y_i - (y_i - (HY)_i) / (1 - H_ii)  (Allen 1974); all
    penalties share one singular value decomposition X = U S V', for H = U (S^2 / (S^2 + penalty)) U'.
    """
    x, y, root = weighted(z, labels, n_way)
    u, s, _ = torch.linalg.svd(x, full_matrices=False)
    on_u, squared = u.T @ y, u.square()
    for penalty in penalties:
        kept = s.square() / (s.square() + penalty)
        residual = (y - u @ (kept[:, None] * on_u)) / (1 - squared @ kept)[:, None]
        yield penalty, (y - residual) / root
