"""The learner that chooses a learner: by leave-one-out on the support set, or by what validation classes say.

Candidates are inductive learners. For the number of shots and ways at hand, validation classes prefer one; it
stays with that one unless the support set speaks clearly for another: with a handful of pictures the
difference of two leave-one-out losses is mostly chance.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.calibration import effective_shots
from handful.fewshot.learner import AdaptedClassifier, AdaptStep, Learner, Scores, adapt_fully
from handful.fewshot.learner_list import AUTO
from handful.fewshot.outlook import Curves
from handful.fewshot.support import SupportSet

MAX_CANDIDATES: Final = 4
MAX_FOLDS: Final = 10
CLEARLY: Final = 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The name of the learner that was taken, and why, in words for people."""

    learner: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class ChosenClassifier:
    """What the chosen learner adapted to, and the choice."""

    classifier: AdaptedClassifier
    choice: Choice

    @property
    def model_hash(self) -> str:
        """That of the chosen classifier: the same answers have the same hash, whoever chose."""
        return self.classifier.model_hash

    def classify(self, queries: Tensor) -> Scores:
        """queries: (n, d) float32 embeddings, as the encoder gives them."""
        return self.classifier.classify(queries)


@dataclass(frozen=True, slots=True, eq=False)
class Auto:
    """candidates: at least one. curves: of each, by name, what validation classes say of it.

    Only the `MAX_CANDIDATES` that validation classes prefer are tried.
    """

    candidates: tuple[Learner, ...]
    curves: Mapping[str, Curves]
    name: str = AUTO

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, ChosenClassifier]:
        """Leave pictures out and choose, a step a candidate and fold; then the steps of the chosen one."""
        candidates = self.preferred_first(effective_shots(support.shots()), support.n_way)
        if int(support.shots().max()) < 2 or len(candidates) < 2:
            first = candidates[0]
            why = "validation classes prefer it, and one picture a class leaves none to try it on"
            classifier = yield from first.adapt(support, report=report)
            return ChosenClassifier(classifier, Choice(first.name, why))
        losses = yield from self._held_out(candidates, support)
        chosen, choice = _choose(candidates, losses)
        classifier = yield from chosen.adapt(support, report=report)
        return ChosenClassifier(classifier, choice)

    def preferred_first(self, n_shot: float, n_way: int) -> tuple[Learner, ...]:
        """Those with the lowest error on validation classes; among equals the order stays."""

        def error(learner: Learner) -> float:
            return self.curves[learner.name].at(0.0, n_shot, n_way).wrong

        return tuple(sorted(self.candidates, key=error)[:MAX_CANDIDATES])

    @staticmethod
    def _held_out(candidates: Sequence[Learner], support: SupportSet) -> Generator[AdaptStep, None, Tensor]:
        """(n_candidates, n_held_out): the loss on each held-out picture, in nats.

        One of each class is held out at a time; a class of one picture is only a rival to the others.
        """
        splits = list(folds(support))
        losses: list[Tensor] = []
        for candidate in candidates:
            mine: list[Tensor] = []
            right: list[Tensor] = []
            for rest, queries, labels in splits:
                loss, is_right = tried(candidate, rest, queries, labels)
                mine.append(loss)
                right.append(is_right)
                step, total = len(losses) * len(splits) + len(mine), len(candidates) * len(splits)
                accuracy = float(torch.cat(right).float().mean())
                yield AdaptStep(step, total, float(torch.cat(mine).mean()), accuracy, "iteration")
            losses.append(torch.cat(mine))
        return torch.stack(losses)


def _choose(candidates: Sequence[Learner], losses: Tensor) -> tuple[Learner, Choice]:
    first, n = candidates[0], losses.shape[1]
    lead = losses[0] - losses
    clear = lead.mean(1) / (lead.std(1) / math.sqrt(n)).clamp(min=1e-9)
    best = int(clear.argmax())
    if float(clear[best]) <= CLEARLY:
        why = f"validation classes prefer it, and no other is clearly better on {n} pictures left out"
        return first, Choice(first.name, why)
    taken, means = candidates[best], losses.mean(1).tolist()
    why = f"its loss on {n} pictures left out is {means[best]:.2f}; that of {first.name} is {means[0]:.2f}"
    return taken, Choice(taken.name, why)


def folds(support: SupportSet) -> Iterator[tuple[SupportSet, Tensor, Tensor]]:
    """The support set without the first, second, ... picture of each class; those; their labels."""
    one_hot = F.one_hot(support.labels, support.n_way)
    place = (one_hot.cumsum(0) - 1).gather(1, support.labels[:, None])[:, 0]
    several = support.shots()[support.labels] > 1
    for fold in range(min(int(support.shots().max()), MAX_FOLDS)):
        out = (place == fold) & several
        rest = SupportSet(support.embeddings[~out], support.labels[~out], support.class_names)
        yield rest, support.embeddings[out], support.labels[out]


def tried(learner: Learner, support: SupportSet, queries: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Of each query -log p(its class | one of the classes), in nats, and if it was right; both (n,)."""
    p = adapt_fully(learner, support).classify(queries).probability
    loss = F.nll_loss((p / p.sum(1, keepdim=True)).clamp(min=1e-12).log(), labels, reduction="none")
    return loss, p.argmax(1) == labels
