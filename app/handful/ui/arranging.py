"""Keeps the pictures of the grid in the order and choice that the person asked for. Knows no widget.

Few pictures are arranged at once, many on a worker while the old arrangement stays.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from handful.jobs import JobRunner
from handful.project.document import Change, Project
from handful.project.review import View, arrange, shown_by
from handful.workflows.file_times import file_times

AT_ONCE: Final = 4_000  # pictures arranged on the window's thread: about 10 ms
T = TypeVar("T")
REST_MS: Final = 400  # between two arrangements that nobody asked for
_SCORED: Final = frozenset({"helpful", "uncertain", "confidence", "class", "disagreement"})


class Arranger(QObject):
    """`arranged(bool)`: `ids` are in a new order; True where the person asked for it."""

    arranged = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = View()
        self.ids: tuple[int, ...] = ()
        self._project = Project()
        self._suggested: tuple[int, ...] = ()
        self._shown: frozenset[int] | None = None  # the same ids, once somebody has to find one
        self._asked = False  # whether the person waits for the arrangement that is being made
        self._outdated = False  # whether it is out of date already
        self._run_ids = itertools.count(1)
        self._job = JobRunner("arrange", self)
        self._job.succeeded.connect(self._on_arranged)
        self._later = QTimer(self, singleShot=True, interval=REST_MS)
        self._later.timeout.connect(self._arrange)

    @property
    def busy(self) -> bool:
        """Whether a new arrangement is on its way."""
        return self._job.busy or self._later.isActive()

    def close(self) -> None:
        """Join the thread."""
        self._later.stop()
        self._job.close()

    def open(self, project: Project) -> None:
        """Another project: all of its pictures, as they were added."""
        self._later.stop()
        self._job.cancel()
        self.view, self._project, self._outdated = View(), project, False
        self._suggested = ()
        self._set_ids(tuple(picture.id for picture in project.queries()))

    def choose(self, view: View) -> None:
        """Arrange like this from now on."""
        self.view, self._asked = view, True
        self._arrange()

    def follow(self, project: Project, change: Change) -> None:
        """Take out what no longer belongs, and put in what does now; `arranged` may follow later."""
        self._project, self._outdated = project, self._job.busy
        shown, pictures = shown_by(project, self.view), project.pictures
        here = self._shown_ids()
        gone = {i for i in (*change.removed, *change.changed) if i in here}
        gone -= {i for i in gone if i in pictures and shown(pictures[i])}
        if gone:
            self._set_ids(tuple(i for i in self.ids if i not in gone))
        come = [i for i in (*change.added, *change.changed) if i not in here and shown(pictures[i])]
        if not come:
            return
        if self.view.order == "added" and (not self.ids or min(come) > self.ids[-1]):
            self._set_ids((*self.ids, *sorted(come)))
        elif len(pictures) <= AT_ONCE and self.view.order != "time":
            self._set_ids(self._arranged_now())
        elif not self._later.isActive():
            self._later.start()

    def suggest(self, ids: tuple[int, ...]) -> None:
        """These are the most helpful to label now, the best first."""
        self._suggested = ids
        if self.view.order == "helpful":
            self._arrange()

    def suggestions(self) -> list[int]:
        """What is suggested, shown, and not decided on yet; the best first."""
        here = self._shown_ids()
        return [i for i in self._suggested if i in here and self._project.pictures[i].label is None]

    @Slot()
    def rescored(self, *_: object) -> None:
        """Pictures were classified anew: orders that come from the answers are made again."""
        if self.view.order in _SCORED:
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        if len(self._project.pictures) <= AT_ONCE and self.view.order != "time":
            self._job.cancel()
            self._show(self._arranged_now())
        elif self._job.busy and not self._asked:
            self._outdated = True
        else:
            project, view, suggested = self._project, self.view, self._suggested
            self._outdated = False
            self._job.start(lambda: _arrange(project, view, suggested), next(self._run_ids))

    def _arranged_now(self) -> tuple[int, ...]:
        return returned(arrange(self._project, self.view, suggested=self._suggested))

    @Slot(int, object)
    def _on_arranged(self, _run_id: int, ids: tuple[int, ...]) -> None:
        if self._outdated:
            pictures = self._project.pictures
            ids = tuple(i for i in ids if i in pictures and pictures[i].role == "query")
            self._later.start()
        self._show(ids)

    def _show(self, ids: tuple[int, ...]) -> None:
        self._set_ids(ids)
        asked, self._asked = self._asked, False
        self.arranged.emit(asked)

    def _set_ids(self, ids: tuple[int, ...]) -> None:
        self.ids = ids
        self._shown = None

    def _shown_ids(self) -> frozenset[int]:
        here = self._shown = self._shown if self._shown is not None else frozenset(self.ids)
        return here


def _arrange(
    project: Project, view: View, suggested: tuple[int, ...]
) -> Generator[None, None, tuple[int, ...]]:
    times: dict[int, float] = {}
    if view.order == "time":
        times = yield from file_times({picture.id: picture.path for picture in project.queries()})
    return (yield from arrange(project, view, times, suggested))


def returned(steps: Generator[None, None, T]) -> T:
    """Run to the end, and answer what comes of it."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
