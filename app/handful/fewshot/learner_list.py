"""Which learners there are, in words for people. Free of torch: window and command line read it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from handful.message import Message


@dataclass(frozen=True, slots=True)
class LearnerInfo:
    """A learner on offer: its name, its title, and one sentence on what it does and when to take it.

    iterates: whether it adapts by an inner loop, step by step, and takes its time for it. max_way: the
    most classes that it can tell apart, None for any number.
    """

    name: str
    title: str
    summary: str
    iterates: bool = False
    max_way: int | None = None


DEFAULT_LEARNER: Final = "ridge"
AUTO: Final = "auto"

LEARNERS: Final[dict[str, LearnerInfo]] = {
    info.name: info
    for info in (
        LearnerInfo(
            "prototypes",
            Message("Prototypes"),
            Message("Compares each picture with the mean of every class's examples."),
        ),
        LearnerInfo(
            "matching",
            Message("Matching"),
            Message(
                "Compares each picture with every single example; good where a class comes in several looks."
            ),
        ),
        LearnerInfo(
            "ridge",
            Message("Ridge regression"),
            Message(
                "Blends the prototypes with a regression that finds what tells similar classes apart; "
                "good for most tasks."
            ),
        ),
        LearnerInfo(
            "finetune",
            Message("Fine-tuning"),
            Message("Starts as the prototypes and trains on the examples, step by step."),
            iterates=True,
        ),
        LearnerInfo(
            "relation",
            Message("Relation"),
            Message(
                "Compares as it learned to on many small tasks; good where some classes have fewer examples."
            ),
        ),
        LearnerInfo(
            "memory",
            Message("Memory"),
            Message(
                "Writes every example into a memory and reads it by attention; for many classes and examples."
            ),
        ),
        LearnerInfo(
            "in-context",
            Message("In context"),
            Message(
                "Reads all examples together, as it learned to on many small tasks; for up to 32 classes."
            ),
            max_way=32,
        ),
        LearnerInfo(
            "maml",
            Message("MAML"),
            Message(
                "Has learned a start from which a few steps go far, and weighs what tells the examples apart."
            ),
            iterates=True,
        ),
        LearnerInfo(
            "anil",
            Message("ANIL"),
            Message(
                "As MAML, but only its last layer takes steps; quicker, and steady with very few examples."
            ),
            iterates=True,
        ),
        LearnerInfo(
            "meta-sgd",
            Message("Meta-SGD"),
            Message("As MAML, and has learned as well how far each of its numbers may move."),
            iterates=True,
        ),
        LearnerInfo(
            AUTO,
            Message("Automatic"),
            Message("Tries the learners on your own examples, takes the one that does best, and says why."),
            iterates=True,
        ),
    )
}

FITTED: Final = tuple(name for name in LEARNERS if name != AUTO)
"""Those that have settings and a calibration of their own; `auto` chooses among them."""


def can_tell_apart(name: str, n_way: int) -> bool:
    """Whether a learner takes so many classes; one that is not on offer is taken for one that does."""
    limit = LEARNERS[name].max_way if name in LEARNERS else None
    return limit is None or n_way <= limit
