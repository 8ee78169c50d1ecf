"""Fits "is it one of these classes at all?" on queries of classes inside and outside of episodes.

Several domains weigh the same: what a narrow domain looks like is learned from there being one.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.linear_head import centred
from handful.fewshot.prototypes import class_means
from handful.fewshot.support import SupportSet
from handful.fewshot.unknown import (
    FITTED_SHARE,
    Cell,
    Evidence,
    UnknownFit,
    evidence_of,
    make_detector,
    summary,
)
from handful.training.episodes import Episode, EpisodeError, episodes
from handful.training.measures import area_under_roc
from handful.training.progress import Counted

DECAY: Final = 1e-4
N_QUERY: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """Classes of one kind of pictures, (n_c, d) float32 embeddings each, as queries and as support.

    in_centre: whether the encoder's centre is the mean of these very classes.
    """

    queries: Sequence[Tensor]
    supports: Sequence[Tensor]
    in_centre: bool = False

    def with_pictures(self, n: int) -> Domain:
        """Only the classes of `n` pictures and more."""
        rows = [c for c, z in enumerate(self.queries) if len(z) >= n]
        return Domain([self.queries[c] for c in rows], [self.supports[c] for c in rows], self.in_centre)


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """One episode. known, unknown: familiarity of queries of its classes, and of one that it lacks."""

    known: Tensor
    unknown: Tensor
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class UnknownMeasured:
    """On episodes that were not fitted on: AUROC of the log-odds, and fractions at the fit's share."""

    domain: str
    n_shot: int
    n_way: int
    auroc: float
    known_kept: float
    unknown_caught: float


def fit_unknown(
    domains: Mapping[str, Domain],
    centre: Tensor,
    *,
    shots: Sequence[int],
    ways: Sequence[int],
    n_episodes: int,
    seed: int,
    stranger_share: float = FITTED_SHARE,
) -> Generator[Counted | UnknownMeasured, None, UnknownFit]:
    """A cell for each number of shots and ways, on half of the episodes; the other half measures it."""
    numbers = {"n_episodes": n_episodes, "seed": seed}
    rows: list[tuple[Cell, ...]] = []
    for n_shot in shots:
        row = []
        for n_way in ways:
            kept = {n: d.with_pictures(n_shot + N_QUERY) for n, d in domains.items()}
            drawn = {
                name: list(with_stranger(domain, n_way=n_way, n_shot=n_shot, **numbers))
                for name, domain in kept.items()
                if len(domain.queries) > n_way
            }
            if not drawn:
                needed = f"more than {n_way} classes of {n_shot + N_QUERY} pictures"
                raise EpisodeError(f"no domain has {needed}, which {n_way}-way {n_shot}-shot episodes need")
            half = n_episodes // 2
            seen = [[observe(e, centre) for e in drawn[name][:half]] for name in drawn]
            row.append(fit_cell(seen, stranger_share))
            alone = UnknownFit((n_shot,), (n_way,), ((row[-1],),), stranger_share)
            yield Counted(
                "episodes with a stranger", len(rows) * len(ways) + len(row), len(shots) * len(ways)
            )
            for name, those in drawn.items():
                yield measure(name, those[half:], centre, alone, n_shot, n_way)
        rows.append(tuple(row))
    return UnknownFit(tuple(shots), tuple(ways), tuple(rows), stranger_share)


def with_stranger(
    domain: Domain, *, n_way: int, n_shot: int, n_episodes: int, seed: int
) -> Generator[Episode, None, None]:
    """Episodes of `n_way` classes and queries of one more, whose label is `n_way`.

    Where the encoder's centre is the mean of these very classes, which no user's classes are part of, every
    episode is shifted as if its own classes had not been in it.
    """
    means = torch.stack([z.mean(0) for z in domain.queries])
    for episode in episodes(
        domain.queries,
        domain.supports,
        n_way=n_way + 1,
        n_shot=n_shot,
        n_query=N_QUERY,
        n_episodes=n_episodes,
        seed=seed,
    ):
        shift = means.mean(0) - _mean_without(means, episode.classes) if domain.in_centre else means[0] * 0
        inside = episode.support.labels < n_way
        support = SupportSet(
            episode.support.embeddings[inside] + shift,
            episode.support.labels[inside],
            episode.support.class_names[:n_way],
        )
        yield Episode(support, episode.queries + shift, episode.query_labels, episode.classes)


