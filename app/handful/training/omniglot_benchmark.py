"""Omniglot's figures: episodes of the 20 evaluation alphabets, and the 20 one-shot runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.conv4 import Conv4
from handful.fewshot.support import SupportSet
from handful.training.episodes import Episode, episodes
from handful.training.measures import mean_and_interval
from handful.training.omniglot import OneShotRun
from handful.training.omniglot_pictures import Characters, as_inputs, stacked
from handful.training.prototype_net import closeness, prototypes

KINDS: Final = ((5, 1), (5, 5), (20, 1), (20, 5))
N_QUERY: Final = 15
RUNS: Final = "20 one-shot runs"


@dataclass(frozen=True, slots=True)
class OmniglotContestant:
    """prepare: drawings (n, 28, 28) uint8 -> items (n, *shape) float32; each drawing is prepared by itself.
    answer: an episode of such items -> (n_queries,) int64, the label of each query.
    """

    name: str
    prepare: Callable[[Tensor], Tensor]
    answer: Callable[[Episode], Tensor]


@dataclass(frozen=True, slots=True)
class OmniglotRow:
    """accuracy and the half-width of its 95 % interval are fractions; n: episodes, or runs."""

    contestant: str
    task: str
    accuracy: float
    interval: float
    n: int


def nearest_prototype(name: str, network: Conv4, shift_px: int) -> OmniglotContestant:
    """Prototypes over the network's embeddings, averaged over slightly shifted views (see `embed_views`)."""

    def answer(episode: Episode) -> Tensor:
        support = episode.support
        points = prototypes(support.embeddings, support.labels, support.n_way)
        return closeness(episode.queries, points).argmax(1)

    return OmniglotContestant(name, lambda drawings: embed_views(network, drawings, shift_px), answer)


@torch.no_grad()
def embed_views(network: Conv4, drawings: Tensor, shift_px: int) -> Tensor:
    """(n, 28, 28) uint8 -> (n, d) float32: the mean embedding of each drawing as it is and, unless `shift_px`
    is 0, shifted by so many pixels in the eight directions.
    """
    device = next(network.parameters()).device
    inputs = as_inputs(drawings).to(device)
    views = [network(shifted(inputs, down, right)).float() for down, right in shifts(shift_px)]
    return torch.stack(views).mean(0).cpu()


def shifts(shift_px: int) -> list[tuple[int, int]]:
    """How far down and right each view is shifted: not at all and, unless `shift_px` is 0, in eight ways."""
    steps = (0,) if shift_px == 0 else (-shift_px, 0, shift_px)
    return [(down, right) for down in steps for right in steps]


def shifted(inputs: Tensor, down: int, right: int) -> Tensor:
    """(n, 1, h, w) moved by whole pixels; what comes in at the edge is empty."""
    height, width = inputs.shape[-2:]
    margin = max(abs(down), abs(right))
    padded = F.pad(inputs, (margin,) * 4)
    top, left = margin - down, margin - right
    return padded[..., top : top + height, left : left + width]


def measure_omniglot(
    contestant: OmniglotContestant,
    evaluation: Characters,
    runs: Sequence[OneShotRun],
    *,
    n_episodes: int,
    seed: int,
) -> Iterator[OmniglotRow]:
    """A row for each kind of episode and one for the runs, where there are any; each yield is a cancel point.

    The episodes depend on the numbers and the seed alone: they are the same for every contestant.
    """
    items = [contestant.prepare(drawings) for drawings in evaluation.drawings]
    for n_way, n_shot in KINDS:
        drawn = episodes(items, n_way=n_way, n_shot=n_shot, n_query=N_QUERY, n_episodes=n_episodes, seed=seed)
        task = f"{n_way}-way {n_shot}-shot"
        yield _row(contestant, task, [_right_fraction(contestant, episode) for episode in drawn])
    if runs:
        fractions = [_right_fraction(contestant, run_as_episode(run, contestant.prepare)) for run in runs]
        yield _row(contestant, RUNS, fractions)


def run_as_episode(run: OneShotRun, prepare: Callable[[Tensor], Tensor]) -> Episode:
    """One of the 20 runs as a 20-way one-shot episode of prepared drawings."""
    names = tuple(f"character {i + 1}" for i in range(len(run.characters)))
    support = SupportSet(prepare(stacked(run.characters)), torch.arange(len(names)), names)
    return Episode(support, prepare(stacked(run.items)), torch.from_numpy(run.answers))


def _right_fraction(contestant: OmniglotContestant, episode: Episode) -> float:
    return float((contestant.answer(episode) == episode.query_labels).float().mean())


def _row(contestant: OmniglotContestant, task: str, fractions: list[float]) -> OmniglotRow:
    mean, interval = mean_and_interval(fractions)
    return OmniglotRow(contestant.name, task, mean, interval, len(fractions))
