"""A heat map over a picture: which parts of it make it similar to a class. In sum it is the similarity."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Final

import numpy as np
import torch

from handful.fewshot.evidence import evidence
from handful.fewshot.linear_head import centred
from handful.fewshot.prototypes import class_means
from handful.images.decode import read_picture
from handful.images.errors import PictureError
from handful.images.views import QUERY_VIEWS, SUPPORT_VIEWS, query_views, support_views, view_box
from handful.message import Message, said
from handful.project.document import Project
from handful.workflows.embed import SUPERSAMPLING
from handful.workflows.embed_project import embed_all
from handful.workflows.engine import Engine
from handful.workflows.insight_values import HeatMap
from handful.workflows.progress import EmbeddingStep, WorkflowError

CELLS: Final = 24  # rows and columns of a heat map

Box = tuple[float, float, float, float]


def heat_map(
    engine: Engine, project: Project, picture_id: int, class_id: int
) -> Generator[EmbeddingStep, None, HeatMap]:
    """What the parts of a picture add to its similarity to the mean of a class's examples.

    Raises WorkflowError where the picture cannot be read or the class has no readable example.
    """
    picture = project.pictures[picture_id]
    support = [p for p in project.support(class_id) if p.id != picture_id]
    examples = yield from embed_all(engine, project, support, "support")
    if not examples:
        name = project.class_by_id(class_id).name
        raise WorkflowError(
            Message("class '{name}' has no other example that can be read; add one", name=name)
        )
    z = centred(torch.from_numpy(np.stack(list(examples.values()))), engine.encoder.centre.cpu())
    prototype = class_means(z, torch.zeros(len(z), dtype=torch.int64), 1)
    config = engine.encoder.config
    try:
        image = read_picture(Path(picture.path), at_least_px=config.image_size_px * SUPERSAMPLING)
    except PictureError as error:
        raise WorkflowError(said(error)) from error
    make, views = (support_views, SUPPORT_VIEWS) if picture.role == "support" else (query_views, QUERY_VIEWS)
    parts = evidence(engine.encoder, make(image, config.image_size_px, config.fit), prototype)[0].numpy()
    cells = np.zeros((CELLS, CELLS), np.float32)
    for part, view in zip(parts, views, strict=True):
        upright = part[:, ::-1] if view.mirrored else part
        cells += on_picture(upright, view_box(image.size, config.fit, view), image.size)
    return HeatMap(picture_id, class_id, cells, project.support_revision)


def on_picture(part: np.ndarray, box: Box, size: tuple[int, int]) -> np.ndarray:
    """(h, w) over the part `box` of a picture of `size` (width, height) -> (CELLS, CELLS) over all of it.

    Each number is spread smoothly over its surroundings; the sum stays the same.
    """
    left, upper, right, lower = box
    width, height = size
    down = _spread(part.shape[0], upper / height, lower / height)
    across = _spread(part.shape[1], left / width, right / width)
    spread: np.ndarray = down.T @ part @ across
    return spread.astype(np.float32)


def _spread(n: int, start: float, end: float) -> np.ndarray:
    """(n, CELLS), rows sum to 1: a tent around each of n places from start to end of the line 0 to 1."""
    step = max((end - start) / n, 1 / CELLS)
    from_ = start + (np.arange(n) + 0.5) * (end - start) / n
    to = (np.arange(CELLS) + 0.5) / CELLS
    tent = np.maximum(0.0, 1 - np.abs(to[None, :] - from_[:, None]) / step)
    rows: np.ndarray = tent / tent.sum(1, keepdims=True)
    return rows
