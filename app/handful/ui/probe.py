"""Measures how quickly the window shows and how long its event loop is ever held up. Changes nothing it sees.

`handful benchmark start` starts the app with a probe; the app tells it how far it is: `watch(window)` right
after the window is made, then `phase("engine")`, `"ready"`, `"classify"` and `"classified"` as they begin; a
phase may begin more than once.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot

from handful.ui.first_paint import FirstPaint

VARIABLE: Final = "HANDFUL_PROBE"
"""Environment variable that asks for a probe: `ProbeOrder.to_text()`."""

Phase = Literal["window", "engine", "ready", "classify", "classified"]
"""window: visible, nothing heavy yet; engine: torch and the encoder load; ready: loaded; classify: pictures
are taken in, embedded and scored; classified: every picture has its prediction and no job runs."""

BEAT_MS: Final = 5
LINGER_MS: Final = 500  # a gap at the very end still counts, and a phase that is over at once does not
SHOWN_GAP_MS: Final = 30.0


@dataclass(frozen=True, slots=True)
class ProbeOrder:
    """What to measure: report to `out` and quit once `until` began; drop `paths` when the engine is ready."""

    out: Path
    until: Phase
    paths: tuple[Path, ...] = ()

    def to_text(self) -> str:
        """As it stands in the environment variable."""
        return json.dumps({"out": str(self.out), "until": self.until, "paths": [str(p) for p in self.paths]})


class Probe(QObject):
    """A heartbeat on the thread that made it; the longest time between two beats is kept for each phase.

    The app drops `paths` on its own window when the engine is ready, exactly as if a person had done so.
    """

    def __init__(self, order: ProbeOrder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = order.paths
        self._order = order
        self._heart = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)
        self._ending = QTimer(self, interval=LINGER_MS, singleShot=True)
        self._ending.timeout.connect(self._finish)
        self._report: dict[str, Any] = {"phases": {}}
        self._phase: Phase = "window"
        self._overlapped: list[str] = []  # phases that the running gap is part of
        self._last_s = 0.0

    def watch(self, window: QObject) -> None:
        """Call right after the window is made: `shown` follows by itself after its first paint."""
        FirstPaint(window).painted.connect(self.shown)

    @Slot()
    def shown(self) -> None:
        """The window is visible: note the time and start the heartbeat."""
        self._last_s = time.perf_counter()
        self._report["shown_at_s"] = self._last_s
        self._heart.start()
        self.phase("window")

    def phase(self, name: Phase) -> None:
        """`name` begins now; the report is written soon after the phase that was ordered has begun."""
        self._phase = name
        self._overlapped.append(name)
        now_s = time.perf_counter()
        new = {"began_at_s": now_s, "beats": 0, "longest_gap_ms": 0.0, "gaps_ms": []}
        self._report["phases"].setdefault(name, new)["last_began_at_s"] = now_s
        if name == self._order.until:
            self._ending.start()
        else:
            self._ending.stop()

    @Slot(str)
    def failed(self, reason: str) -> None:
        """What was measured cannot go on: the report says why, and the app quits."""
        self._report["failed"] = reason
        self._finish()

    @Slot()
    def _beat(self) -> None:
        now_s = time.perf_counter()
        gap_ms = (now_s - self._last_s) * 1000
        self._last_s = now_s
        overlapped, self._overlapped = set(self._overlapped), [self._phase]
        for name in overlapped:
            entry = self._report["phases"][name]
            entry["beats"] += 1
            entry["longest_gap_ms"] = max(entry["longest_gap_ms"], gap_ms)
            if gap_ms > SHOWN_GAP_MS:
                entry["gaps_ms"].append(round(gap_ms, 1))

    @Slot()
    def _finish(self) -> None:
        self._beat()
        self._heart.stop()
        self._order.out.write_text(json.dumps(self._report), encoding="utf-8")
        QCoreApplication.quit()


def probe_from_environment() -> Probe | None:
    """The probe that the benchmark asked for by `HANDFUL_PROBE`, or None."""
    text = os.environ.get(VARIABLE)
    if not text:
        return None
    values = json.loads(text)
    return Probe(ProbeOrder(Path(values["out"]), values["until"], tuple(Path(p) for p in values["paths"])))
