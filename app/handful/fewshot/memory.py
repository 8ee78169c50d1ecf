"""The learner with an external memory: a store of keys and labels, written to and read by attention.

Writing, adding a class and forgetting one change the store and never a weight. External memory of a network:
Santoro 2016 (MANN); keys that are remembered for life, rare events among them: Kaiser 2017; a memory that is
read by content and grows with what is new: Ramalho and Garnelo 2019 (APL).
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.calibration import Calibration, harmonic_mean
from handful.fewshot.episode_network import held_out_by_folds
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.leave_one_out import leave_one_out
from handful.fewshot.linear_head import hash_of
from handful.fewshot.support import SupportError, SupportSet


class MemoryReader(nn.Module):
    """What is meta-learned: how an embedding e becomes a key, how strong its slot is, how sharp reading is.

        z = e - centre,   k = z / |z|,   s = |z|^strength
        kappa(a, b) = (exp(beta <a, b>) - 1) / (exp(beta) - 1),   beta = exp(sharpness)
        own_c = sum_{i, j in c} s_i s_j kappa(k_i, k_j)
        attention_c(x) = sum_{i in c} s_i kappa(k, k_i) / sqrt(own_c)
        similarity_c(x) = (1 + slope . a_c) attention_c(x) + offset . a_c,   a_c = (|mean of k_i|, log n_c)

    The attention of key-value memories, exp(beta <k, k_i>), less what an unrelated key at a right angle gets,
    and divided by what the class gives itself: else a class would win by being written to often. As beta
    goes to 0 it is the cosine to the class mean. A key is the embedding itself: projections of it, learned on
    base classes, lost 0.3 to 2 points on validation classes, and a learned power of its numbers, which gained
    0.5 there, lost 3.6 on groceries.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(0.0))
        self.strength = nn.Parameter(torch.tensor(0.0))
        self.slope = nn.Parameter(torch.zeros(2))
        self.offset = nn.Parameter(torch.zeros(2))

    def keys(self, z: Tensor) -> Tensor:
        """(n, d) centred embeddings -> (n, d) keys at unit length; a query becomes a key likewise."""
        return F.normalize(z, dim=1)

    def strengths(self, z: Tensor) -> Tensor:
        """(n,): how much each slot counts."""
        strengths: Tensor = z.norm(dim=1).clamp(min=1e-6) ** self.strength
        return strengths

    def attention(self, a: Tensor, b: Tensor) -> Tensor:
        """(n, d) and (m, d) keys -> (n, m), kappa: 1 for the same key, 0 at a right angle."""
        beta = self.sharpness.exp()
        return torch.expm1(beta * (a @ b.T)) / torch.expm1(beta)

    def similarity(self, attention: Tensor, keys: Tensor) -> Tensor:
        """(m,) attention to a class -> (m,). keys: (n, d), the class's."""
        n = max(1, len(keys))
        about = torch.stack([keys.sum(0).norm() / n, keys.new_tensor(math.log(n) / 3)])
        return (1 + self.slope @ about) * attention + self.offset @ about

    def forward(self, z: Tensor, one_hot: Tensor, queries: Tensor) -> Tensor:
        """(m, n_way): write a support set and read it. z, queries: centred, not at unit length."""
        memory = ExternalMemory(self, z.new_zeros(z.shape[1]))
        labels = one_hot.argmax(1)
        for c in range(one_hot.shape[1]):
            memory.write(z[labels == c], str(c))
        return memory.read(queries)


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """Those of one class. keys: (n, d), strengths: (n,), own: (), the double sum over the class."""

    keys: Tensor
    strengths: Tensor
    own: Tensor


