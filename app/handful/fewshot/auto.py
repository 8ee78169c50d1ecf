"""The learner that chooses a learner: by leave-one-out on the support set, or by what validation classes say.

Candidates are inductive learners. With a handful of pictures the difference of two leave-one-out losses is
mostly chance, so it is weighed against what validation classes of several domains say.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
import torch.nn.functional as F
from torch import Tensor

from handful.fewshot.learner import AdaptedClassifier, AdaptStep, Learner, Scores, adapt_fully
from handful.fewshot.learner_list import AUTO, LEARNERS, can_tell_apart
from handful.fewshot.support import SupportSet
from handful.message import Message

MAX_CANDIDATES: Final = 4
MAX_FOLDS: Final = 10
PRIOR_PICTURES: Final = 5.0


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


@dataclass(frozen=True, slots=True)
class ValidationLoss:
    """What validation classes say of a learner: its loss in nats with one picture a class, and with more."""

    one_shot: float
    several: float

    @classmethod
    def from_json(cls, tried: Sequence[dict[str, Any]]) -> ValidationLoss:
        """From `tried` of a learner's card, by the settings taken; raises KeyError, TypeError, ValueError."""
        losses = min(tried, key=lambda each: float(each["loss"]))["losses"]
        single = [float(loss) for kind, loss in losses.items() if kind.endswith(" 1-shot")]
        several = [float(loss) for kind, loss in losses.items() if not kind.endswith(" 1-shot")]
        if not single or not several:
            raise ValueError("losses of one and of several shots are needed")
        return cls(sum(single) / len(single), sum(several) / len(several))


@dataclass(frozen=True, slots=True, eq=False)
class Auto:
    """candidates: at least one. validation: of each, by name.

    Only the `MAX_CANDIDATES` that validation classes prefer are tried. Taken is the one with the lowest

        n * (its loss on the n pictures left out) + PRIOR_PICTURES * (its loss on validation classes).
    """

    candidates: tuple[Learner, ...]
    validation: Mapping[str, ValidationLoss]
    name: str = AUTO

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, ChosenClassifier]:
        """Leave pictures out and choose, a step a candidate and fold; then the steps of the chosen one."""
        single = int(support.shots().max()) < 2
        candidates = self.preferred_first(single=single, n_way=support.n_way)
        if single or len(candidates) < 2:
            choice = Choice(
                candidates[0].name, Message("validation classes prefer it; there is none to leave out")
            )
            classifier = yield from candidates[0].adapt(support, report=report)
            return ChosenClassifier(classifier, choice)
        losses = yield from self._held_out(candidates, support)
        chosen, choice = self._choose(candidates, losses)
        classifier = yield from chosen.adapt(support, report=report)
        return ChosenClassifier(classifier, choice)

    def preferred_first(self, *, single: bool, n_way: int) -> tuple[Learner, ...]:
        """Those that take so many classes, the lowest loss on validation classes first; ties stay put."""

        def loss(learner: Learner) -> float:
            of = self.validation[learner.name]
            return of.one_shot if single else of.several

        able = [each for each in self.candidates if can_tell_apart(each.name, n_way)]
        return tuple(sorted(able, key=loss)[:MAX_CANDIDATES])

    def _choose(self, candidates: Sequence[Learner], losses: Tensor) -> tuple[Learner, Choice]:
        n, means = losses.shape[1], losses.mean(1).tolist()
        prior = [self.validation[each.name].several for each in candidates]
        both = [n * mean + PRIOR_PICTURES * loss for mean, loss in zip(means, prior, strict=True)]
        best = both.index(min(both))
        if best == 0:
            why = Message("validation classes prefer it, and {n} pictures left out do not say otherwise", n=n)
            return candidates[0], Choice(candidates[0].name, why)
        why = Message(
            "its loss on {n} pictures left out is {loss:.2f}; that of {other} is {other_loss:.2f}",
            n=n,
            loss=means[best],
            other=_title(candidates[0].name),
            other_loss=means[0],
        )
        return candidates[best], Choice(candidates[best].name, why)

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


def _title(name: str) -> str:
    return LEARNERS[name].title if name in LEARNERS else name


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
