"""The main job: embed the support set, adapt, and classify the queries of a project snapshot.

Reads an immutable snapshot and yields what it learns; it changes nothing. What is known is not encoded again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch

from handful.fewshot.auto import Choice, ChosenClassifier
from handful.fewshot.calibration import effective_shots
from handful.fewshot.learner import AdaptedClassifier, AdaptStep, Scores
from handful.fewshot.outlook import on_support
from handful.fewshot.support import SupportError, SupportSet
from handful.fewshot.unknown import KnownOrUnknown, WithUnknown
from handful.message import Message, said
from handful.project.document import Picture, Prediction, Project
from handful.project.strangers import stranger_share
from handful.workflows.embed import Embedded
from handful.workflows.embed_project import Embeddings, embed_all, embed_batches, news_of
from handful.workflows.engine import Engine
from handful.workflows.progress import (
    AdaptationStep,
    Adapted,
    Classified,
    EmbeddingStep,
    Outcome,
    Outlook,
    WorkflowError,
)

Progress = EmbeddingStep | AdaptationStep | Adapted | Classified


def classify(engine: Engine, project: Project, learner: str) -> Generator[Progress, None, Outcome]:
    """Adapt to the project's support set and classify its queries, best effort for every readable picture.

    Raises WorkflowError where no class has a readable picture or the learner cannot take so many classes,
    and for an unknown learner.
    """
    began = time.perf_counter()
    classifier, class_ids = yield from adapt_to(engine, project, learner)
    outcome = yield from classify_queries(engine, project, classifier, class_ids)
    return replace(outcome, seconds=time.perf_counter() - began)


def adapt_to(
    engine: Engine, project: Project, learner: str
) -> Generator[EmbeddingStep | AdaptationStep | Adapted, None, tuple[AdaptedClassifier, tuple[int, ...]]]:
    """The classifier for the project's support set, and the ids of its classes, in the order of its scores.

    Raises as `classify` does.
    """
    support = [p for p in project.pictures.values() if p.role == "support"]
    embeddings = yield from embed_all(engine, project, support, "support")
    return (yield from _adapt(engine, project, embeddings, learner))


def classify_queries(
    engine: Engine, project: Project, classifier: AdaptedClassifier, class_ids: tuple[int, ...]
) -> Generator[EmbeddingStep | Classified, None, Outcome]:
    """What the classifier says of the project's queries; class_ids in the order of its scores."""
    began = time.perf_counter()
    queries = project.queries()
    done = encoded = unreadable = 0
    for batch in embed_batches(engine, project, queries, "query"):
        readable = [e for e in batch if e.embedding is not None]
        predictions = _predict(classifier, class_ids, readable, queries, project.support_revision, engine)
        done += len(batch)
        encoded += sum(e.encoded for e in readable)
        unreadable += len(batch) - len(readable)
        yield EmbeddingStep("query", done, len(queries), news_of(batch, queries, project))
        if predictions:
            yield Classified(predictions, sum(e.encoded for e in readable))
    return Outcome(done - unreadable, unreadable, encoded, time.perf_counter() - began)


def _adapt(
    engine: Engine, project: Project, embeddings: Embeddings, learner: str
) -> Generator[AdaptationStep | Adapted, None, tuple[AdaptedClassifier, tuple[int, ...]]]:
    began = time.perf_counter()
    by_class: dict[int, list[np.ndarray]] = defaultdict(list)
    for picture_id, embedding in embeddings.items():
        by_class[project.pictures[picture_id].label or 0].append(embedding)
    usable = [c for c in project.classes if by_class[c.id]]
    if not usable:
        raise WorkflowError(Message("no class has a readable picture yet; drop a few pictures on a class"))
    rows = np.concatenate([np.stack(by_class[c.id]) for c in usable])
    labels = torch.repeat_interleave(torch.tensor([len(by_class[c.id]) for c in usable]))
    device = engine.device.device
    support = SupportSet(torch.from_numpy(rows).to(device), labels.to(device), tuple(c.name for c in usable))
    share = stranger_share(project.settings)
    wary = WithUnknown(engine.learner(learner), engine.encoder.centre, engine.unknown(), share)
    classifier = yield from _reporting(wary.adapt(support))
    choice = _choice(classifier, learner)
    left_out = tuple(c.name for c in project.classes if not by_class[c.id])
    yield Adapted(
        len(rows),
        len(usable),
        (time.perf_counter() - began) * 1000,
        left_out,
        choice.learner if choice.reason else "",
        choice.reason,
        _outlook(engine, classifier, support, choice.learner, share),
    )
    return classifier, tuple(c.id for c in usable)


def _choice(classifier: KnownOrUnknown, learner: str) -> Choice:
    inner = classifier.classifier
    return inner.choice if isinstance(inner, ChosenClassifier) else Choice(learner, "")


def _outlook(
    engine: Engine, classifier: KnownOrUnknown, support: SupportSet, learner: str, share: float
) -> Outlook:
    point = engine.curves(learner).at(share, effective_shots(support.shots()), support.n_way)
    own = on_support(classifier.detector)
    return Outlook(
        share,
        point.answered,
        point.wrong,
        point.caught,
        own.answered,
        own.wrong,
        own.of,
        own.caught,
        own.of_strangers,
    )


def _reporting(
    steps: Generator[AdaptStep, None, KnownOrUnknown],
) -> Generator[AdaptationStep, None, KnownOrUnknown]:
    while True:
        try:
            step = next(steps)
        except StopIteration as outcome:
            classifier: KnownOrUnknown = outcome.value
            return classifier
        except SupportError as error:  # more classes than the learner takes, for one
            raise WorkflowError(said(error)) from error
        yield AdaptationStep(step.step, step.total, step.loss, step.support_accuracy, step.unit)


def _predict(
    classifier: AdaptedClassifier,
    class_ids: tuple[int, ...],
    readable: Sequence[Embedded],
    queries: Sequence[Picture],
    revision: int,
    engine: Engine,
) -> dict[int, Prediction]:
    if not readable:
        return {}
    rows = torch.from_numpy(np.stack([e.embedding for e in readable if e.embedding is not None]))
    with torch.inference_mode():
        scores = classifier.classify(rows.to(engine.device.device))
    ids = [queries[e.index].id for e in readable]
    return dict(zip(ids, _predictions(scores, class_ids, classifier.model_hash, revision), strict=True))


def _predictions(
    scores: Scores, class_ids: tuple[int, ...], model_hash: str, revision: int
) -> Iterator[Prediction]:
    best = scores.probability.argmax(dim=1)
    sure = scores.probability.gather(1, best[:, None])[:, 0]
    confidence = torch.where(scores.unknown, scores.p_unknown, sure).tolist()
    closest, unknown = best.tolist(), scores.unknown.tolist()
    for i, similarities in enumerate(scores.similarity.tolist()):
        yield Prediction(
            class_id=class_ids[closest[i]],
            unknown=unknown[i],
            confidence=confidence[i],
            class_ids=class_ids,
            similarities=tuple(similarities),
            model_hash=model_hash,
            support_revision=revision,
        )
