"""The probe sees the first paint and how long the event loop was held up, in which phase."""

import json
import os
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from handful.ui import probe as probe_module
from handful.ui.probe import VARIABLE, Probe, ProbeOrder, probe_from_environment


@pytest.fixture
def quits(monkeypatch):
    """How often the app was asked to quit; it is not, or the next test would have no event loop."""
    asked = []

    class Application:
        @staticmethod
        def quit():
            asked.append("quit")

    monkeypatch.setattr(probe_module, "QCoreApplication", Application)
    monkeypatch.setattr(probe_module, "LINGER_MS", 50)
    return asked


@pytest.fixture
def order(tmp_path):
    return ProbeOrder(tmp_path / "report.json", "classified")


class Clock:
    """A clock that goes when it is told to."""

    now_s = 1.0

    def perf_counter(self):
        return self.now_s

    def pass_and_beat(self, probe, ms):
        self.now_s += ms / 1000
        probe._beat()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(probe_module, "time", clock)
    return clock


def report_of(order):
    return json.loads(order.out.read_text(encoding="utf-8"))


def hold_up(qtbot, ms):
    """Block this thread inside the event loop."""
    held = []

    def block():
        time.sleep(ms / 1000)
        held.append(ms)

    QTimer.singleShot(0, block)
    qtbot.waitUntil(lambda: bool(held))


def wait_for_beats(qtbot, probe, phase, n):
    qtbot.waitUntil(lambda: probe._report["phases"].get(phase, {}).get("beats", 0) >= n)


def test_a_window_is_shown_once_it_was_painted(qtbot, order, quits):
    probe = Probe(order)
    window = QWidget()
    qtbot.addWidget(window)
    probe.watch(window)
    assert "shown_at_s" not in probe._report
    window.show()
    qtbot.waitUntil(lambda: "shown_at_s" in probe._report)
    probe.phase("classified")
    qtbot.waitUntil(lambda: quits == ["quit"])
    assert report_of(order)["shown_at_s"] < time.perf_counter()


def test_an_event_loop_that_is_held_up_is_noticed(qtbot, order, quits):
    probe = Probe(order)
    probe.shown()
    wait_for_beats(qtbot, probe, "window", 3)
    hold_up(qtbot, 150)
    wait_for_beats(qtbot, probe, "window", probe._report["phases"]["window"]["beats"] + 1)
    probe.phase("classified")
    qtbot.waitUntil(lambda: quits == ["quit"])
    window = report_of(order)["phases"]["window"]
    assert window["longest_gap_ms"] == pytest.approx(max(window["gaps_ms"]), abs=0.1)
    assert window["longest_gap_ms"] >= 150


def test_a_gap_counts_for_every_phase_that_it_is_part_of(order, quits, clock, qapp):
    probe = Probe(order)
    probe.shown()
    probe._heart.stop()  # it beats by hand here
    clock.pass_and_beat(probe, ms=40)
    clock.now_s += 0.060
    probe.phase("engine")
    clock.pass_and_beat(probe, ms=60)
    probe.phase("ready")
    clock.pass_and_beat(probe, ms=10)
    clock.pass_and_beat(probe, ms=20)
    phases = probe._report["phases"]
    longest = {name: round(phase["longest_gap_ms"]) for name, phase in phases.items()}
    assert longest == {"window": 120, "engine": 120, "ready": 20}
    assert phases["window"]["gaps_ms"] == [40.0, 120.0]


def test_a_phase_that_is_over_at_once_does_not_end_the_measurement(qtbot, order, quits):
    probe = Probe(order)
    probe.shown()
    probe.phase("classified")
    probe.phase("classify")
    began = probe._report["phases"]["classify"]["beats"]
    qtbot.waitUntil(
        lambda: probe._report["phases"]["classify"]["beats"] > began + 30
    )  # longer than it lingers
    assert quits == []
    probe.phase("classified")
    qtbot.waitUntil(lambda: quits == ["quit"])
    classified = report_of(order)["phases"]["classified"]
    assert classified["last_began_at_s"] > classified["began_at_s"]


def test_a_failure_ends_the_measurement_with_its_reason(qtbot, order, quits):
    probe = Probe(order)
    probe.shown()
    probe.failed("no encoder")
    assert report_of(order)["failed"] == "no encoder"
    assert quits == ["quit"]


def test_the_order_survives_the_environment(tmp_path, monkeypatch, qapp):
    order = ProbeOrder(tmp_path / "out.json", "ready", (tmp_path / "a", tmp_path / "b"))
    monkeypatch.setenv(VARIABLE, order.to_text())
    probe = probe_from_environment()
    assert probe._order == order
    assert probe.paths == order.paths


def test_without_an_order_there_is_no_probe(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert probe_from_environment() is None


def test_the_bare_window_reports_when_it_was_shown_and_closes(tmp_path):
    order = ProbeOrder(tmp_path / "report.json", "window")
    began_s = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "handful.ui.bare_window"],
        env={**os.environ, VARIABLE: order.to_text()},
        timeout=60,
    )
    assert done.returncode == 0
    assert began_s < report_of(order)["shown_at_s"] < time.perf_counter()
