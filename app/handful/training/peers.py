"""Methods of easyfsl beside our own, on the same embeddings and episodes.

easyfsl (github.com/sicara/easy-few-shot-learning) is a development dependency; where it is missing there are
no peers. All of its methods get embeddings centred and normalised as ours are, and keep their own default
settings.
"""

from __future__ import annotations

import importlib.util
import time
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from handful.training.contestants import Answered
from handful.training.episodes import Episode


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """A classifier of easyfsl, which is changed by every episode and set anew by the next."""

    name: str
    transductive: bool
    classifier: Any
    iterates: bool = False

    def answer(self, episode: Episode) -> Answered:
        """The class of the highest score; easyfsl has no calibrated probabilities."""
        with torch.no_grad():
            began = time.perf_counter()
            self.classifier.process_support_set(episode.support.embeddings, episode.support.labels)
            adapted = time.perf_counter()
            scores = self.classifier(episode.queries)
            ended = time.perf_counter()
        return Answered(scores.argmax(dim=1), None, 1000 * (adapted - began), 1000 * (ended - adapted))


def easyfsl_is_installed() -> bool:
    """Whether there are peers to measure."""
    return importlib.util.find_spec("easyfsl") is not None


def easyfsl_peers(centre: Tensor) -> tuple[Peer, ...]:
    """PrototypicalNetworks, SimpleShot, MatchingNetworks, and the transductive TIM and BD-CSPN.

    centre: (d,) float32, the base mean. Raises ImportError where easyfsl is not installed.
    """
    from easyfsl import methods

    same: dict[str, Any] = {"feature_centering": centre, "feature_normalization": 2.0}
    d = len(centre)
    matching = methods.MatchingNetworks(
        **same, feature_dimension=d, support_encoder=NoContext(d), query_encoder=NoCell()
    )
    classifiers = {
        "PrototypicalNetworks": methods.PrototypicalNetworks(**same),
        "SimpleShot": methods.SimpleShot(**same),
        "MatchingNetworks": matching,
        "TIM": methods.TIM(**same),
        "BD-CSPN": methods.BDCSPN(**same),
    }
    return tuple(
        Peer(f"easyfsl {name}", classifier.is_transductive(), classifier.eval())
        for name, classifier in classifiers.items()
    )


class NoContext(nn.Module):
    """Leaves support embeddings as they are: the paper's form without full context embeddings.

    easyfsl's LSTM starts at random and would have to be trained for these embeddings first.
    """

    def __init__(self, d: int) -> None:
        super().__init__()
        self.d = d

    def forward(self, support: Tensor) -> tuple[Tensor]:
        """(1, n, d) -> what is added to it, of both directions: (1, n, 2 * d) zeros."""
        return (support.new_zeros(*support.shape[:2], 2 * self.d),)


class NoCell(nn.Module):
    """Leaves query embeddings as they are."""

    def forward(self, inputs: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """What is added to the queries, (n, d) zeros, and the state of the cell."""
        return torch.zeros_like(state[0]), state[1]
