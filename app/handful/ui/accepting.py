"""Joins the bar for accepting above a confidence with the project: what it says, what it does."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QObject, QTimer, Slot

from handful.jobs import JobRunner
from handful.project.accepting import AcceptCurve, accept_curve
from handful.ui.arranging import AT_ONCE, Arranger, returned
from handful.ui.views.accept_bar import AcceptBar
from handful.ui.views.grid import Grid
from handful.ui.views.state import AcceptState
from handful.ui.workbench import Workbench

FIRST_PERCENT = 90
FOLLOW_MS = 100


class Accepting(QObject):
    """Only the pictures that the grid shows are considered: what the person sees is what is accepted."""

    def __init__(self, grid: Grid, bench: Workbench, arranger: Arranger, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._bench, self._arranger = grid, bench, arranger
        self._bar: AcceptBar = grid.accept_bar
        self._level = FIRST_PERCENT
        self._curve = AcceptCurve()
        self._run_ids = itertools.count(1)
        self._job = JobRunner("accept", self)
        self._job.succeeded.connect(self._on_counted)
        self._later = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._later.timeout.connect(self._count)
        self._bar.level_changed.connect(self._on_level_changed)
        self._bar.accepted.connect(self._on_accepted)
        self._bar.closed.connect(self.close)
        bench.changed.connect(self._follow)
        bench.opened.connect(self.close)
        arranger.arranged.connect(self._follow)

    @Slot()
    def toggle(self) -> None:
        """Open the bar, or close it."""
        if not self._bar.isHidden():
            self.close()
            return
        self._curve = AcceptCurve()
        self._bar.open(self._level)
        self._count()

    @Slot()
    def close(self) -> None:
        """Accept nothing; the focus goes to the pictures."""
        if not self._bar.isHidden():
            self._bar.hide()
            self._grid.setFocus()

    @Slot()
    def _follow(self, *_: object) -> None:
        if not self._bar.isHidden() and not self._later.isActive():
            self._later.start()

    @property
    def level(self) -> int:
        """The least confidence, in whole percents, that the bar is at."""
        return self._level

    @property
    def busy(self) -> bool:
        """Whether what could be accepted is being counted."""
        return self._job.busy or self._later.isActive()

    def stop(self) -> None:
        """Join the thread."""
        self._later.stop()
        self._job.close()

    @Slot()
    def _count(self) -> None:
        """Few pictures at once, many on a worker."""
        self._later.stop()
        project, ids = self._bench.project, self._arranger.ids
        if len(ids) > AT_ONCE:
            self._job.start(lambda: accept_curve(project, ids), next(self._run_ids))
        else:
            self._on_counted(0, returned(accept_curve(project, ids)))

    @Slot(int, object)
    def _on_counted(self, _run_id: int, curve: AcceptCurve) -> None:
        self._curve = curve
        self._show()

    @Slot(int)
    def _on_level_changed(self, percent: int) -> None:
        self._level = percent
        self._show()

    def _show(self) -> None:
        found = self._curve.at(self._level / 100)
        self._bar.set_state(
            AcceptState(self._level, len(found.picture_ids), len(self._curve), found.expected_wrong)
        )

    @Slot(int)
    def _on_accepted(self, percent: int) -> None:
        found = self._curve.at(percent / 100)
        self.close()
        self._bench.accept_above(found.picture_ids, percent / 100)
