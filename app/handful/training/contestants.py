"""What takes part in the benchmark: one method answers one episode, and it is timed.

Every method of a table gets the same episode objects, so that no two of them can meet different ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

from handful.fewshot.learner import Learner, Scores, adapt_fully
from handful.fewshot.learner_list import LEARNERS
from handful.fewshot.support import SupportSet
from handful.fewshot.unknown import Detector, KnownOrUnknown
from handful.training.episodes import Episode


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What a method said of an episode's queries.

    answers: (n_queries,) int64. scores: calibrated, where the method has such. adapt_ms: from the support set
    to the classifier; classify_ms: all queries of the episode.
    """

    answers: Tensor
    scores: Scores | None
    adapt_ms: float
    classify_ms: float


class Contestant(Protocol):
    """A method under a name. Transductive ones look at all queries of an episode together."""

    @property
    def name(self) -> str:
        """As the tables show it."""

    @property
    def transductive(self) -> bool:
        """Whether the answer to a query depends on the other queries."""

    @property
    def iterates(self) -> bool:
        """Whether it adapts by an inner loop, and is measured on fewer episodes for it."""

    def answer(self, episode: Episode) -> Answered:
        """Adapt to the support set and answer the queries."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnLearner:
    """A learner of Handful; all of them are inductive.

    detect: what tells pictures of no class, where that was fitted. It is not timed: others do not tell it.
    """

    learner: Learner
    detect: Callable[[SupportSet], Detector] | None = None
    transductive: bool = False

    @property
    def name(self) -> str:
        """The learner's name."""
        return self.learner.name

    @property
    def iterates(self) -> bool:
        """Whether the list of learners says so."""
        return LEARNERS[self.name].iterates

    def answer(self, episode: Episode) -> Answered:
        """The class of the highest similarity, whether or not the picture was called unknown."""
        began = time.perf_counter()
        classifier = adapt_fully(self.learner, episode.support)
        adapted = time.perf_counter()
        scores = classifier.classify(episode.queries)
        ended = time.perf_counter()
        if self.detect is not None and bool((episode.query_labels >= episode.support.n_way).any()):
            scores = KnownOrUnknown(classifier, self.detect(episode.support)).classify(episode.queries)
        answers = scores.similarity.argmax(dim=1)
        return Answered(answers, scores, 1000 * (adapted - began), 1000 * (ended - adapted))
