"""The speed in the status line fits what was classified, and one class alone has no fit."""

from types import SimpleNamespace

import pytest

from handful.ui import job_report
from handful.ui.job_report import JobReport
from handful.workflows.progress import AdaptationStep, Adapted, Classified


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets."""
    clock = SimpleNamespace(now_s=100.0)
    monkeypatch.setattr(job_report.time, "monotonic", lambda: clock.now_s)
    return clock


@pytest.fixture
def report(ready_bench, clock):
    report = JobReport(ready_bench.host, ready_bench.intake)
    yield report
    report.deleteLater()


def adapt(host, n_way):
    host.started.emit()
    step = AdaptationStep(1, 1, 0.1, 1.0, "shot")
    host.progressed.emit((step, Adapted(2 * n_way, n_way, 1.0, ())))


def test_the_speed_counts_every_picture_that_was_classified(ready_bench, report, clock):
    adapt(ready_bench.host, 2)
    clock.now_s += 2.0
    ready_bench.host.progressed.emit((Classified(dict.fromkeys(range(40)), 4),))
    assert report.status().pictures_per_second == 20.0


def test_no_speed_is_told_of_cached_pictures_or_of_a_moment(ready_bench, report, clock):
    adapt(ready_bench.host, 2)
    clock.now_s += 0.01
    ready_bench.host.progressed.emit((Classified({1: None}, 1),))
    assert report.status().pictures_per_second is None
    adapt(ready_bench.host, 2)
    clock.now_s += 2.0
    ready_bench.host.progressed.emit((Classified({1: None}, 0),))
    assert report.status().pictures_per_second is None


def test_the_fit_of_two_classes_is_forgotten_with_one_of_them(ready_bench, report):
    adapt(ready_bench.host, 2)
    assert report.adaptation().rounds == (1.0,)
    adapt(ready_bench.host, 1)
    assert report.adaptation().rounds == ()
    assert report.adaptation().steps == ()


def test_the_search_for_suggestions_is_told_can_be_stopped_and_gives_way_to_what_was_said(report, qtbot):
    before = report.status()
    with qtbot.waitSignal(report.changed):
        report.on_looked(12, 50)
    status = report.status()
    assert status.message == "Reading the pictures for suggestions: 12 of 50"
    assert status.busy
    assert status.cancellable
    report.on_looked(0, 0)
    assert report.status() == before
