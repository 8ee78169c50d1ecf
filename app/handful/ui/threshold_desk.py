"""Joins the workbench and the control for "unknown": what is set, what that comes to, what is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Slot

from handful.ui.views.threshold import Threshold, ThresholdState
from handful.ui.workbench import Workbench
from handful.workflows.progress import Adapted, Outlook


class ThresholdDesk(QObject):
    """Shows the open project's share of strangers; another one scores every picture anew."""

    def __init__(self, view: Threshold, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._bench = view, bench
        self._outlook: Outlook | None = None
        view.share_chosen.connect(bench.expect_strangers)
        bench.changed.connect(self._show)
        bench.opened.connect(self._forget)
        bench.too_few_classes.connect(self._forget)
        bench.host.progressed.connect(self._on_progressed)
        self._show()

    @Slot()
    def _show(self, *_: object) -> None:
        self._view.set_state(ThresholdState(self._bench.stranger_share, self._outlook))

    @Slot()
    def _forget(self, *_: object) -> None:
        self._outlook = None
        self._show()

    @Slot(object)
    def _on_progressed(self, values: Iterable[object]) -> None:
        adapted = [value for value in values if isinstance(value, Adapted)]
        if adapted:
            self._outlook = adapted[-1].outlook
            self._show()
