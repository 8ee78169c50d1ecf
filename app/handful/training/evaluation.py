"""The protocol of accuracy: any learner on seeded episodes, the same episodes for every learner."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from handful.fewshot.learner import Learner, adapt_fully
from handful.training.episodes import episodes
from handful.training.measures import expected_calibration_error, mean_and_interval


@dataclass(frozen=True, slots=True, eq=False)
class EpisodeResult:
    """One episode. confidence: (n_queries,) float32, of the closest class among the episode's own, in 0..1;
    right: (n_queries,) bool; adapt_ms: milliseconds from the support set to the adapted classifier.
    """

    accuracy_fraction: float
    confidence: Tensor
    right: Tensor
    adapt_ms: float


@dataclass(frozen=True, slots=True)
class Summary:
    """A row of a table: mean accuracy, half-width of its 95 % interval, ECE (fractions), mean adapt time."""

    n_episodes: int
    accuracy_fraction: float
    interval: float
    ece: float
    adapt_ms: float


def evaluate(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor] | None,
    learner: Learner,
    *,
    n_way: int,
    n_shot: int,
    n_query: int,
    n_episodes: int,
    seed: int,
) -> Iterator[EpisodeResult]:
    """Adapt and classify `n_episodes` episodes; each yield is a cancel point.

    by_class: (n_c, d) float32 embeddings a class; support_by_class: the same pictures embedded as support
    (the mean over their views), or None where that is the same. The episodes depend on the numbers and the
    seed alone. Raises EpisodeError where the data are too few.
    """
    drawn = episodes(
        by_class,
        support_by_class,
        n_way=n_way,
        n_shot=n_shot,
        n_query=n_query,
        n_episodes=n_episodes,
        seed=seed,
    )
    for episode in drawn:
        started = time.perf_counter()
        classifier = adapt_fully(learner, episode.support)
        adapt_ms = 1000 * (time.perf_counter() - started)
        scores = classifier.classify(episode.queries)
        known = scores.probability / scores.probability.sum(dim=1, keepdim=True)
        confidence, answer = known.max(dim=1)
        right = answer == episode.query_labels
        yield EpisodeResult(float(right.float().mean()), confidence, right, adapt_ms)


def summarise(results: Iterable[EpisodeResult]) -> Summary:
    """Mean, interval, ECE over all queries and mean time; raises ValueError where there is no result."""
    kept = list(results)
    if not kept:
        raise ValueError("there is no episode to summarise; ask for 1 at least")
    mean, interval = mean_and_interval([r.accuracy_fraction for r in kept])
    ece = expected_calibration_error(
        torch.cat([r.confidence for r in kept]), torch.cat([r.right for r in kept])
    )
    adapt_ms = math.fsum(r.adapt_ms for r in kept) / len(kept)
    return Summary(len(kept), mean, interval, ece, adapt_ms)
