"""Measures start-up and the longest event-loop gaps, in processes of their own. Owns runs and limits."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BARE_WINDOW: Final = ("-m", "handful.ui.bare_window")
HANDFUL: Final = ("-m", "handful")
PROBE_VARIABLE: Final = "HANDFUL_PROBE"
START_RUNS: Final = 5
LOAD_RUNS: Final = 3
CHILD_TIMEOUT_S: Final = 900

MAX_START_RATIO: Final = 3.0
MAX_LOADING_GAP_MS: Final = 500.0
MAX_CLASSIFYING_GAP_MS: Final = 100.0


class BenchmarkError(RuntimeError):
    """A measured process did not do what it should; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its limit. `values` are those of the single runs that `value` was made of."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    values: tuple[float, ...] = ()

    @property
    def holds(self) -> bool | None:
        """Whether the limit holds; None where there is none."""
        return None if self.limit is None else self.value <= self.limit


def measure_start(runs: int = START_RUNS) -> Iterator[Measure]:
    """Time from process start to first paint, the two programs in turns."""
    shown: dict[tuple[str, ...], list[float]] = {BARE_WINDOW: [], HANDFUL: []}
    for program in shown:
        _run(program, until="window")  # not measured: it reads the disk, and compiles what was not yet
    for _ in range(runs):
        for program, times_ms in shown.items():
            report, began_s = _run(program, until="window")
            times_ms.append((report["shown_at_s"] - began_s) * 1000)
    bare_ms, handful_ms = (statistics.median(times) for times in shown.values())
    yield Measure(
        "bare PySide6 window, start to first paint", bare_ms, "ms", values=tuple(shown[BARE_WINDOW])
    )
    yield Measure("Handful, start to first paint", handful_ms, "ms", values=tuple(shown[HANDFUL]))
    yield Measure("Handful / bare window", handful_ms / bare_ms, "x", MAX_START_RATIO)


def measure_loading(runs: int = LOAD_RUNS) -> Iterator[Measure]:
    """The longest gap between the window's first paint and the engine's being ready; the worst run counts."""
    gaps_ms = [longest_gap_ms(_run(HANDFUL, until="ready")[0], "window", "engine") for _ in range(runs)]
    yield Measure(
        "longest gap while torch loads", max(gaps_ms), "ms", MAX_LOADING_GAP_MS, values=tuple(gaps_ms)
    )


def measure_classifying(pictures: Path, n_queries: int) -> Iterator[Measure]:
    """The longest gap from the drop of the generated pictures to the last prediction, and the speed."""
    from handful.cli.generated_pictures import generated_folders

    folders = generated_folders(pictures)
    report, _ = _run(HANDFUL, until="classified", paths=(folders.support, folders.queries))
    gap_ms = longest_gap_ms(report, "ready", "classify", "classified")
    began_s = report["phases"]["classify"]["began_at_s"]
    seconds = report["phases"]["classified"]["last_began_at_s"] - began_s
    yield Measure(
        f"longest gap while {n_queries} pictures are classified", gap_ms, "ms", MAX_CLASSIFYING_GAP_MS
    )
    yield Measure("pictures classified a second", n_queries / seconds, "1/s")


def longest_gap_ms(report: dict[str, Any], *phases: str) -> float:
    """Over the named phases of a probe's report; a phase that was not reached counts nothing."""
    return max((report["phases"][p]["longest_gap_ms"] for p in phases if p in report["phases"]), default=0.0)


def screen() -> str:
    """What the windows are shown on: the name of a Qt platform, or "native"."""
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        return chosen
    has_screen = not sys.platform.startswith("linux") or any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))
    )
    return "native" if has_screen else "offscreen"


def _run(program: Sequence[str], *, until: str, paths: Sequence[Path] = ()) -> tuple[dict[str, Any], float]:
    """Run one program with a probe and a home of its own; its report, and when it was started."""
    with tempfile.TemporaryDirectory(prefix="handful-benchmark-") as home:
        out = Path(home, "report.json")
        order = json.dumps({"out": str(out), "until": until, "paths": [str(p) for p in paths]})
        environment = {**os.environ, **private_folders(home), PROBE_VARIABLE: order}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        if screen() == "offscreen":
            environment["QT_QPA_PLATFORM"] = "offscreen"
        began_s = time.perf_counter()
        try:
            done = subprocess.run(
                [sys.executable, *program],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=CHILD_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired as error:
            raise BenchmarkError(
                f"{program[-1]} took longer than {CHILD_TIMEOUT_S} s; see if it starts"
            ) from error
        if done.returncode != 0 or not out.exists():
            words = done.stderr.strip()[-2000:] or "it said nothing"
            raise BenchmarkError(f"{program[-1]} ended with code {done.returncode} before its time: {words}")
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        if "failed" in report:
            raise BenchmarkError(f"the window could not go on: {report['failed']}")
        return report, began_s


def private_folders(home: str) -> dict[str, str]:
    """So that no project, setting or cache of the person is touched (the names that platformdirs knows)."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    windows = ("WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
    return dict.fromkeys((*names, *windows), home)
