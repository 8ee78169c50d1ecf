"""Episodes of base classes for meta-training on embeddings, made as hard as those of unseen classes are.

The encoder was trained on the base classes: it draws each of them together, and pulls them apart, more than
it will any class of a user's. Three things make up for it: random crops in place of whole pictures, classes
that are near one another, and damping, which takes a share of what is a class's own out of its pictures:

    z' = z - share <z, m_c> m_c,   m_c the direction of the class mean from the centre.

On the first bundled encoder a share of 0.45 makes base episodes as hard for `prototypes` as validation ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.support import SupportSet
from handful.training.embedded import ClassSet
from handful.training.episodes import Episode, check_episodes, draw_episode
from handful.training.kinds import thinned
from handful.training.sampler import seeded


@dataclass(frozen=True, slots=True)
class MetaEpisodes:
    """Which episodes are drawn: ways and shots log-uniform up to the largest, about `n_queries` queries.

    unequal_share: of episodes whose classes have from 1 to n_shot pictures; near_share: whose classes lie
    near one another; crop_share: whose support, and whose queries, are crops. damping: the largest share.
    """

    max_way: int = 32
    max_shot: int = 20
    n_queries: int = 64
    unequal_share: float = 0.4
    near_share: float = 0.4
    crop_share: float = 0.4
    damping: float = 0.6


class EmbeddedSampler:
    """Draws training episodes from a set of classes; a `Sampler` of the outer loop.

    Embeddings are given relative to the centre of the set: a learner that trains on them has a centre of 0.
    Raises EpisodeError where the classes are too few or too small.
    """

    def __init__(self, classes: ClassSet, settings: MetaEpisodes, seed: int) -> None:
        centre = classes.centre()
        self._support = [z - centre for z in classes.by_class(classes.support)]
        self._query = [z - centre for z in classes.by_class(classes.query)]
        self._crops = [z[:, 0] - centre for z in classes.by_class(classes.crops)]
        self._own = F.normalize(torch.stack([z.mean(0) for z in self._query]), dim=1)
        self._smallest = min(len(z) for z in self._query)
        self._settings, self._seed = settings, seed
        check_episodes([len(z) for z in self._query], n_way=settings.max_way, n_shot=1, n_query=1)

    def __call__(self, step: int, index: int) -> Episode:
        """Episode `index` of outer step `step`."""
        s, generator = self._settings, seeded(self._seed, step, index)
        n_way = _log_uniform(2, s.max_way, generator)
        n_shot = min(_log_uniform(1, s.max_shot, generator), self._smallest - 1)
        n_query = max(1, min(s.n_queries // n_way, self._smallest - n_shot))
        classes = self._classes(n_way, generator)
        as_support = self._crops if _happens(s.crop_share, generator) else self._support
        as_query = self._crops if _happens(s.crop_share, generator) else self._query
        episode = draw_episode(as_query, as_support, classes, n_shot, n_query, generator)
        share = s.damping * float(torch.rand((), generator=generator))
        episode = damped(episode, self._own[torch.tensor(classes)], share)
        if n_shot > 1 and _happens(s.unequal_share, generator):
            counts = torch.randint(1, n_shot + 1, (n_way,), generator=generator)
            support = thinned(episode.support, counts)
            return Episode(support, episode.queries, episode.query_labels, episode.classes)
        return episode

    def _classes(self, n_way: int, generator: torch.Generator) -> list[int]:
        """Any classes, or a random one's neighbours; their order says nothing either way."""
        n = len(self._own)
        if not _happens(self._settings.near_share, generator):
            return torch.randperm(n, generator=generator)[:n_way].tolist()
        anchor = int(torch.randint(n, (), generator=generator))
        near = self._own @ self._own[anchor] + 0.25 * torch.randn(n, generator=generator)
        chosen = near.topk(n_way).indices
        return chosen[torch.randperm(n_way, generator=generator)].tolist()


def damped(episode: Episode, own: Tensor, share: float) -> Episode:
    """The formula above for support and queries. own: (n_way, d), unit vectors, a row for each label."""

    def damp(z: Tensor, labels: Tensor) -> Tensor:
        direction = own[labels]
        return z - share * (z * direction).sum(1, keepdim=True) * direction

    support = episode.support
    damped_support = SupportSet(damp(support.embeddings, support.labels), support.labels, support.class_names)
    queries = damp(episode.queries, episode.query_labels)
    return Episode(damped_support, queries, episode.query_labels, episode.classes)


def _happens(share: float, generator: torch.Generator) -> bool:
    return float(torch.rand((), generator=generator)) < share


def _log_uniform(low: int, high: int, generator: torch.Generator) -> int:
    share = float(torch.rand((), generator=generator))
    return round(math.exp(math.log(low) + share * math.log(high / low)))
