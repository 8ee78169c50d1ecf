"""What `relation` and `in-context` share: a network that reads a support set once, then answers queries."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.meta_weights import MetaWeights
from handful.fewshot.support import SupportError, SupportSet
from handful.message import Message

AT_ONCE: Final = 256


class EpisodeNetwork(nn.Module):
    """Its weights are meta-learned; they are never changed by a support set, nor by a query."""

    def learn(self, z: Tensor, one_hot: Tensor) -> tuple[Tensor, ...]:
        """All that is kept of a support set. z: (n, d) unit vectors, one_hot: (n, n_way), both float32."""
        raise NotImplementedError

    def answer(self, kept: tuple[Tensor, ...], z: Tensor) -> Tensor:
        """(m, n_way): the similarity of each query to each class. z: (m, d) unit vectors."""
        raise NotImplementedError

    def forward(self, z: Tensor, one_hot: Tensor, queries: Tensor) -> Tensor:
        """Both in one, (m, n_way): f_theta(x, S)."""
        return self.answer(self.learn(z, one_hot), queries)


@dataclass(frozen=True, slots=True, eq=False)
class NetworkClassifier:
    """A network and what it keeps of a support set. learned: names learner and weights."""

    network: EpisodeNetwork
    kept: tuple[Tensor, ...]
    centre: Tensor
    calibration: Calibration
    n_shot: float
    encoder_hash: str
    learned: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of the encoder's hash, the learner's name and weights, and what is kept."""
        return hash_of(self.encoder_hash, self.learned, *self.kept)

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings; each is answered by itself, whatever stands beside it."""
        z = centred(queries, self.centre)
        with torch.no_grad():
            similarity = torch.cat([self.network.answer(self.kept, part) for part in _parts(z)])
        return self.calibration.apply(similarity, self.n_shot)


def _parts(z: Tensor) -> Sequence[Tensor]:
    """Some at a time, for memory's sake; all at once in a graph that is to take any number of them."""
    return (z,) if torch.compiler.is_exporting() else torch.split(z, AT_ONCE)


@dataclass(frozen=True, slots=True, eq=False)
class NetworkLearner:
    """Reads the support set by a meta-trained network. max_way: classes it was trained for, if limited."""

    network: EpisodeNetwork
    centre: Tensor
    calibration: Calibration
    encoder_hash: str
    weights_sha256: str
    name: str
    max_way: int | None = None

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, NetworkClassifier]:
        """One pass; what it yields is the leave-one-out fit. Raises SupportError above `max_way` classes."""
        n_way = support.n_way
        if self.max_way is not None and n_way > self.max_way:
            raise SupportError(
                Message(
                    "there are {n} classes; {learner} can tell {most} apart at the most. "
                    "Choose another learner, or fewer classes",
                    n=n_way,
                    learner=self.name,
                    most=self.max_way,
                )
            )
        z, labels = centred(support.embeddings, self.centre), support.labels

        def held_out(z: Tensor, labels: Tensor) -> Tensor:
            with torch.no_grad():
                return held_out_by_folds(self.network, z, labels, n_way)

        if report:
            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        with torch.no_grad():
            kept = self.network.learn(z, F.one_hot(labels, n_way).to(z.dtype))
        n_shot = effective_shots(support.shots())
        learned = f"{self.name} {self.weights_sha256}"
        return NetworkClassifier(
            self.network, kept, self.centre, self.calibration, n_shot, self.encoder_hash, learned
        )


def held_out_by_folds(network: nn.Module, z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n, n_way): each picture's similarities, made without it and one picture of each other class.

    A class of one picture is never left out; its own row is 0.
    """
    one_hot = F.one_hot(labels, n_way)
    place = (one_hot.cumsum(0) - 1).gather(1, labels[:, None])[:, 0]
    several = one_hot.sum(0)[labels] > 1
    similarity = torch.zeros(len(z), n_way, device=z.device)
    for fold in range(int(place.max()) + 1):
        out = (place == fold) & several
        if bool(out.any()):
            similarity[out] = network(z[~out], one_hot[~out].to(z.dtype), z[out])
    return similarity


def class_means(z: Tensor, one_hot: Tensor) -> tuple[Tensor, Tensor]:
    """(n_way, d), (n_way,): the mean of each class's vectors, not at unit length, and how many there are."""
    counts = one_hot.sum(0)
    return one_hot.T @ z / counts[:, None], counts


def put_in(network: nn.Module, weights: MetaWeights, device: torch.device) -> None:
    """Give a network its weights, for use alone. Raises KeyError where a tensor lacks or does not fit."""
    try:
        network.load_state_dict(dict(weights.tensors))
    except RuntimeError as error:
        raise KeyError(f"the weights do not fit: {error}") from error
    network.eval().requires_grad_(False).to(device)
