"""Are there enough examples, and does one of them hurt? By holding out each example in its turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from typing import Final

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.learner import Learner, adapt_fully
from handful.fewshot.linear_head import centred
from handful.fewshot.support import SupportSet
from handful.fewshot.worth import wilson, worth
from handful.project.document import Project
from handful.workflows.embed_project import embed_all
from handful.workflows.engine import Engine
from handful.workflows.insight_values import ClassMeter, Doubt, ExamplesJudged, HeldOutStep, Verdict
from handful.workflows.progress import EmbeddingStep

MAX_HELD_OUT: Final = 20  # of each class, the first ones
MAX_DOUBTS: Final = 12
SHARPNESS: Final = 10.0  # of the softmax in the loss that says what an example is worth
_BETTER_THAN_A_COIN: Final = 0.5
_MOSTLY_RIGHT: Final = 0.75

Answers = dict[int, int]


def judge_examples(
    engine: Engine, project: Project, learner: str
) -> Generator[EmbeddingStep | HeldOutStep, None, ExamplesJudged]:
    """Meters with the project's learner; doubts by the means of the classes, whatever the learner.

    Fewer than two classes with readable examples tell nothing apart: then there is nothing to judge.
    """
    support = [p for p in project.pictures.values() if p.role == "support"]
    embeddings = yield from embed_all(engine, project, support, "support")
    labels_of = {i: project.pictures[i].label or 0 for i in embeddings}
    class_ids = tuple(c.id for c in project.classes if c.id in set(labels_of.values()))
    if len(class_ids) < 2:
        return ExamplesJudged(support_revision=project.support_revision)
    place = {class_id: row for row, class_id in enumerate(class_ids)}
    labels = torch.tensor([place[labels_of[i]] for i in embeddings])
    device = engine.device.device
    rows = torch.from_numpy(np.stack(list(embeddings.values())))
    names = tuple(project.class_by_id(class_id).name for class_id in class_ids)
    whole = SupportSet(rows.to(device), labels.to(device), names)
    answers = yield from _held_out(engine.learner(learner), whole)
    meters = tuple(_meter(class_ids, labels, answers, c) for c in range(len(class_ids)))
    doubts = _doubts(tuple(embeddings), class_ids, centred(rows, engine.encoder.centre.cpu()), labels)
    return ExamplesJudged(meters, doubts, project.support_revision)


def _held_out(learner: Learner, support: SupportSet) -> Generator[HeldOutStep, None, Answers]:
    """The answer to each held-out row, as a class's place; a class of one example is only a rival."""
    shots = support.shots().tolist()
    seen: Counter[int] = Counter()
    asked = []
    for row, c in enumerate(support.labels.tolist()):
        seen[c] += 1
        if shots[c] > 1 and seen[c] <= MAX_HELD_OUT:
            asked.append(row)
    answers: Answers = {}
    for row in asked:
        rest = torch.arange(len(support.labels), device=support.labels.device) != row
        others = SupportSet(support.embeddings[rest], support.labels[rest], support.class_names)
        classifier = adapt_fully(learner, others)
        with torch.inference_mode():
            scores = classifier.classify(support.embeddings[row : row + 1])
        answers[row] = int(scores.probability[0].argmax())
        yield HeldOutStep(len(answers), len(asked))
    return answers


def _meter(class_ids: tuple[int, ...], labels: Tensor, answers: Answers, c: int) -> ClassMeter:
    mine = [answer for row, answer in answers.items() if int(labels[row]) == c]
    right = mine.count(c)
    low, high = wilson(right, len(mine))
    wrong = Counter(answer for answer in mine if answer != c).most_common(1)
    taken_for = class_ids[wrong[0][0]] if wrong else None
    n_examples = int((labels == c).sum())
    return ClassMeter(
        class_ids[c], n_examples, len(mine), right, low, high, _verdict(right, len(mine), low), taken_for
    )


def _verdict(right: int, held_out: int, low: float) -> Verdict:
    if held_out == 0:
        return "alone"
    if low >= _BETTER_THAN_A_COIN:
        return "enough"
    return "promising" if right / held_out >= _MOSTLY_RIGHT else "weak"


def _doubts(
    picture_ids: tuple[int, ...], class_ids: tuple[int, ...], z: Tensor, labels: Tensor
) -> tuple[Doubt, ...]:
    found = worth(z, labels, len(class_ids), SHARPNESS)
    own = found.similarity.gather(1, labels[:, None])[:, 0]
    rivals = found.similarity.scatter(1, labels[:, None], -torch.inf)
    lead = rivals.max(1).values - own
    doubted = (lead > 0) & (found.harm > 0)  # false where harm is nan: the only example of its class
    rows = [int(row) for row in lead.argsort(descending=True) if doubted[row]]
    return tuple(
        Doubt(
            picture_ids[row],
            class_ids[int(labels[row])],
            class_ids[int(rivals[row].argmax())],
            float(lead[row]),
            float(found.harm[row]),
        )
        for row in rows[:MAX_DOUBTS]
    )
