"""All that a project knows of its pictures, as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from handful.export.labels_csv import ProjectLabelRow
from handful.export.project_labels import labels_of
from handful.export.whole_file import written_whole
from handful.project.document import Project

FORMAT: Final = "handful labels"
VERSION: Final = 1


def write_labels_json(project: Project, path: Path) -> int:
    """Write it whole or not at all; returns how many pictures. Raises OSError.

    `classes`: the names in order. `pictures`: one object each, as the rows of the CSV, `scores` by class.
    """
    names = [c.name for c in project.classes]
    pictures = [_picture(row, names) for row in labels_of(project)]
    content = {"format": FORMAT, "version": VERSION, "classes": names, "pictures": pictures}
    with written_whole(path) as stream:
        json.dump(content, stream, indent=1, ensure_ascii=False)
    return len(pictures)


def _picture(row: ProjectLabelRow, names: list[str]) -> dict[str, Any]:
    return {
        "path": row.path,
        "label": row.label,
        "prediction": row.prediction,
        "confidence": row.confidence,
        "unknown": row.unknown,
        "source": row.source,
        "model_hash": row.model_hash,
        "error": row.error,
        "scores": dict(zip(names, row.scores, strict=True)) if row.scores else {},
    }
