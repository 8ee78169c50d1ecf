"""Where a person's labels and the app's predictions agree, and where they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator

from handful.project.document import UNKNOWN, Project
from handful.workflows.insight_values import Confusion


def count_confusion(project: Project) -> Generator[None, None, Confusion]:
    """Every query with both a label and a prediction is counted once."""
    from handful.fewshot.worth import wilson

    yield None
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for picture in project.queries():
        prediction = project.predictions.get(picture.id)
        if picture.label is not None and prediction is not None:
            answer = UNKNOWN if prediction.unknown else prediction.class_id
            cells[picture.label, answer].append(picture.id)
    agreeing = sum(len(ids) for (label, answer), ids in cells.items() if label == answer)
    labelled = sum(len(ids) for ids in cells.values())
    low, high = wilson(agreeing, labelled)
    return Confusion({cell: tuple(ids) for cell, ids in cells.items()}, agreeing, labelled, low, high)
