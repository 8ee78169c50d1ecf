"""From a project to rows of labels. Reads the document only: no file is opened."""

from __future__ import annotations

from handful.export.labels_csv import ProjectLabelRow, Source
from handful.project.document import UNKNOWN, Picture, Prediction, Project


def labels_of(project: Project) -> tuple[ProjectLabelRow, ...]:
    """One row for every picture, support included, in document order; scores in the order of the classes."""
    names = {c.id: c.name for c in project.classes}
    return tuple(_row(project, picture, names) for picture in project.pictures.values())


def _row(project: Project, picture: Picture, names: dict[int, str]) -> ProjectLabelRow:
    facts = project.facts.get(picture.id)
    error = facts.error if facts else None
    prediction = project.predictions.get(picture.id) if error is None else None
    by_person = picture.label is not None
    source: Source | None = "person" if by_person else "model" if prediction else None
    return ProjectLabelRow(
        path=picture.path,
        label=names.get(picture.label) if picture.label is not None else None,
        prediction=names.get(prediction.class_id) if prediction else None,
        confidence=prediction.confidence if prediction else None,
        unknown=_unknown(picture, prediction),
        error=error,
        source=source,
        model_hash=prediction.model_hash if prediction else None,
        scores=_scores(prediction, tuple(names)),
    )


def _unknown(picture: Picture, prediction: Prediction | None) -> bool | None:
    if picture.label is not None:
        return picture.label == UNKNOWN
    return prediction.unknown if prediction else None


def _scores(prediction: Prediction | None, class_ids: tuple[int, ...]) -> tuple[float | None, ...]:
    """Raw similarity to each class of the project; None for one that the classifier did not know."""
    if prediction is None:
        return ()
    known = dict(zip(prediction.class_ids, prediction.similarities, strict=True))
    return tuple(known.get(class_id) for class_id in class_ids)
