"""From the project to what each view shows: pure functions, one a view. Knows no signal and no job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap

from handful.project.document import Picture, Project
from handful.project.review import View
from handful.ui.speech import spoken
from handful.ui.tally import Tally, cell_state
from handful.ui.theme import Theme
from handful.ui.views.state import (
    SHELF_THUMBNAILS,
    ClassCard,
    ClassChoice,
    GridState,
    InspectorState,
    NearestPicture,
    ScoreBar,
    ShelfState,
)
from handful.ui.views.words import count
from handful.workflows.progress import Nearest

CONTEXT: Final = "ViewStates"
PixmapOf = Callable[[int], QPixmap | None]


def class_choices(project: Project, theme: Theme) -> tuple[ClassChoice, ...]:
    """All classes, in document order."""
    return tuple(ClassChoice(c.id, c.name, theme.class_colour(c.colour)) for c in project.classes)


def shelf_state(
    project: Project,
    tally: Tally,
    theme: Theme,
    pixmap_of: PixmapOf,
    expanded: frozenset[int],
    message: str,
    selected: int | None,
    warnings: Mapping[int, str],
) -> ShelfState:
    """Thumbnails of folded cards stop at `SHELF_THUMBNAILS`; those of `expanded` ones are all there.

    warnings: what there is to be said of the examples of a class, by its id.
    """
    cards = []
    for c in project.classes:
        support = [project.pictures[i] for i in tally.support(c.id)]
        shown = support if c.id in expanded else support[:SHELF_THUMBNAILS]
        cards.append(
            ClassCard(
                id=c.id,
                name=c.name,
                count=len(support),
                colour=theme.class_colour(c.colour),
                thumbnails=tuple((p.id, pixmap_of(p.id)) for p in shown),
                error=_trouble(project, support),
                sorted_count=tally.sorted_into[c.id],
                warning=warnings.get(c.id, ""),
            )
        )
    return ShelfState(tuple(cards), message, selected)


def grid_state(project: Project, tally: Tally, theme: Theme, view: View, shown: int) -> GridState:
    """How many pictures there are of each kind, and how they are arranged."""
    counts = tally.states
    return GridState(
        total=sum(counts.values()),
        shown=shown,
        view=view,
        pending=counts["pending"],
        predicted=counts["predicted"],
        unknown=counts["unknown"],
        labelled=counts["labelled"],
        unreadable=counts["unreadable"],
        choices=class_choices(project, theme),
    )


def inspector_state(
    project: Project,
    tally: Tally,
    theme: Theme,
    ids: Sequence[int],
    picture: QPixmap | None,
    nearest: Sequence[Nearest],
    pixmap_of: PixmapOf,
    suggestion: str = "",
) -> InspectorState:
    """The first of the selected pictures, and everything that is known of it.

    suggestion: why it is worth labelling next, as long as nobody has decided on it.
    """
    ids = tuple(i for i in ids if i in project.pictures)
    if not ids:
        return InspectorState()
    first = project.pictures[ids[0]]
    prediction, facts = project.predictions.get(first.id), project.facts.get(first.id)
    class_id = first.label if first.label is not None else (prediction.class_id if prediction else None)
    unknown = first.label is None and prediction is not None and prediction.unknown
    shown = project.class_by_id(class_id) if class_id else None
    return InspectorState(
        picture_ids=ids,
        role=first.role,
        name=PurePath(first.path).name,
        path=first.path,
        picture=picture,
        state=cell_state(project, first),
        class_id=shown.id if shown and not unknown else None,
        class_name=shown.name if shown else None,
        class_colour=theme.class_colour(shown.colour) if shown else None,
        confidence=prediction.confidence if prediction else None,
        error=spoken(facts.error) if facts and facts.error else None,
        scores=_score_bars(project, theme, first.id),
        suggestion=suggestion if first.label is None else "",
        nearest=_nearest(project, theme, nearest, pixmap_of),
        has_examples=tally.has_examples,
        choices=class_choices(project, theme),
    )


def _score_bars(project: Project, theme: Theme, picture_id: int) -> tuple[ScoreBar, ...]:
    prediction = project.predictions.get(picture_id)
    if prediction is None or project.pictures[picture_id].role == "support":
        return ()
    scores = dict(zip(prediction.class_ids, prediction.similarities, strict=True))
    return tuple(
        ScoreBar(c.id, c.name, theme.class_colour(c.colour), scores[c.id])
        for c in project.classes
        if c.id in scores
    )


def _nearest(
    project: Project, theme: Theme, nearest: Sequence[Nearest], pixmap_of: PixmapOf
) -> tuple[NearestPicture, ...]:
    shown = []
    for near in nearest:
        picture = project.pictures.get(near.picture_id)
        if picture is not None and picture.role == "support" and picture.label:
            owner = project.class_by_id(picture.label)
            colour = theme.class_colour(owner.colour)
            shown.append(NearestPicture(near.picture_id, owner.name, colour, pixmap_of(near.picture_id)))
    return tuple(shown)


def _trouble(project: Project, support: Sequence[Picture]) -> str | None:
    errors = [facts.error for p in support if (facts := project.facts.get(p.id)) is not None and facts.error]
    if not errors:
        return None
    if len(errors) == len(support):
        text = QCoreApplication.translate(CONTEXT, "No example can be read: {why}")
    elif len(errors) == 1:
        text = QCoreApplication.translate(CONTEXT, "1 of {all} examples cannot be read: {why}")
    else:
        text = QCoreApplication.translate(CONTEXT, "{n} of {all} examples cannot be read: {why}")
    return text.format(n=count(len(errors)), all=count(len(support)), why=spoken(errors[0]))
