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


def test_the_longest_gap_is_kept_for_the_phase_that_it_happened_in(qtbot, order, quits):
    probe = Probe(order)
    probe.shown()
    hold_up(qtbot, 40)
    probe.phase("engine")
    wait_for_beats(qtbot, probe, "engine", 2)
    hold_up(qtbot, 150)
    wait_for_beats(qtbot, probe, "engine", 4)
    probe.phase("classified")
    qtbot.waitUntil(lambda: quits == ["quit"])
    phases = report_of(order)["phases"]
    assert phases["window"]["longest_gap_ms"] >= 40
    assert max(phases["window"]["gaps_ms"]) < max(phases["engine"]["gaps_ms"])
    assert phases["engine"]["longest_gap_ms"] >= 150


def test_a_gap_that_spans_two_phases_counts_for_both(qtbot, order, quits):
    probe = Probe(order)
    probe.shown()
    wait_for_beats(qtbot, probe, "window", 3)

    def change():
        time.sleep(0.06)
        probe.phase("engine")
        time.sleep(0.06)

    QTimer.singleShot(0, change)
    wait_for_beats(qtbot, probe, "engine", 1)
    assert probe._report["phases"]["window"]["longest_gap_ms"] >= 120
    assert probe._report["phases"]["engine"]["longest_gap_ms"] >= 120
    probe.phase("classified")
    qtbot.waitUntil(lambda: quits == ["quit"])


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
