"""The answer that stands for each picture: a person's label, or else what the app proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handful.export.labels_csv import Source
from handful.message import Message
from handful.project.document import UNKNOWN, Picture, Prediction, Project

Wanted = Literal["all", "person"]
"""Whose answers: a person's labels and, where there is none, what the app proposes (all); or a person's."""

LeftOut = tuple[str, str]  # path, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`class_id` UNKNOWN and `class_name` None: "none of these classes".

    confidence and score (the raw similarity to the class) are the app's, and model_hash names the classifier
    they came from; None where a person decided otherwise, or alone.
    """

    picture_id: int
    path: str
    class_id: int
    class_name: str | None
    source: Source
    confidence: float | None = None
    score: float | None = None
    model_hash: str | None = None


def answers_of(project: Project, wanted: Wanted = "all") -> tuple[tuple[Answer, ...], tuple[LeftOut, ...]]:
    """The answers in document order, and the pictures without one, each with the reason."""
    names = {c.id: c.name for c in project.classes}
    answers: list[Answer] = []
    left_out: list[LeftOut] = []
    for picture in project.pictures.values():
        facts, prediction = project.facts.get(picture.id), project.predictions.get(picture.id)
        error = facts.error if facts else None
        if picture.label is not None:
            answers.append(_answer(picture, picture.label, names, prediction, "person"))
        elif error is not None:
            left_out.append((picture.path, error))
        elif prediction is None:
            left_out.append((picture.path, Message("it has no label, and nothing is proposed")))
        elif wanted == "person":
            left_out.append((picture.path, Message("no person has labelled it")))
        else:
            answers.append(_answer(picture, _proposed(prediction), names, prediction, "model"))
    return tuple(answers), tuple(left_out)


def _proposed(prediction: Prediction) -> int:
    return UNKNOWN if prediction.unknown else prediction.class_id


def _answer(
    picture: Picture, class_id: int, names: dict[int, str], prediction: Prediction | None, source: Source
) -> Answer:
    agreed = prediction if prediction is not None and _proposed(prediction) == class_id else None
    scores = dict(zip(agreed.class_ids, agreed.similarities, strict=True)) if agreed else {}
    return Answer(
        picture_id=picture.id,
        path=picture.path,
        class_id=class_id,
        class_name=names.get(class_id),
        source=source,
        confidence=agreed.confidence if agreed else None,
        score=scores.get(class_id),
        model_hash=agreed.model_hash if agreed else None,
    )
