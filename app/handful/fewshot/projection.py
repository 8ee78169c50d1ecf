"""Two-dimensional maps of embeddings: a straight look at them, and one that keeps neighbours together.

Neither knows a picture. `Flat` says how honest it is: the share of the spread that it shows.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

EPOCHS: Final = 200
NEIGHBOURS: Final = 15
REPULSION: Final = 5.0  # how much a picture drawn at random counts beside a neighbour
_CHUNK: Final = 1024
_SOFTENED: Final = 0.05  # keeps two pictures at the same place from being thrown apart without bound
_MOST_PUSH: Final = 4.0
_LEARNING_RATE: Final = 0.1
_NEVER: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """axes: (2, d) orthonormal. origin: (d,). share: of the variance of all rows, what these axes show."""

    axes: Tensor
    origin: Tensor
    share: float

    def place(self, z: Tensor) -> Tensor:
        """(n, d) -> (n, 2)."""
        return (z - self.origin) @ self.axes.T


def straight(z: Tensor, prototypes: Tensor) -> Flat:
    """The plane in which the prototypes are furthest apart; with fewer than three, PCA fills it up.

    z: (n, d) float32, n at least 1. prototypes: (n_way, d), n_way may be 0. Exact: nothing is drawn.
    """
    origin = z.mean(0)
    spread = z - origin
    covariance = (spread.T @ spread).double()
    axes = z.new_zeros((0, z.shape[1])).double()
    if len(prototypes) > 1:
        apart = (prototypes - prototypes.mean(0)).double()
        axes = _strongest(apart.T @ apart, min(2, len(prototypes) - 1))
    if len(axes) < 2:
        rest = torch.eye(z.shape[1], dtype=torch.float64, device=z.device) - axes.T @ axes
        axes = torch.cat([axes, _strongest(rest @ covariance @ rest, 2 - len(axes))])
    shown = float((axes @ covariance @ axes.T).trace() / covariance.trace().clamp(min=_NEVER))
    return Flat(axes.to(z.dtype), origin, min(1.0, shown))


def by_neighbours(
    z: Tensor, start: Tensor, generator: torch.Generator, epochs: int = EPOCHS
) -> Generator[tuple[int, Tensor], None, Tensor]:
    """Places at which pictures that look alike are near each other; yields epochs done and places.

    Of each pair of nearest neighbours -log q is made small and of pairs drawn at random -log(1 - q), with
    q = 1 / (1 + |y_i - y_j|^2): UMAP's loss (McInnes 2018, equation 18) with t-SNE's kernel (Damrich 2022).
    z: (n, d) unit vectors, n at least 2. start: (n, 2). generator: on the device of z.
    """
    heads, tails = _neighbour_pairs(z)
    y = start / start.std().clamp(min=_NEVER)
    weight = 1 / torch.bincount(heads, minlength=len(z)).clamp(min=1).to(z.dtype)
    velocity = torch.zeros_like(y)
    for epoch in range(epochs):
        push = _pull(y, heads, tails) + _repulsion(y, heads, generator)
        velocity = 0.9 * velocity + push * weight[:, None]
        y = y + _LEARNING_RATE * (1 - epoch / epochs) * velocity
        yield epoch + 1, y
    return y - y.mean(0)


def _pull(y: Tensor, heads: Tensor, tails: Tensor) -> Tensor:
    apart = y[heads] - y[tails]
    force = -2 * apart / (1 + apart.square().sum(1, keepdim=True))
    return torch.zeros_like(y).index_add_(0, heads, force)


def _repulsion(y: Tensor, heads: Tensor, generator: torch.Generator) -> Tensor:
    others = torch.randint(len(y), heads.shape, generator=generator, device=y.device)
    apart = y[heads] - y[others]
    square = apart.square().sum(1, keepdim=True)
    force = (2 * apart / ((_SOFTENED + square) * (1 + square))).clamp(-_MOST_PUSH, _MOST_PUSH)
    return torch.zeros_like(y).index_add_(0, heads, REPULSION * force)


def _neighbour_pairs(z: Tensor) -> tuple[Tensor, Tensor]:
    """Each picture with its nearest ones, both ways round, each pair once: (n_pairs,) int64 twice."""
    n = len(z)
    k = min(NEIGHBOURS, max(1, (n - 1) // 3))  # of few pictures not all are neighbours
    tails = []
    for begin in range(0, n, _CHUNK):
        similarity = z[begin : begin + _CHUNK] @ z.T
        similarity[torch.arange(len(similarity)), torch.arange(begin, begin + len(similarity))] = -torch.inf
        tails.append(similarity.topk(k, dim=1).indices)
    near = torch.cat(tails)
    heads = torch.arange(n, device=z.device)[:, None].expand(n, k)
    pairs = torch.unique(torch.cat([heads * n + near, near * n + heads]).reshape(-1))
    return pairs // n, pairs % n


def _strongest(symmetric: Tensor, n_axes: int) -> Tensor:
    """(n_axes, d): eigenvectors of the largest eigenvalues, each with its largest number positive."""
    vectors = torch.linalg.eigh(symmetric).eigenvectors.flip(1)[:, :n_axes].T
    largest = vectors.gather(1, vectors.abs().argmax(1, keepdim=True))
    turned: Tensor = vectors * torch.where(largest < 0, -1.0, 1.0)
    return turned


def unit(rows: Tensor) -> Tensor:
    """Each row at length 1."""
    return F.normalize(rows, dim=1)
