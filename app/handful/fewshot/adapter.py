"""A network over frozen embeddings, and its adaptation: what `maml`, `anil` and `meta-sgd` are in the app.

The body is a gain and a shift for each number of an embedding (FiLM, Perez 2018), as CNAPs (Requeima 2019)
adapts an encoder by: few parameters, because a larger body that was meta-trained on the encoder's own base
classes knows new classes worse. It starts as the identity and with it the whole as `prototypes`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import Calibration, effective_shots
from handful.fewshot.inner_loop import Meta, Params, Update, descended, descending
from handful.fewshot.learner import AdaptStep, Scores
from handful.fewshot.linear_head import centred, hash_of
from handful.fewshot.support import SupportSet

FIRST_RATES: Final = {"gain": 1.0, "shift": 0.003, "head": 0.1}
FIRST_SCALE: Final = 10.0


class Adapter:
    """f(z) = normalise((1 + gain) z + shift); logits = scale cos(w_c, f(z)), Baseline++'s head (Chen 2019).

    z: (n, d), centred and at unit length. gain, shift: (d,); head: (n_way, d), the w_c; log_scale: ().
    """

    def start(self, body: Params, inputs: Tensor, one_hot: Tensor) -> Params:
        """w_c = the mean of f over the support pictures of class c, at unit length."""
        means = (one_hot / one_hot.sum(0)).T @ features(body, inputs)
        return {**body, "head": F.normalize(means, dim=1)}

    def logits(self, params: Params, inputs: Tensor) -> Tensor:
        """(n, n_way) float32."""
        return params["log_scale"].exp() * similarity(params, inputs)


def features(params: Params, z: Tensor) -> Tensor:
    """f(z): (n, d), at unit length."""
    return F.normalize((1 + params["gain"]) * z + params["shift"], dim=1)


def similarity(params: Params, z: Tensor) -> Tensor:
    """(n, n_way): cos(w_c, f(z))."""
    return features(params, z) @ F.normalize(params["head"], dim=1).T


def first_meta(d: int, adapts: tuple[str, ...], *, per_parameter: bool = False) -> Meta:
    """Where meta-training begins: the identity. adapts: what the inner loop moves, of gain, shift and head.

    per_parameter: a rate for each of the d numbers, for the head shared by all classes; else one for all.
    """
    body = {
        "gain": torch.zeros(d),
        "shift": torch.zeros(d),
        "log_scale": torch.tensor(FIRST_SCALE).log(),
    }
    shape = (d,) if per_parameter else ()
    return Meta(body, {name: torch.full(shape, FIRST_RATES[name]) for name in adapts})


def to_tensors(meta: Meta) -> dict[str, Tensor]:
    """As they are saved: `body.NAME` and `rates.NAME`."""
    parts = {"body": meta.body, "rates": meta.rates}
    return {f"{part}.{name}": t for part, params in parts.items() for name, t in params.items()}


def from_tensors(tensors: Mapping[str, Tensor]) -> Meta:
    """The inverse of `to_tensors`; raises KeyError for a name that is neither, or for a missing one."""
    parts: dict[str, dict[str, Tensor]] = {"body": {}, "rates": {}}
    for key, tensor in tensors.items():
        part, _, name = key.partition(".")
        parts[part][name] = tensor
    missing = {"gain", "shift", "log_scale"} - set(parts["body"])
    if missing or not parts["rates"]:
        raise KeyError(", ".join(sorted(missing)) or "rates")
    return Meta(parts["body"], parts["rates"])


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedNetwork:
    """The parameters after the inner loop. centre: (d,) float32; see `LinearHead` for the rest."""

    params: Params
    centre: Tensor
    calibration: Calibration
    n_shot: float
    encoder_hash: str
    learner: str

    @property
    def model_hash(self) -> str:
        """SHA-256 of the encoder's hash, the learner's name and all parameters."""
        return hash_of(self.encoder_hash, self.learner, *(self.params[name] for name in sorted(self.params)))

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings -> cos(w_c, f(z)) for each class, and what it means."""
        return self.calibration.apply(similarity(self.params, centred(queries, self.centre)), self.n_shot)


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What all three are given beside what was meta-learned. steps: of the inner loop."""

    steps: int
    centre: Tensor
    calibration: Calibration
    encoder_hash: str


def adapt(
    name: str, update: Update, meta: Meta, setting: Setting, support: SupportSet, *, report: bool
) -> Generator[AdaptStep, None, AdaptedNetwork]:
    """The inner loop from the support set to the classifier; yields before each step unless told not to."""
    z = centred(support.embeddings, setting.centre)
    one_hot = F.one_hot(support.labels, support.n_way).to(z.dtype)
    if report:
        params = yield from descending(Adapter(), update, meta, z, one_hot, steps=setting.steps)
    else:
        params = descended(Adapter(), update, meta, z, one_hot, steps=setting.steps, first_order=True)
    n_shot = effective_shots(support.shots())
    return AdaptedNetwork(params, setting.centre, setting.calibration, n_shot, setting.encoder_hash, name)
