"""Plays the demo in the real window without anybody at it: screenshots, labels, and how many are right.

`handful demo` runs it; nothing in it is prepared, the classes are learned while it runs.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from handful.project.document import Picture, Project
from handful.project.session import Session
from handful.ui.app import App
from handful.ui.commons import Commons
from handful.ui.places import Places
from handful.workflows.demo import ClassResult, DemoOutcome
from handful.workflows.labels_out import ExportOrder
from handful.workflows.progress import WorkflowError

POLL_MS: Final = 20
PATIENCE_S: Final = 600
SETTLE_MS: Final = 400  # thumbnails and plots that are on their way reach the screen
STRANGER: Final = "none of these"


def play(out: Path, *, size_px: tuple[int, int] = (1440, 900)) -> DemoOutcome:
    """Draw the pictures below `out`, let the window learn and classify them, and write what it shows.

    Uses settings and a project of its own below `out`. Raises WorkflowError where it gets stuck.
    """
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    own = out / "app"
    commons = Commons(qt, Places(own, own, own / "embeddings.sqlite"))
    app = App(commons, _empty_project(out / "Demo.handful"))
    try:
        return _Player(app, out, size_px).play()
    finally:
        app.window.close()
        commons.close()


def _empty_project(path: Path) -> Path:
    """A new project in the place of that of an earlier demonstration."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    Session.create(path).close()
    return path


class _Player:
    def __init__(self, app: App, out: Path, size_px: tuple[int, int]) -> None:
        self._app, self._out = app, out
        self._shots: list[Path] = []
        app.window.resize(*size_px)
        app.theme.set_mode("light")

    def play(self) -> DemoOutcome:
        app = self._app
        app.window.show()
        app.begin()
        self._shoot("empty")
        began = time.monotonic()
        app.desk.show_demo()
        self._wait("pictures to be dropped", lambda: len(app.bench.project.queries()) > 0)
        self._wait("the drop to end", lambda: not app.bench.intake.busy)
        self._shoot("dropped")
        self._wait("every picture to be classified", self._all_classified)
        seconds = time.monotonic() - began
        self._select_one()
        self._shoot("classified")
        app.theme.set_mode("dark")
        self._shoot("dark")
        labels = self._out / "labels.csv"
        labels.unlink(missing_ok=True)
        app.exporting.write(ExportOrder(format="csv", out=labels))
        self._wait("the labels to be written", labels.exists)
        results = _results(app.bench.project, self._app.places.demo / "truth.csv")
        return DemoOutcome(results, app.report.status().device, seconds, tuple(self._shots), labels)

    def _all_classified(self) -> bool:
        project = self._app.bench.project
        known = project.predictions.keys() | {i for i, f in project.facts.items() if f.error}
        return not self._app.host.busy and all(p.id in known for p in project.queries())

    def _select_one(self) -> None:
        """The least certain picture shows most of what the inspector can say."""
        predictions = self._app.bench.project.predictions
        if predictions:
            least = min(predictions, key=lambda i: predictions[i].confidence)
            self._app.presenter.select([least])

    def _shoot(self, name: str) -> None:
        self._pause(SETTLE_MS)
        self._wait("the pictures on the screen", lambda: not self._app.presenter.busy)
        path = self._out / f"window-{name}.png"
        if not self._app.window.grab().save(str(path)):
            raise WorkflowError(f"{path} cannot be written; choose another --out")
        self._shots.append(path)

    def _wait(self, what: str, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not holds():
            trouble = self._app.report.trouble
            if trouble or time.monotonic() > until:
                raise WorkflowError(f"waited for {what}: {trouble or f'nothing for {PATIENCE_S} s'}")
            self._pause(POLL_MS)

    @staticmethod
    def _pause(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _results(project: Project, truth: Path) -> tuple[ClassResult, ...]:
    """Per class, then the strangers; a picture counts as right where the answer is what it shows."""
    with truth.open(encoding="utf-8", newline="") as stream:
        shown = {Path(row["path"]).name: row["class"] for row in csv.DictReader(stream)}
    names = [c.name for c in project.classes]
    right = dict.fromkeys([*names, STRANGER], 0)
    total = dict.fromkeys([*names, STRANGER], 0)
    for picture in project.queries():
        wanted = shown[Path(picture.path).name] if shown[Path(picture.path).name] in names else STRANGER
        total[wanted] += 1
        right[wanted] += _answer(project, picture) == wanted
    return tuple(ClassResult(name, right[name], total[name]) for name in total if total[name])


def _answer(project: Project, picture: Picture) -> str | None:
    prediction = project.predictions.get(picture.id)
    if prediction is None:
        return None
    return STRANGER if prediction.unknown else project.class_by_id(prediction.class_id).name
