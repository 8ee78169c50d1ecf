"""`handful benchmark start`: what is measured, how it is judged, and what a broken run says."""

import hashlib
import json
import os
import sys

import pytest
from PIL import Image

from handful.cli import start_benchmark
from handful.cli.generated_pictures import N_CLASSES, N_SUPPORT, generated_folders, make_pictures
from handful.cli.start_benchmark import (
    BARE_WINDOW,
    BenchmarkError,
    Measure,
    longest_gap_ms,
    measure_classifying,
    measure_loading,
    measure_start,
)


def report(shown_at_s=1.0, **gaps_ms):
    phases = {
        name: {"began_at_s": 10.0, "last_began_at_s": 20.0, "longest_gap_ms": gap}
        for name, gap in gaps_ms.items()
    }
    return {"shown_at_s": shown_at_s, "phases": phases}


@pytest.fixture
def reports(monkeypatch):
    """What the measured processes report, in the order in which they are started; and which were started."""
    coming, started = [], []

    def run(program, *, until, paths=()):
        started.append((program[-1], until))
        return coming.pop(0), 0.0

    monkeypatch.setattr(start_benchmark, "_run", run)
    return coming, started


def test_the_two_windows_open_in_turns_and_the_medians_are_compared(reports):
    coming, started = reports
    coming += [report(shown_at_s=s) for s in (9.0, 9.0, 0.1, 0.2, 0.1, 0.2, 0.9, 0.9)]
    bare, handful, ratio = measure_start(3)
    assert [name for name, _ in started] == ["handful.ui.bare_window", "handful"] * 4
    assert (bare.value, handful.value) == (100.0, 200.0)
    assert (ratio.value, ratio.holds) == (2.0, True)


def test_the_worst_gap_of_all_runs_counts_while_torch_loads(reports):
    reports[0].extend([report(window=20.0, engine=30.0, ready=900.0), report(window=501.0, engine=30.0)])
    [measure] = measure_loading(2)
    assert measure.values == (30.0, 501.0)
    assert (measure.value, measure.holds) == (501.0, False)


def test_classifying_is_judged_from_the_drop_to_the_last_prediction(reports, tmp_path):
    reports[0].append(report(window=900.0, engine=900.0, ready=40.0, classify=60.0, classified=50.0))
    gap, speed = measure_classifying(tmp_path, 100)
    assert (gap.value, gap.holds) == (60.0, True)
    assert (speed.value, speed.holds) == (10.0, None)


def test_a_phase_that_was_not_reached_has_no_gap():
    assert longest_gap_ms(report(window=5.0), "engine") == 0


def test_a_figure_at_its_limit_holds():
    assert Measure("x", 3.0, "x", 3.0).holds
    assert not Measure("x", 3.01, "x", 3.0).holds


@pytest.mark.parametrize(("classifying_ms", "code"), [(60.0, 0), (160.0, 1)])
def test_the_table_says_which_limits_hold_and_so_does_the_exit_code(
    handful, reports, tmp_path, classifying_ms, code
):
    reports[0].extend([report(shown_at_s=0.2)] * 12)
    reports[0].extend([report(window=20.0, engine=30.0)] * 3)
    reports[0].append(report(ready=1.0, classify=classifying_ms, classified=1.0))
    result = handful("benchmark", "start", "--pictures", 1, "--json", tmp_path / "figures.json")
    assert result.exit_code == code, result.output
    assert ("NO" in result.stdout) is bool(code)
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [m["holds"] for m in figures["measures"]] == [None, None, True, True, not code, None]
    assert figures["pictures"] == 1


def test_a_window_shows_in_a_process_of_its_own():
    shown, began_s = start_benchmark._run(BARE_WINDOW, until="window")
    assert shown["shown_at_s"] > began_s


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import sys; print('no screen', file=sys.stderr); sys.exit(3)", "ended with code 3.*no screen"),
        ("", "before its time: it said nothing"),
        (
            "import json, os; order = json.loads(os.environ['HANDFUL_PROBE']); "
            "open(order['out'], 'w').write(json.dumps({'failed': 'no encoder'}))",
            "could not go on: no encoder",
        ),
    ],
)
def test_a_process_that_does_not_measure_is_told_with_its_words(program, words):
    with pytest.raises(BenchmarkError, match=words):
        start_benchmark._run(("-c", program), until="window")


def test_measured_processes_keep_off_the_persons_folders(monkeypatch):
    program = (
        "import json, os, platformdirs as p; order = json.loads(os.environ['HANDFUL_PROBE']); "
        "d = p.PlatformDirs('handful', appauthor=False); "
        "open(order['out'], 'w').write(json.dumps({'out': order['out'], 'dirs': "
        "[d.user_config_dir, d.user_data_dir, d.user_cache_dir]}))"
    )
    told, _ = start_benchmark._run(("-c", program), until="window")
    home = os.path.dirname(told["out"])
    assert all(folder.startswith(home) for folder in told["dirs"])
    assert not os.path.exists(home)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_windows_are_shown_offscreen_only_where_there_is_no_display(monkeypatch):
    for variable in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    assert start_benchmark.screen() == "offscreen"
    monkeypatch.setenv("DISPLAY", ":99")
    assert start_benchmark.screen() == "native"
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert start_benchmark.screen() == "minimal"


def test_generated_pictures_are_photographs_that_differ_and_are_the_same_each_time(tmp_path):
    for root in (tmp_path / "one", tmp_path / "two"):
        assert list(make_pictures(root, 9))[-1] == N_CLASSES * N_SUPPORT + 9
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.jpg"))
    digests = [
        [hashlib.sha256((tmp_path / run / path).read_bytes()).hexdigest() for path in files]
        for run in ("one", "two")
    ]
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == len(files) == N_CLASSES * N_SUPPORT + 9
    folders = generated_folders(tmp_path / "one")
    assert len(list(folders.support.iterdir())) == N_CLASSES
    with Image.open(next(folders.queries.iterdir())) as image:
        assert (image.format, image.size) == ("JPEG", (1024, 768))
