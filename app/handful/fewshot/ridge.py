"""The closed-form learner: ridge regression from embeddings to classes (R2D2, Bertinetto 2019)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import LinearHead, centred
from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True, eq=False)
class Ridge:
    """W = argmin_W sum_i v_i |W z_i - y_i|^2 + penalty |W|^2, y_i one-hot (equation 4); similarity = W z.

    v_i = mean count / count of its class: each class weighs the same however many pictures it has, and with
    equal counts all v_i are 1, as in the paper. The calibration's scale is the paper's alpha (equation 6).
    """

    centre: Tensor
    penalty: float
    calibration: Calibration
    encoder_hash: str
    name: str = "ridge"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, LinearHead]:
        """The closed form; what it yields is the leave-one-out fit, by the hat matrix."""
        z, labels, n_way = centred(support.embeddings, self.centre), support.labels, support.n_way

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            return held_out_scores(z, labels, n_way, self.penalty)

        if report:
            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        x, y, _ = weighted(z, labels, n_way)
        n_shot = effective_shots(support.shots())
        weights = solve(x, y, self.penalty).T.contiguous()
        bias = weights.new_zeros(support.n_way)
        return LinearHead(weights, bias, self.centre, self.calibration, n_shot, self.encoder_hash, self.name)


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


def held_out_scores(z: Tensor, labels: Tensor, n_way: int, penalty: float) -> Tensor:
    """(n, n_way): W z_i with W made without row i, the other rows weighing what they weigh beside it.

    With the hat matrix H = X (X'X + penalty I)^-1 X':  y_i - (y_i - (HY)_i) / (1 - H_ii)  (Allen 1974).
    """
    x, y, root = weighted(z, labels, n_way)
    hat = x @ solve(x, torch.eye(len(x), dtype=x.dtype, device=x.device), penalty)
    residual = (y - hat @ y) / (1 - hat.diagonal())[:, None]
    return (y - residual) / root
