"""How many pictures there are of each kind and in each class, counted once and then kept up to date."""

from __future__ import annotations

from collections import Counter, defaultdict

from handful.project.document import Change, Picture, Project
from handful.project.review import answer
from handful.ui.views.state import CellState


def cell_state(project: Project, picture: Picture) -> CellState:
    """What is known of a picture; a person's label comes before everything that the app found."""
    if picture.label is not None:
        return "labelled"
    facts = project.facts.get(picture.id)
    if facts is not None and facts.error is not None:
        return "unreadable"
    prediction = project.predictions.get(picture.id)
    if prediction is None:
        return "pending"
    return "unknown" if prediction.unknown else "predicted"


class Tally:
    """states: of the pictures to sort. sorted_into: by answer, UNKNOWN and None too."""

    def __init__(self, project: Project) -> None:
        self.states: Counter[CellState] = Counter()
        self.sorted_into: Counter[int | None] = Counter()
        self._support: defaultdict[int, set[int]] = defaultdict(set)
        self._known: dict[int, tuple[CellState | None, int | None]] = {}  # no state: a support picture
        for picture in project.pictures.values():
            self._add(project, picture)

    def update(self, project: Project, change: Change) -> None:
        """Count what changed anew."""
        for picture_id in (*change.removed, *change.changed):
            self._drop(picture_id)
        for picture_id in (*change.added, *change.changed):
            picture = project.pictures.get(picture_id)
            if picture is not None:
                self._add(project, picture)

    def support(self, class_id: int) -> list[int]:
        """The examples of a class, in document order."""
        return sorted(self._support.get(class_id, ()))

    @property
    def has_examples(self) -> bool:
        """Whether there is anything to learn from."""
        return any(self._support.values())

    def _add(self, project: Project, picture: Picture) -> None:
        if picture.role == "support" and picture.label is not None:
            self._known[picture.id] = (None, picture.label)
            self._support[picture.label].add(picture.id)
            return
        state, given = cell_state(project, picture), answer(project, picture)
        self._known[picture.id] = (state, given)
        self.states[state] += 1
        self.sorted_into[given] += 1

    def _drop(self, picture_id: int) -> None:
        if picture_id not in self._known:
            return
        state, given = self._known.pop(picture_id)
        if state is None and given is not None:
            self._support[given].discard(picture_id)
        elif state is not None:
            self.states[state] -= 1
            self.sorted_into[given] -= 1
