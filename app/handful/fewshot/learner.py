"""What every learner is: theta' = g_phi(theta, S), from a support set to an adapted classifier."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal, Protocol

from torch import Tensor

from handful.fewshot.support import SupportSet


@dataclass(frozen=True, slots=True)
class AdaptStep:
    """Progress of an adaptation.

    `unit` says what a step is: an iteration of the inner loop, or, for learners with a closed form, how
    many support pictures of each class the leave-one-out fit used. `loss` is in nats, `support_accuracy` a
    fraction.
    """

    step: int
    total: int
    loss: float
    support_accuracy: float
    unit: Literal["iteration", "shot"] = "iteration"


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What an adapted classifier says of n queries.

    similarity: (n, n_way) float32, raw. probability: (n, n_way) float32, calibrated; a row and its p_unknown
    sum to 1. p_unknown: (n,) float32. unknown: (n,) bool, "none of these classes".
    """

    similarity: Tensor
    probability: Tensor
    p_unknown: Tensor
    unknown: Tensor


class AdaptedClassifier(Protocol):
    """Scores queries and is never changed by it. `model_hash` names encoder, learner and support together."""

    @property
    def model_hash(self) -> str:
        """SHA-256, hex."""

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings, as the encoder gives them."""


class Learner(Protocol):
    """Turns a support set into a classifier, reporting how it goes; each yield is a cancel point."""

    @property
    def name(self) -> str:
        """The name that the app, the command line and the benchmark use."""

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedClassifier]:
        """Yield progress and return the classifier; closed before its end, nothing is half-adapted.

        Without `report` the classifier is the same, and what is only for looking at is not computed.
        """


def adapt_fully(learner: Learner, support: SupportSet) -> AdaptedClassifier:
    """Adapt without looking at the progress."""
    progress = learner.adapt(support, report=False)
    while True:
        try:
            next(progress)
        except StopIteration as outcome:
            classifier: AdaptedClassifier = outcome.value
            return classifier
