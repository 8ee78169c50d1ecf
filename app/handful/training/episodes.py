"""Episodes drawn from embeddings or pictures, under labels drawn anew each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from handful.fewshot.support import SupportSet


class EpisodeError(ValueError):
    """The data set is too small for the episodes asked for; the message says what is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Episode:
    """support; queries: (n_way * n_query, *shape) float32; query_labels: (n_way * n_query,) int64.

    classes: for each label, where its class stands in the data set; empty where it was drawn otherwise.
    """

    support: SupportSet
    queries: Tensor
    query_labels: Tensor
    classes: tuple[int, ...] = ()

    def to(self, device: torch.device) -> Episode:
        """The same episode on a device."""
        labels = self.support.labels.to(device)
        support = SupportSet(self.support.embeddings.to(device), labels, self.support.class_names)
        return Episode(support, self.queries.to(device), self.query_labels.to(device), self.classes)


def episodes(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor] | None = None,
    *,
    n_way: int,
    n_shot: int,
    n_query: int,
    n_episodes: int,
    seed: int,
) -> Iterator[Episode]:
    """Seeded episodes, the same for every learner that is given the same data and numbers.

    by_class: one (n_c, *shape) tensor a class. support_by_class: the same pictures embedded for use as
    support (several views), where that differs. Raises EpisodeError where a class or the set is too small.
    """
    check_episodes([len(z) for z in by_class], n_way=n_way, n_shot=n_shot, n_query=n_query)
    as_support = by_class if support_by_class is None else support_by_class
    generator = torch.Generator().manual_seed(seed)
    for _ in range(n_episodes):
        classes = torch.randperm(len(by_class), generator=generator)[:n_way].tolist()
        yield draw_episode(by_class, as_support, classes, n_shot, n_query, generator)


def draw_episode(
    by_class: Sequence[Tensor],
    as_support: Sequence[Tensor],
    classes: Sequence[int],
    n_shot: int,
    n_query: int,
    generator: torch.Generator,
) -> Episode:
    """Different pictures of each class as support and as queries; label i is the class `classes[i]`."""
    support, queries = [], []
    for c in classes:
        rows = torch.randperm(len(by_class[c]), generator=generator)[: n_shot + n_query]
        support.append(as_support[c][rows[:n_shot]])
        queries.append(by_class[c][rows[n_shot:]])
    labels = torch.arange(len(classes))
    names = tuple(f"class {i}" for i in range(len(classes)))
    support_set = SupportSet(torch.cat(support), labels.repeat_interleave(n_shot), names)
    return Episode(support_set, torch.cat(queries), labels.repeat_interleave(n_query), tuple(classes))


def check_episodes(sizes: Sequence[int], *, n_way: int, n_shot: int, n_query: int) -> None:
    """Raise EpisodeError where classes of these sizes cannot give such episodes."""
    if n_way < 2 or n_shot < 1 or n_query < 1:
        raise EpisodeError(
            f"an episode needs 2 ways, 1 shot and 1 query at least, not {n_way}, {n_shot}, {n_query}"
        )
    if len(sizes) < n_way:
        raise EpisodeError(f"the data set has {len(sizes)} classes; {n_way}-way episodes need {n_way}")
    if min(sizes) < n_shot + n_query:
        raise EpisodeError(
            f"the smallest class has {min(sizes)} pictures; {n_shot} shots and {n_query} queries need "
            f"{n_shot + n_query}. Use fewer shots or --queries"
        )
