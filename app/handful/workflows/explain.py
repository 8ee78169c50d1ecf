"""Why a picture was classified as it was: the support pictures that are nearest to it."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from handful.project.document import Project
from handful.workflows.embed_project import embed_all
from handful.workflows.engine import Engine
from handful.workflows.progress import EmbeddingStep, Nearest


def nearest_support(
    engine: Engine, project: Project, picture_id: int, limit: int = 6
) -> Generator[EmbeddingStep, None, tuple[Nearest, ...]]:
    """The `limit` support pictures with the highest cosine similarity, best first; itself is left out."""
    picture = project.pictures[picture_id]
    asked = yield from embed_all(engine, project, [picture], "query")
    support = [p for p in project.pictures.values() if p.role == "support" and p.id != picture_id]
    others = yield from embed_all(engine, project, support, "support")
    if picture_id not in asked or not others:
        return ()
    ids = list(others)
    centre = engine.encoder.centre.cpu().numpy()
    z = _unit(np.stack([others[i] for i in ids]) - centre)
    similarity = z @ _unit(asked[picture_id][None] - centre)[0]
    best = np.argsort(-similarity)[:limit]
    return tuple(Nearest(ids[i], float(similarity[i])) for i in best)


def _unit(rows: np.ndarray) -> np.ndarray:
    scaled: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return scaled
