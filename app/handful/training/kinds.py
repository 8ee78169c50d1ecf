"""The kinds of episodes that the benchmark measures: which there are, and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor

from handful.fewshot.support import SupportSet
from handful.training.episodes import Episode, EpisodeError, check_episodes, episodes

Form = Literal["plain", "unequal", "unknown"]
N_QUERY: Final = 15
UNEQUAL_SHOTS: Final = 9


@dataclass(frozen=True, slots=True)
class Kind:
    """plain: `n_shot` pictures of each class. unequal: of each class from 1 to `n_shot` of them, drawn anew.
    unknown: plain, and as many queries again, of one class that is not in the support set.
    """

    form: Form
    n_way: int
    n_shot: int

    @property
    def name(self) -> str:
        """As the tables show it."""
        shots = f"1 to {self.n_shot}" if self.form == "unequal" else f"{self.n_shot}"
        unknown = ", one class unknown" if self.form == "unknown" else ""
        return f"{self.n_way}-way {shots}-shot{unknown}"


SHOT_CURVE: Final = (1, 2, 3, 5, 7, 10, 15, 20)
KINDS: Final = (
    *(Kind("plain", 5, n_shot) for n_shot in SHOT_CURVE),
    *(Kind("plain", n_way, n_shot) for n_way in (10, 20) for n_shot in (1, 5)),
    Kind("unequal", 5, UNEQUAL_SHOTS),
    *(Kind("unknown", 5, n_shot) for n_shot in (1, 5)),
)


def drawable(kinds: Sequence[Kind], sizes: Sequence[int]) -> tuple[list[Kind], dict[str, str]]:
    """The kinds that classes of these sizes allow, and the others by name with the reason against each."""
    possible, left_out = [], {}
    for kind in kinds:
        n_way = kind.n_way + (kind.form == "unknown")
        try:
            check_episodes(sizes, n_way=n_way, n_shot=kind.n_shot, n_query=N_QUERY)
        except EpisodeError as error:
            left_out[kind.name] = str(error)
        else:
            possible.append(kind)
    return possible, left_out


def draw(
    kind: Kind,
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor] | None,
    *,
    n_episodes: int,
    seed: int,
) -> Iterator[Episode]:
    """Seeded episodes of the kind. Queries of a class that the support set lacks have the label `n_way`."""
    drawn = episodes(
        by_class,
        support_by_class,
        n_way=kind.n_way + (kind.form == "unknown"),
        n_shot=kind.n_shot,
        n_query=N_QUERY,
        n_episodes=n_episodes,
        seed=seed,
    )
    generator = torch.Generator().manual_seed(seed)
    for episode in drawn:
        if kind.form == "unequal":
            counts = torch.randint(1, kind.n_shot + 1, (kind.n_way,), generator=generator)
            yield Episode(thinned(episode.support, counts), episode.queries, episode.query_labels)
        elif kind.form == "unknown":
            yield Episode(first_classes(episode.support, kind.n_way), episode.queries, episode.query_labels)
        else:
            yield episode


def thinned(support: SupportSet, counts: Tensor) -> SupportSet:
    """The first `counts[c]` pictures of each class c. counts: (n_way,) int64, each 1 at least."""
    one_hot = torch.nn.functional.one_hot(support.labels, support.n_way)
    place = (one_hot.cumsum(0) - 1).gather(1, support.labels[:, None])[:, 0]
    kept = place < counts[support.labels]
    return SupportSet(support.embeddings[kept], support.labels[kept], support.class_names)


def first_classes(support: SupportSet, n_way: int) -> SupportSet:
    """The support set of its first `n_way` classes."""
    kept = support.labels < n_way
    return SupportSet(support.embeddings[kept], support.labels[kept], support.class_names[:n_way])
