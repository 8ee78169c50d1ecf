"""A linear head on centred, unit-length embeddings: what several learners adapt to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.learner import Scores

_LEAST_LENGTH: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class LinearHead:
    """One vector and one number a class. weights: (n_way, d), bias: (n_way,), centre: (d,), all float32.

    n_shot: effective pictures a class, for the calibration. learner: the name of the one that made it.
    """

    weights: Tensor
    bias: Tensor
    centre: Tensor
    calibration: Calibration
    n_shot: float
    encoder_hash: str
    learner: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of the encoder's hash, the learner's name, the weights and the bias."""
        return hash_of(self.encoder_hash, self.learner, self.weights, self.bias)

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings -> w_c . z + b_c for each class, and what it means."""
        similarity = torch.addmm(self.bias, centred(queries, self.centre), self.weights.T)
        return self.calibration.apply(similarity, self.n_shot)


def centred(embeddings: Tensor, centre: Tensor) -> Tensor:
    """(n, d) -> (n, d), the base mean taken off and each row at unit length (CL2N, SimpleShot 2019)."""
    return unit(embeddings - centre)


def unit(rows: Tensor) -> Tensor:
    """(n, d) -> (n, d), each row at unit length; what `F.normalize` does, in a third of its time."""
    lengths: Tensor = torch.linalg.vector_norm(rows, dim=1, keepdim=True)
    return rows / lengths.clamp(min=_LEAST_LENGTH)


def hash_of(encoder_hash: str, learner: str, *tensors: Tensor) -> str:
    """SHA-256, hex, of an encoder, a learner's name and what it adapted to."""
    digest = hashlib.sha256(encoder_hash.encode() + learner.encode())
    for tensor in tensors:
        digest.update(tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()
