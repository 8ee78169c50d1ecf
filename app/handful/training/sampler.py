"""The distribution of training episodes: the one that step s of a run draws depends on s and a seed alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.support import SupportSet
from handful.training.episodes import Episode, check_episodes, draw_episode

Prepare = Callable[[Tensor, torch.Generator], Tensor]
"""Items as they are stored, (n, *stored) -> the network's inputs, (n, *shape) float32, augmented or not."""


class Sampler(Protocol):
    """Draws the episodes of a run; any two calls with the same numbers give the same episode."""

    def __call__(self, step: int, index: int) -> Episode:
        """Episode `index` of outer step `step`, its labels drawn anew."""


@dataclass(frozen=True, slots=True)
class EpisodeSizes:
    """Ways, shots and queries a class to draw from, each number as often as it stands there."""

    ways: tuple[int, ...]
    shots: tuple[int, ...]
    queries: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class EpisodeSampler:
    """Episodes from classes of items: embeddings, or pictures that `prepare` makes into inputs.

    by_class: one (n_c, *stored) tensor a class. groups: classes that look alike, such as the characters of
    an alphabet; in `grouped_share` of the episodes the classes come from as few groups as will do, which
    makes them harder. Raises EpisodeError where the classes cannot give the largest episode.
    """

    by_class: Sequence[Tensor]
    sizes: EpisodeSizes
    seed: int
    prepare: Prepare | None = None
    groups: Sequence[Sequence[int]] = ()
    grouped_share: float = 0.0

    def __post_init__(self) -> None:
        n_way, n_shot, n_query = (max(n) for n in (self.sizes.ways, self.sizes.shots, self.sizes.queries))
        check_episodes([len(items) for items in self.by_class], n_way=n_way, n_shot=n_shot, n_query=n_query)

    def __call__(self, step: int, index: int) -> Episode:
        """Episode `index` of outer step `step`."""
        generator = seeded(self.seed, step, index)
        n_way, n_shot, n_query = (
            numbers[int(torch.randint(len(numbers), (), generator=generator))]
            for numbers in (self.sizes.ways, self.sizes.shots, self.sizes.queries)
        )
        classes = self._classes(n_way, generator)
        episode = draw_episode(self.by_class, self.by_class, classes, n_shot, n_query, generator)
        return episode if self.prepare is None else prepared(episode, self.prepare, generator)

    def _classes(self, n_way: int, generator: torch.Generator) -> list[int]:
        """The order is random either way: a label says nothing of a class."""
        if not self.groups or float(torch.rand((), generator=generator)) >= self.grouped_share:
            return torch.randperm(len(self.by_class), generator=generator)[:n_way].tolist()
        found: list[int] = []
        for group in torch.randperm(len(self.groups), generator=generator).tolist():
            members = self.groups[group]
            found += [members[i] for i in torch.randperm(len(members), generator=generator).tolist()]
            if len(found) >= n_way:
                break
        chosen = found[:n_way]
        return [chosen[i] for i in torch.randperm(len(chosen), generator=generator).tolist()]


def prepared(episode: Episode, prepare: Prepare, generator: torch.Generator) -> Episode:
    """The episode with its items made into inputs, each by itself."""
    support = SupportSet(
        prepare(episode.support.embeddings, generator), episode.support.labels, episode.support.class_names
    )
    return replace(episode, support=support, queries=prepare(episode.queries, generator))


def seeded(*numbers: int) -> torch.Generator:
    """A generator whose stream depends on all of the numbers."""
    state = np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0]
    return torch.Generator().manual_seed(int(state) >> 1)
