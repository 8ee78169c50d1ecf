"""The accuracy benchmark: every contestant on the same seeded episodes, all figures with 95 % intervals."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.training.contestants import Answered, Contestant
from handful.training.episodes import Episode
from handful.training.kinds import Kind, draw
from handful.training.measures import area_under_roc, mean_and_interval
from handful.training.progress import Counted

BINS: Final = 15
RESAMPLES: Final = 200
ITERATING_EPISODES: Final = 600


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over episodes and the half-width of its 95 % interval; infinite after a single episode."""

    mean: float
    interval: float


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant on one kind of episodes. Accuracies, ECE and AUROC are fractions.

    ece, auroc and auroc_softmax are None where a method has no calibrated probabilities, the last two also
    where there was no unknown class. queries_per_second: embeddings classified after adaptation.
    """

    contestant: str
    transductive: bool
    kind: str
    form: str
    n_way: int
    n_shot: int
    n_episodes: int
    accuracy: Figure
    adapt_ms: Figure
    queries_per_second: Figure
    ece: Figure | None
    auroc: Figure | None
    auroc_softmax: Figure | None


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One contestant on one episode. gaps: (BINS,) float64, sums of rightness - confidence by confidence."""

    accuracy: float
    adapt_ms: float
    queries_per_second: float
    gaps: Tensor | None
    n_known: int
    auroc: float | None
    auroc_softmax: float | None


def run_kinds(
    kinds: Sequence[Kind],
    contestants: Sequence[Contestant],
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor] | None,
    *,
    n_episodes: int,
    seed: int,
) -> Generator[Counted, None, list[Row]]:
    """A row for each kind and contestant; each yield, after each episode, is a cancel point.

    Contestants that iterate get the first `ITERATING_EPISODES` of the episodes that the others get.
    """
    rows: list[Row] = []
    for kind in kinds:
        measured: list[list[Measured]] = [[] for _ in contestants]
        drawn = draw(kind, by_class, support_by_class, n_episodes=n_episodes, seed=seed)
        for done, episode in enumerate(drawn, start=1):
            for contestant, so_far in zip(contestants, measured, strict=True):
                if contestant.iterates and done > ITERATING_EPISODES:
                    continue
                if done == 1:
                    contestant.answer(episode)  # what is done once only is not timed
                so_far.append(measure(contestant.answer(episode), episode))
            yield Counted(kind.name, done, n_episodes)
        rows += [summarise(*each, kind) for each in zip(contestants, measured, strict=True)]
    return rows


def run_episodes(kind: Kind, contestants: Sequence[Contestant], episodes: Iterable[Episode]) -> list[Row]:
    """A row for each contestant on episodes that are there already, such as Omniglot's 20 runs."""
    kept = list(episodes)
    return [summarise(c, [measure(c.answer(e), e) for e in kept], kind) for c in contestants]


def measure(answered: Answered, episode: Episode) -> Measured:
    """Accuracy and calibration on queries of the support set's classes; AUROC of telling others from them."""
    known = episode.query_labels < episode.support.n_way
    right = (answered.answers == episode.query_labels)[known]
    seconds = max(answered.classify_ms, 1e-6) / 1000
    gaps, auroc, auroc_softmax = None, None, None
    if answered.scores is not None:
        p = answered.scores.probability
        confidence = (p / p.sum(dim=1, keepdim=True)).max(dim=1).values
        gaps = gap_sums(confidence[known], right)
        if not bool(known.all()) and bool(answered.scores.p_unknown.any()):
            familiar = 1 - answered.scores.p_unknown.double()
            auroc = area_under_roc(familiar[known], familiar[~known])
            auroc_softmax = area_under_roc(confidence[known], confidence[~known])
    return Measured(
        float(right.double().mean()),
        answered.adapt_ms,
        len(known) / seconds,
        gaps,
        len(right),
        auroc,
        auroc_softmax,
    )


def gap_sums(confidence: Tensor, right: Tensor) -> Tensor:
    """(BINS,) float64: the sum of rightness - confidence in each bin of equal width. Both (n,)."""
    which = (confidence * BINS).long().clamp(max=BINS - 1)
    gaps = torch.zeros(BINS, dtype=torch.float64)
    return gaps.index_add_(0, which, right.double() - confidence.double())


def calibration_error(gaps: Tensor, counts: Tensor) -> Figure:
    """ECE (Guo 2017, equation 3) over all queries of all episodes, and its interval by the bootstrap.

    gaps: (n_episodes, BINS) of `gap_sums`; counts: (n_episodes,) queries of each. The interval is 1.96
    standard deviations of the ECE over episodes drawn anew with replacement.
    """
    n = len(gaps)
    mean = float(gaps.sum(0).abs().sum() / counts.sum())
    if n < 2:
        return Figure(mean, float("inf"))
    picks = torch.randint(n, (RESAMPLES, n), generator=torch.Generator().manual_seed(0))
    again = torch.stack([gaps[rows].sum(0).abs().sum() / counts[rows].sum() for rows in picks])
    return Figure(mean, 1.96 * float(again.std()))


def summarise(contestant: Contestant, measured: Sequence[Measured], kind: Kind) -> Row:
    """Means and intervals over the episodes. Raises ValueError where there is none."""
    if not measured:
        raise ValueError("there is no episode to summarise; ask for 1 at least")
    gaps = [m.gaps for m in measured if m.gaps is not None]
    counts = torch.tensor([m.n_known for m in measured])
    return Row(
        contestant.name,
        contestant.transductive,
        kind.name,
        kind.form,
        kind.n_way,
        kind.n_shot,
        len(measured),
        accuracy=_figure([m.accuracy for m in measured]),
        adapt_ms=_figure([m.adapt_ms for m in measured]),
        queries_per_second=_figure([m.queries_per_second for m in measured]),
        ece=calibration_error(torch.stack(gaps), counts) if gaps else None,
        auroc=_figure_or_none([m.auroc for m in measured]),
        auroc_softmax=_figure_or_none([m.auroc_softmax for m in measured]),
    )


def _figure(values: Sequence[float]) -> Figure:
    return Figure(*mean_and_interval(values))


def _figure_or_none(values: Sequence[float | None]) -> Figure | None:
    there = [value for value in values if value is not None]
    return _figure(there) if there else None
