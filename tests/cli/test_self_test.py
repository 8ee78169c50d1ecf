"""`handful self-test`: the report, the exit status, and that what is missing is noticed."""

import json

import pytest

from handful.workflows import self_test as checks
from handful.workflows.self_test import Checked, CheckError


def said(monkeypatch, *outcomes):
    monkeypatch.setattr(checks, "self_test", lambda: iter(outcomes))


def test_the_report_has_a_line_for_each_check_and_the_exit_status_says_that_all_is_well(
    handful, monkeypatch, tmp_path
):
    said(monkeypatch, Checked("weights", True, "all there", 0.5))
    result = handful("self-test", "--json", tmp_path / "report.json")
    assert result.exit_code == 0
    assert "ok   weights: all there (0.5 s)" in result.stdout
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["passed"] is True
    assert report["checks"] == [{"name": "weights", "passed": True, "found": "all there", "seconds": 0.5}]


def test_one_failure_is_named_and_fails_the_whole(handful, monkeypatch):
    said(monkeypatch, Checked("weights", False, "damaged", 0.1), Checked("device", True, "CPU", 0.1))
    result = handful("self-test")
    assert result.exit_code == 1
    assert "FAIL weights: damaged" in result.stdout
    assert "not whole: weights; install it again" in result.stderr


def test_a_check_that_raises_is_a_failure_and_the_next_ones_go_on(monkeypatch):
    def broken():
        raise ImportError("no module named torch")

    monkeypatch.setattr(checks, "_checks", lambda: iter([("libraries", broken), ("rest", lambda: "fine")]))
    first, second = checks.self_test()
    assert (first.passed, first.found) == (False, "ImportError: no module named torch")
    assert (second.passed, second.found) == (True, "fine")


@pytest.mark.parametrize("name", checks.FORMATS)
def test_every_picture_format_is_read_as_it_was_written(name):
    assert checks._round_trip(name) == "read as it was written"


def test_a_reader_that_gives_other_colours_is_noticed(monkeypatch):
    monkeypatch.setattr(checks, "COLOUR_TOLERANCE", -1)
    with pytest.raises(CheckError, match="off by 0 of 255"):
        checks._round_trip("PNG")


def test_a_window_that_cannot_be_drawn_is_noticed(monkeypatch):
    monkeypatch.setattr(checks, "DRAW_FLAG", "--no-such-flag")
    with pytest.raises(CheckError, match="Qt cannot draw"):
        checks._window()
