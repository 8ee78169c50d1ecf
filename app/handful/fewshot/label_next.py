"""What to label next: the pictures that stand for most others, the more so where classes are a close call.

Each picture is as well covered as its most similar labelled one covers it; the next to label is the one that
raises the weighted sum of that most (facility location: Nemhauser 1978, lazily as in Minoux 1978). Without
labels that is the most typical picture of the largest group, as in TypiClust (Hacohen 2022), but no number of
groups has to be guessed. The more labels a class has, the more small margins count. Chosen and measured by
`handful benchmark label-order`; see `resources/benchmarks/label-order`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor

Reason = Literal["typical", "close", "variety"]
"""typical: of a group without a label. close: between two classes. variety: unlike its class's examples."""

TEMPERATURE: Final = 0.2  # of the kernel: how near a picture has to be to stand for another
MARGIN_WEIGHT: Final = 0.15  # how much a margin counts, for each label that a class has on average
MAX_TARGETS: Final = 2048  # pictures that are to be covered; of more, as many are drawn
_CHUNK: Final = 1024
_BLOCK: Final = 64  # candidates whose gain is brought up to date together
_NEW_SHARE: Final = 0.5  # of the pictures most like one of a new group, at least this is covered by no label
_NEVER: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Pick:
    """row: of the candidates. gain: how much more is covered once it is labelled, relative to the first."""

    row: int
    reason: Reason
    gain: float


def label_next(
    candidates: Tensor,
    labelled: Tensor,
    margins: Tensor | None,
    *,
    n_way: int,
    n_picks: int,
    generator: torch.Generator,
) -> Generator[None, None, tuple[Pick, ...]]:
    """The pictures to label next, most helpful first; each yield is a cancel point.

    candidates: (n, d), labelled: (m, d) with m from 0, both unit rows on the CPU. margins: (n,), how far each
    candidate's closest class is ahead of its second, on any scale; None before there are two classes. n_way:
    classes with a label. The generator draws what is to be covered where there is very much.
    """
    targets = _some(len(candidates), generator)
    weights = _weights(margins, targets, len(labelled) / max(n_way, 1))
    covered = torch.zeros(len(targets))
    for start in range(0, len(labelled), _CHUNK):
        by_these = _kernel(labelled[start : start + _CHUNK], candidates[targets])
        covered = torch.maximum(covered, by_these.max(0).values)
        yield
    near = torch.empty(len(candidates), len(targets))
    gains = torch.empty(len(candidates))
    for start in range(0, len(candidates), _CHUNK):
        rows = slice(start, start + _CHUNK)
        near[rows] = _kernel(candidates[rows], candidates[targets])
        gains[rows] = _gain(near[rows], covered, weights)
        yield
    typical_margin = None if margins is None else float(margins.median())
    picks: list[Pick] = []
    for _ in range(min(n_picks, len(candidates))):
        row = _best(near, covered, weights, gains)
        share = float(_gain(near[row], covered, near[row]) / near[row].square().sum())
        margin = None if margins is None else float(margins[row])
        picks.append(Pick(row, _reason(share, margin, typical_margin), float(gains[row])))
        covered = torch.maximum(covered, near[row])
        gains[row] = -torch.inf
        yield
    return tuple(picks)


def _some(n: int, generator: torch.Generator) -> Tensor:
    """Rows to cover, in order: all, or `MAX_TARGETS` of them."""
    if n <= MAX_TARGETS:
        return torch.arange(n)
    return torch.randperm(n, generator=generator)[:MAX_TARGETS].sort().values


def _weights(margins: Tensor | None, targets: Tensor, n_shot: float) -> Tensor:
    """exp(-weight * n_shot * margin / mean margin): 1 for a picture between two classes, else less."""
    if margins is None:
        return torch.ones(len(targets))
    return torch.exp(-MARGIN_WEIGHT * n_shot * margins[targets] / margins.mean().clamp(min=_NEVER))


def _kernel(rows: Tensor, targets: Tensor) -> Tensor:
    """exp((cosine - 1) / temperature): 1 for the same picture, near 0 for most others."""
    return torch.addmm(torch.tensor(-1.0), rows, targets.T).div_(TEMPERATURE).exp_()


def _gain(near: Tensor, covered: Tensor, weights: Tensor) -> Tensor:
    return (near - covered).clamp_(min=0) @ weights


def _best(near: Tensor, covered: Tensor, weights: Tensor, gains: Tensor) -> int:
    """The row of the largest gain. What was covered since may have made `gains` too large, never too small.

    So only those at the top are brought up to date, in place, until one stays there.
    """
    while True:
        top = gains.topk(min(_BLOCK, len(gains))).indices
        fresh = _gain(near[top], covered, weights)
        gains[top] = fresh.masked_fill(gains[top].isneginf(), -torch.inf)
        best = int(top[gains[top].argmax()])
        if gains[best] >= gains.max():
            return best


def _reason(share: float, margin: float | None, typical_margin: float | None) -> Reason:
    if margin is None or typical_margin is None or share >= _NEW_SHARE:
        return "typical"
    return "close" if margin <= typical_margin else "variety"
