"""What a support picture is worth: what it looks like to the others, and how they would fit without it.

Exact leave-one-out of the nearest-prototype classifier, from sums: nothing is adapted again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

_LEAST: Final = 1e-12
_NORMAL_95: Final = 1.959964


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Of n support pictures. similarity: (n, n_way) of each to the prototypes made without it, -inf to its
    own class where it is alone there. harm: (n,) nats by which the mean loss of all others, each held out
    too, would fall without it; below 0 it helps; nan where its class would be empty.
    """

    similarity: Tensor
    harm: Tensor


def worth(z: Tensor, labels: Tensor, n_way: int, scale: float) -> Worth:
    """z: (n, d) unit vectors. labels: (n,) int64; every class has a picture. scale: of the similarities.

    loss_j = -log softmax_c(scale * cos(z_j, p_c))[y_j] with p_c the mean of class c without picture j.
    """
    z = z.double()
    sums = torch.zeros(n_way, z.shape[1], dtype=z.dtype, device=z.device).index_add_(0, labels, z)
    to_sum = z @ sums.T  # (n, n_way)
    square = sums.square().sum(1)
    count = torch.bincount(labels, minlength=n_way)
    mine = to_sum.gather(1, labels[:, None])[:, 0]
    own = (mine - 1) / _length(square[labels] - 2 * mine + 1)
    own = torch.where(count[labels] > 1, own, -torch.inf)
    similarity = (to_sum / _length(square)).scatter(1, labels[:, None], own[:, None])
    harm = torch.full_like(mine, torch.nan)
    for c in range(n_way):
        if count[c] > 1:
            columns = _without_each(z, labels == c, to_sum[:, c], square[c])
            harm[labels == c] = _harm(similarity, labels, columns, c, scale)
    return Worth(similarity.float(), harm.float())


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `right` of `n` are (Wilson 1927); (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, square = right / n, _NORMAL_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _NORMAL_95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _without_each(z: Tensor, members: Tensor, to_sum: Tensor, square: Tensor) -> Tensor:
    """(n_members, n): of every picture to the prototype of the class without member i, and without itself.

    nan where nothing is left of the class.
    """
    between = z[members] @ z.T
    top = to_sum[None, :] - between
    left = square - 2 * to_sum[members][:, None] + 1
    both = left - 2 * to_sum[None, :] + 1 + 2 * between  # of the sum without i and j
    top = torch.where(members, top - 1, top)
    empty = members & (members.sum() < 3)
    return torch.where(empty, torch.nan, top / _length(torch.where(members, both, left)))


def _harm(similarity: Tensor, labels: Tensor, columns: Tensor, c: int, scale: float) -> Tensor:
    """(n_members,): mean over the others of their loss with each member of class c, less that without it."""
    scaled = scale * similarity
    rest = torch.cat([scaled[:, :c], scaled[:, c + 1 :]], dim=1).logsumexp(1)
    target = scaled.gather(1, labels[:, None])[:, 0]
    loss = scaled.logsumexp(1) - target
    new_target = torch.where(labels == c, scale * columns, target)
    new_loss = torch.logaddexp(rest, scale * columns) - new_target
    fall = loss - new_loss
    members = torch.nonzero(labels == c)[:, 0]
    fall[torch.arange(len(members)), members] = torch.nan  # not of itself
    fall = torch.where(torch.isfinite(fall), fall, torch.nan)  # nor of what is alone in its class
    return fall.nanmean(1)


def _length(square: Tensor) -> Tensor:
    return square.clamp(min=_LEAST).sqrt()
