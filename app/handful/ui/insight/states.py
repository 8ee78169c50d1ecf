"""From a project and what was computed to what each insight view shows: pure functions, one a view."""

from __future__ import annotations

from pathlib import PurePath

from handful.project.document import UNKNOWN, Picture, Project
from handful.ui.theme import Theme
from handful.ui.view_states import PixmapOf
from handful.ui.views.insight_state import (
    NO_CLASS,
    ConfusionState,
    DoubtState,
    ExamplesState,
    HeatMapState,
    InsightClass,
    MapState,
    MeterState,
)
from handful.ui.views.state import NearestPicture
from handful.workflows.insight_values import Confusion, ExamplesJudged, HeatMap, PictureMap


def insight_classes(project: Project, theme: Theme) -> tuple[InsightClass, ...]:
    """All classes in document order; a class keeps its mark as it keeps its colour."""
    return tuple(InsightClass(c.id, c.name, theme.class_colour(c.colour), c.colour) for c in project.classes)


def map_state(project: Project, theme: Theme, drawn: PictureMap) -> MapState:
    """What has left the project since has no mark any more."""
    import numpy as np

    classes = insight_classes(project, theme)
    row_of = {each.id: row for row, each in enumerate(classes)}
    here = [i in project.pictures for i in drawn.picture_ids]
    pictures = [project.pictures[i] for i, there in zip(drawn.picture_ids, here, strict=True) if there]
    rows = [row_of.get(_answer(project, picture), NO_CLASS) for picture in pictures]
    known = [class_id in row_of for class_id in drawn.class_ids]
    return MapState(
        picture_ids=tuple(picture.id for picture in pictures),
        places=drawn.places[np.array(here, dtype=bool)],
        class_rows=np.array(rows, dtype=np.int64),
        examples=np.array([picture.role == "support" for picture in pictures], dtype=bool),
        prototypes=drawn.prototypes[np.array(known, dtype=bool)],
        prototype_rows=tuple(row_of[class_id] for class_id in drawn.class_ids if class_id in row_of),
        classes=classes,
        names=tuple(PurePath(picture.path).name for picture in pictures),
        kind=drawn.kind,
        share=drawn.share,
        left_out=drawn.left_out,
        done=drawn.done,
    )


def confusion_state(project: Project, theme: Theme, confusion: Confusion) -> ConfusionState:
    """Only classes that occur; "none of these" comes last."""
    occurring = {class_id for cell in confusion.cells for class_id in cell}
    axis: list[InsightClass | None] = [
        each for each in insight_classes(project, theme) if each.id in occurring
    ]
    place = {each.id: row for row, each in enumerate(axis) if each is not None}
    if UNKNOWN in occurring:
        place[UNKNOWN] = len(axis)
        axis.append(None)
    cells = tuple(
        ((place[label], place[answer]), ids)
        for (label, answer), ids in confusion.cells.items()
        if label in place and answer in place
    )
    return ConfusionState(
        tuple(axis), cells, confusion.agreeing, confusion.labelled, confusion.low, confusion.high
    )


def examples_state(
    project: Project, theme: Theme, judged: ExamplesJudged, pixmap_of: PixmapOf
) -> ExamplesState:
    """Meters of the classes there are, doubts of the examples there still are."""
    classes = {each.id: each for each in insight_classes(project, theme)}
    meters = tuple(
        MeterState(
            classes[m.class_id],
            m.n_examples,
            m.held_out,
            m.right,
            m.low,
            m.high,
            m.verdict,
            classes[m.taken_for].name if m.taken_for in classes else "",
        )
        for m in judged.meters
        if m.class_id in classes
    )
    doubts = []
    for d in judged.doubts:
        picture = project.pictures.get(d.picture_id)
        if picture is None or picture.label != d.class_id or d.looks_like not in classes:
            continue
        own = classes[d.class_id]
        thumbnail = pixmap_of(d.picture_id)
        shown = NearestPicture(d.picture_id, own.name, own.colour, thumbnail)
        name = PurePath(picture.path).name
        doubts.append(DoubtState(shown, name, classes[d.looks_like].name, d.lead, d.harm))
    return ExamplesState(meters, tuple(doubts))


def heat_map_state(project: Project, made: HeatMap) -> HeatMapState:
    """Raises ProjectError where the class is gone."""
    name = project.class_by_id(made.class_id).name
    return HeatMapState(made.picture_id, name, made.cells, float(made.cells.sum()))


def class_to_explain(project: Project, picture_id: int) -> int | None:
    """A person's class, else the closest one; None where there is neither."""
    picture = project.pictures.get(picture_id)
    if picture is None:
        return None
    if picture.label:
        return picture.label
    prediction = project.predictions.get(picture_id)
    return prediction.class_id if prediction is not None else None


def _answer(project: Project, picture: Picture) -> int:
    """The class that a picture is shown to be of, UNKNOWN where it is of none."""
    if picture.label is not None:
        return picture.label
    prediction = project.predictions.get(picture.id)
    return prediction.class_id if prediction is not None and not prediction.unknown else UNKNOWN
