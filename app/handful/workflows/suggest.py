"""Which pictures of a project to label next, and why. Reads a snapshot; suggestions are no part of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor

from handful.fewshot.label_next import Pick, label_next
from handful.fewshot.linear_head import centred
from handful.project.document import Picture, Prediction, Project
from handful.project.review import margin
from handful.workflows.embed_project import embed_all
from handful.workflows.engine import Engine
from handful.workflows.progress import EmbeddingStep, Suggestion

MOST_LOOKED_AT: Final = 10_000  # pictures without a label, and as many with one; of more, as many are drawn
N_SUGGESTED: Final = 12


def suggest(
    engine: Engine, project: Project, n_suggested: int = N_SUGGESTED, seed: int = 0
) -> Generator[EmbeddingStep | None, None, tuple[Suggestion, ...]]:
    """The most helpful first; fewer where fewer pictures can be read and have no label. None: a cancel point.

    Labelled pictures of every kind count as seen, also "none of these". The same seed gives the same answer.
    """
    random = np.random.default_rng(seed)
    decided = [p for p in project.pictures.values() if p.label is not None]
    open_ = _some([p for p in project.queries() if p.label is None], random)
    support = _some([p for p in decided if p.role == "support"], random)
    answered = _some([p for p in decided if p.role == "query"], random)
    seen = yield from embed_all(engine, project, support, "support")
    seen |= yield from embed_all(engine, project, answered, "query")
    candidates = yield from embed_all(engine, project, open_, "query")
    if not candidates:
        return ()
    centre = engine.encoder.centre.cpu()
    z = centred(torch.from_numpy(np.stack([*candidates.values()])), centre)
    labelled = centred(torch.from_numpy(np.stack([*seen.values()])), centre) if seen else z[:0]
    ids = [*candidates]
    picks = yield from label_next(
        z,
        labelled,
        _margins(project, ids),
        n_way=len({p.label for p in (*support, *answered) if p.label}),
        n_picks=n_suggested,
        generator=torch.Generator().manual_seed(seed),
    )
    return tuple(_suggestion(project, ids[pick.row], pick) for pick in picks)


def _some(pictures: Sequence[Picture], random: np.random.Generator) -> list[Picture]:
    if len(pictures) <= MOST_LOOKED_AT:
        return [*pictures]
    return [pictures[i] for i in np.sort(random.choice(len(pictures), MOST_LOOKED_AT, replace=False))]


def _margins(project: Project, ids: Sequence[int]) -> Tensor | None:
    """(n,), or None while not every one is told apart between two classes."""
    predictions = [project.predictions.get(i) for i in ids]
    known = [p for p in predictions if p is not None and len(p.class_ids) > 1]
    if len(known) < len(ids):
        return None
    return torch.tensor([margin(p) for p in known], dtype=torch.float32)


def _suggestion(project: Project, picture_id: int, pick: Pick) -> Suggestion:
    prediction = project.predictions.get(picture_id)
    if pick.reason == "typical" or prediction is None:
        return Suggestion(picture_id, "typical")
    closest = _closest(prediction)
    return Suggestion(picture_id, pick.reason, closest if pick.reason == "close" else closest[:1])


def _closest(prediction: Prediction) -> tuple[int, ...]:
    """The classes that it is most like, two of them."""
    pairs = sorted(zip(prediction.similarities, prediction.class_ids, strict=True), reverse=True)
    return tuple(class_id for _, class_id in pairs[:2])