def observe(episode: Episode, centre: Tensor) -> Observed:
    """What `fit_cell` needs to know of an episode."""
    z = centred(episode.support.embeddings, centre)
    prototypes = class_means(z, episode.support.labels, episode.support.n_way)
    familiarity = (centred(episode.queries, centre) @ prototypes.T).max(1).values
    known = episode.query_labels < episode.support.n_way
    return Observed(
        familiarity[known], familiarity[~known], evidence_of(z, episode.support.labels, prototypes)
    )


def fit_cell(domains: Sequence[Sequence[Observed]], stranger_share: float) -> Cell:
    """Logistic regression; each domain weighs the same, and in it known and unknown by their share."""
    seen = [each for domain in domains for each in domain]
    gap = sum(float(o.known.mean() - o.unknown.mean()) for o in seen) / len(seen)
    within = [float(side.var(correction=0)) for o in seen for side in (o.known, o.unknown)]
    gap, variance = max(gap, 1e-3), max(sum(within) / len(within), 1e-6)
    x, y, w = [], [], []
    for domain in domains:
        for o in domain:
            u, h, r = summary(o.evidence, gap, variance)
            for side, is_known in ((o.known, 1.0), (o.unknown, 0.0)):
                share = 1 - stranger_share if is_known else stranger_share
                fixed = side.new_tensor([-r * u, -r * h, r]).expand(len(side), 3)
                x.append(torch.cat([r * side[:, None], fixed], dim=1))
                y.append(side.new_full((len(side),), is_known))
                w.append(side.new_full((len(side),), share / len(side) / len(domain) / len(domains)))
    (a, b, c, d), e = logistic(torch.cat(x).double(), torch.cat(y).double(), torch.cat(w).double())
    return Cell(max(a, 1e-2), b, c, d, e, gap, variance)


def measure(
    name: str, drawn: Sequence[Episode], centre: Tensor, fit: UnknownFit, n_shot: int, n_way: int
) -> UnknownMeasured:
    """AUROC, known kept and unknown caught on these episodes, all their queries together."""
    odds = [make_detector(e.support, centre, fit).log_odds(e.queries) for e in drawn]
    is_known = torch.cat([e.query_labels < n_way for e in drawn])
    known, unknown = torch.cat(odds)[is_known], torch.cat(odds)[~is_known]
    return UnknownMeasured(
        name,
        n_shot,
        n_way,
        area_under_roc(known, unknown),
        float((known >= 0).float().mean()),
        float((unknown < 0).float().mean()),
    )


def logistic(x: Tensor, y: Tensor, w: Tensor) -> tuple[list[float], float]:
    """Weighted logistic regression of y on x, (n, k) float64, by Newton's method: slopes and offset.

    x is standardised within, and its slopes held back a little, so that it ends where x separates y; what
    does not vary gets a slope of 0.
    """
    mean, std = x.mean(0), x.std(0)
    std = torch.where(std > 1e-9, std, torch.inf)
    z = torch.cat([(x - mean) / std, torch.ones_like(x[:, :1])], dim=1)
    decay = torch.full((z.shape[1],), DECAY, dtype=x.dtype)
    decay[-1] = 0.0
    beta = torch.zeros_like(decay)
    for _ in range(25):
        p = torch.sigmoid(z @ beta)
        gradient = z.T @ (w * (p - y)) + decay * beta
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + torch.diag(decay + 1e-9)
        beta = beta - torch.linalg.solve(hessian, gradient)
    slopes = beta[:-1] / std
    return slopes.tolist(), float(beta[-1] - (slopes * mean).sum())


def _mean_without(means: Tensor, classes: Sequence[int]) -> Tensor:
    """(d,): the mean of the class means (n_classes, d) but for these classes; of all where none is left."""
    outside = [c for c in range(len(means)) if c not in classes]
    return means[outside].mean(0) if outside else means.mean(0)
