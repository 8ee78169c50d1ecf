"""The support set: the labelled handful that a learner adapts to. Checks it before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from handful.message import Message


class SupportError(ValueError):
    """A support set cannot be used; the message names the class and what it needs."""


@dataclass(frozen=True, slots=True, eq=False)
class SupportSet:
    """Embeddings of the support pictures of one episode.

    embeddings: (n_support, d) float32, as the encoder gives them, averaged over the views of a picture; for a
    learner that trains its network end to end, the (n_support, *shape) inputs of that network themselves.
    labels: (n_support,) int64 in 0 .. n_way - 1. class_names: n_way names, in the order of the labels.
    Raises SupportError where a class is empty, a value is not finite, or the shapes do not fit.
    """

    embeddings: Tensor
    labels: Tensor
    class_names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.class_names:
            raise SupportError(Message("there is no class yet; add a class and a picture of it"))
        if self.embeddings.ndim < 2 or self.labels.shape != self.embeddings.shape[:1]:
            shapes = f"{tuple(self.embeddings.shape)} and {tuple(self.labels.shape)}"
            raise SupportError(f"embeddings and labels are {shapes}; needed are (n, *shape) and (n,)")
        if len(self.labels) and not 0 <= int(self.labels.min()) <= int(self.labels.max()) < self.n_way:
            raise SupportError(f"labels must lie in 0..{self.n_way - 1}, one for each class name")
        for name, count in zip(self.class_names, self.shots().tolist(), strict=True):
            if count == 0:
                raise SupportError(
                    Message("class '{name}' has no readable picture; add at least 1", name=name)
                )
        bad = ~torch.isfinite(self.embeddings).flatten(1).all(dim=1)
        if bool(bad.any()):
            name = self.class_names[int(self.labels[bad][0])]
            raise SupportError(
                Message(
                    "a picture of class '{name}' has an embedding that is not finite; remove it", name=name
                )
            )

    @property
    def n_way(self) -> int:
        """How many classes there are."""
        return len(self.class_names)

    def shots(self) -> Tensor:
        """(n_way,) int64: support pictures of each class."""
        return torch.bincount(self.labels, minlength=self.n_way)
