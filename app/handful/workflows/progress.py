"""What workflows yield and return: frozen values that a window can hold without torch being imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from handful.message import Message
from handful.project.document import Facts, Prediction
from handful.project.edits import NewPicture

EmbeddingKind = Literal["support", "query"]


class WorkflowError(ValueError):
    """What was asked for cannot be done; the message says why and what to do."""


NOT_WRITTEN: Final = Message("{name} was not written: {reason}. Choose another place")


@dataclass(frozen=True, slots=True)
class LoadingStep:
    """The engine is being loaded; `what` names the part in a few words."""

    what: str


@dataclass(frozen=True, slots=True)
class EngineReady:
    """Names for people: the device, why it was chosen, and which encoder was loaded."""

    device: str
    device_reason: str
    encoder: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Pictures to add, in the order they were found; their content hashes stand at the same positions."""

    pictures: tuple[NewPicture, ...]
    content_hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searching:
    """A drop is still being looked through, and nothing new was found lately."""


@dataclass(frozen=True, slots=True)
class TakeInSummary:
    """What a drop came to: how many were new, and which were left out, each with its reason."""

    added: int
    duplicates: tuple[tuple[str, str], ...]  # path, path of the picture it equals
    skipped: tuple[tuple[str, str], ...]  # path, reason


@dataclass(frozen=True, slots=True)
class EmbeddingStep:
    """How many of the pictures of this kind are embedded, and what was learned of them on the way."""

    kind: EmbeddingKind
    done: int
    total: int
    facts: Mapping[int, Facts]


@dataclass(frozen=True, slots=True)
class AdaptationStep:
    """A step of the adaptation: `unit` is an iteration, or examples per class of a leave-one-out fit."""

    step: int
    total: int
    loss: float
    support_accuracy: float
    unit: Literal["iteration", "shot"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect where `stranger_share` of the pictures show none of the classes.

    Fractions, on simulated tasks of validation classes with as many classes and examples: of pictures of the
    classes, those `answered`; of these answers, the `wrong` ones; of strangers, those `caught`. Then counts,
    on the examples themselves, each left out in turn: `own_answered` of `own_total`, `own_wrong` of these by
    the nearest class mean; and `own_caught` of `own_strangers` with their whole class left out. 0 of 0 where
    every class has one example.
    """

    stranger_share: float
    answered: float
    wrong: float
    caught: float
    own_answered: int
    own_wrong: int
    own_total: int
    own_caught: int
    own_strangers: int


@dataclass(frozen=True, slots=True)
class Adapted:
    """The classifier is there. `left_out` names classes without a readable picture.

    chosen, reason: the learner that an automatic choice fell on, and why; empty where none chose.
    """

    n_support: int
    n_way: int
    milliseconds: float
    left_out: tuple[str, ...]
    chosen: str = ""
    reason: str = ""
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Classified:
    """Predictions by picture id. `encoded` is how many of them had to go through the encoder just now."""

    predictions: Mapping[int, Prediction]
    encoded: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a classification."""

    classified: int
    unreadable: int
    encoded: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Raster:
    """A decoded picture as plain bytes: `rgb` holds height * width * 3 of them."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Nearest:
    """A support picture and its cosine similarity to the picture looked at."""

    picture_id: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A picture that is worth labelling next. class_ids: those that the reason names.

    typical: of a group without a label; names none. close: between two classes. variety: unlike what is
    labelled of its class so far.
    """

    picture_id: int
    reason: Literal["typical", "close", "variety"]
    class_ids: tuple[int, ...] = ()
