"""Labels out of a project: one CSV with what a person decided and what the app proposes."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from handful.project.document import Project
from handful.workflows.progress import WorkflowError


def export_labels(project: Project, path: Path) -> Generator[None, None, int]:
    """Write the labels to `path`, whole or not at all; returns how many rows. Raises WorkflowError."""
    from handful.export import labels_of, write_labels_csv

    yield None
    rows = labels_of(project)
    try:
        write_labels_csv(rows, [c.name for c in project.classes], path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkflowError(f"{path.name} was not written: {reason}. Choose another place") from error
    return len(rows)