class ExternalMemory:
    """A store that is written to one embedding or many at a time. centre: (d,) float32."""

    def __init__(self, reader: MemoryReader, centre: Tensor) -> None:
        self._reader = reader
        self._centre = centre
        self._slots: dict[str, Slots] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, in the order in which they were added: the columns of `read`."""
        return tuple(self._slots)

    def counts(self) -> Tensor:
        """(n_classes,) int64: slots of each class."""
        return torch.tensor(self.sizes())

    def sizes(self) -> list[int]:
        """The same as plain numbers."""
        return [len(slots.keys) for slots in self._slots.values()]

    def add_class(self, label: str) -> None:
        """A class of no slot yet, the same to every query. Raises SupportError where the label is taken."""
        if label in self._slots:
            raise SupportError(f"the memory has a class '{label}' already; write to it, or forget it first")
        centre = self._centre
        self._slots[label] = Slots(
            centre.new_empty(0, len(centre)), centre.new_empty(0), centre.new_zeros(())
        )

    def write(self, embeddings: Tensor, label: str) -> None:
        """Keep (n, d) embeddings, or one (d,), as the encoder gives them; a new label is a new class.

        Raises SupportError where a value is not finite, or the length is another than the memory's.
        """
        z = embeddings if embeddings.ndim == 2 else embeddings[None]
        if z.shape[1] != len(self._centre) or not bool(torch.isfinite(z).all()):
            raise SupportError(
                f"what is written to '{label}' must be finite and of length {len(self._centre)}"
            )
        if label not in self._slots:
            self.add_class(label)
        old = self._slots[label]
        keys, strengths = self._reader.keys(z - self._centre), self._reader.strengths(z - self._centre)
        among_new = strengths @ self._reader.attention(keys, keys) @ strengths
        with_old = strengths @ self._reader.attention(keys, old.keys) @ old.strengths
        self._slots[label] = Slots(
            torch.cat([old.keys, keys]),
            torch.cat([old.strengths, strengths]),
            old.own + among_new + 2 * with_old,
        )

    def forget(self, label: str) -> None:
        """Remove a class and its slots. Raises SupportError where there is none of that label."""
        if label not in self._slots:
            raise SupportError(
                f"the memory has no class '{label}'; it has {', '.join(self._slots) or 'none'}"
            )
        del self._slots[label]

    def read(self, queries: Tensor) -> Tensor:
        """(m, d) embeddings -> (m, n_classes) similarities. Raises SupportError where nothing was written."""
        if not self._slots:
            raise SupportError("the memory is empty; write a picture of a class to it first")
        keys = self._reader.keys(queries - self._centre)
        return torch.stack([self._read_class(keys, slots) for slots in self._slots.values()], dim=1)

    def stored(self) -> StoredMemory:
        """All of it as it is now."""
        return StoredMemory(self._reader, self._centre, self.labels, tuple(self._slots.values()))

    def tensors(self) -> list[Tensor]:
        """All that is stored, class after class."""
        return [tensor for slots in self._slots.values() for tensor in (slots.keys, slots.strengths)]

    def _read_class(self, keys: Tensor, slots: Slots) -> Tensor:
        seen = self._reader.attention(keys, slots.keys) @ slots.strengths
        return self._reader.similarity(seen / slots.own.clamp(min=1e-12).sqrt(), slots.keys)


@dataclass(frozen=True, slots=True, eq=False)
class StoredMemory:
    """A memory as a value: the slots of each label, in the order of `ExternalMemory.labels`."""

    reader: MemoryReader
    centre: Tensor
    labels: tuple[str, ...]
    slots: tuple[Slots, ...]

    def restored(self) -> ExternalMemory:
        """The memory. Raises ValueError where labels and slots are not equally many."""
        memory = ExternalMemory(self.reader, self.centre)
        memory._slots = dict(zip(self.labels, self.slots, strict=True))
        return memory


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedMemory:
    """A memory that was written to; reading does not change it. learned: names learner and weights."""

    memory: ExternalMemory
    calibration: Calibration
    encoder_hash: str
    learned: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of the encoder's hash, the reader's weights, and all slots under their labels."""
        named = f"{self.learned} {self.memory.labels} {self.memory.counts().tolist()}"
        return hash_of(self.encoder_hash, named, *self.memory.tensors())

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings -> similarity to each class in the memory, and what it means."""
        with torch.no_grad():
            similarity = self.memory.read(queries)
        n_shot = harmonic_mean([max(1, size) for size in self.memory.sizes()])
        return self.calibration.apply(similarity, n_shot)


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Writes the support set to an empty memory."""

    reader: MemoryReader
    centre: Tensor
    calibration: Calibration
    encoder_hash: str
    weights_sha256: str
    name: str = "memory"

    def adapt(self, support: SupportSet, *, report: bool = True) -> Generator[AdaptStep, None, AdaptedMemory]:
        """Class by class; what it yields is the leave-one-out fit."""
        if len(set(support.class_names)) < support.n_way:
            raise SupportError("two classes have the same name; a memory keeps its slots by name")
        if report:
            z, labels, n_way = support.embeddings - self.centre, support.labels, support.n_way

            def held_out(z: Tensor, labels: Tensor) -> Tensor:
                with torch.no_grad():
                    return held_out_by_folds(self.reader, z, labels, n_way)

            yield from leave_one_out(z, labels, n_way, held_out, self.calibration)
        memory = ExternalMemory(self.reader, self.centre)
        with torch.no_grad():
            for c, class_name in enumerate(support.class_names):
                memory.write(support.embeddings[support.labels == c], class_name)
        return AdaptedMemory(
            memory, self.calibration, self.encoder_hash, f"{self.name} {self.weights_sha256}"
        )
