"""`handful label`: the table, the exit codes, and what is said on stderr."""

import csv
import io
import os
import shutil
import sys

import pytest

from handful.workflows import label_folder as label_folder_module


def test_the_table_has_a_line_for_each_picture(handful, folders, tmp_path, read_csv):
    out = tmp_path / "labels.csv"
    result = handful("label", *folders, "--out", out)
    assert result.exit_code == 0, result.stderr
    rows = read_csv(out)
    assert list(rows[0]) == [
        "path",
        "prediction",
        "confidence",
        "unknown",
        "error",
        "score:green",
        "score:red",
    ]
    assert [(row["path"], row["unknown"]) for row in rows] == [
        ("a/1.png", "false"),
        ("a/2.png", "false"),
        ("b/3.png", "true"),
    ]
    assert [row["prediction"] for row in rows[:2]] == ["red", "green"]
    assert float(rows[0]["score:red"]) > float(rows[0]["score:green"])
    assert all(0 <= float(row["confidence"]) <= 1 for row in rows)


@pytest.mark.parametrize(("share", "unknown"), [(0, 0), (0.3, 1)])
def test_unknown_is_said_where_strangers_are_expected_and_what_that_comes_to(
    handful, folders, tmp_path, read_csv, share, unknown
):
    out = tmp_path / "labels.csv"
    result = handful("label", *folders, "--out", out, "--unknown-share", share)
    assert [row["unknown"] for row in read_csv(out)].count("true") == unknown
    assert f"unknown, where {share:.0%} of the pictures show no class: on simulated tasks" in result.stderr
    assert "your examples, each left out in turn: 4 of 4 answered, 0 of these wrong" in result.stderr


def test_more_strangers_than_there_can_be_are_refused(handful, folders, tmp_path):
    result = handful("label", *folders, "--out", tmp_path / "labels.csv", "--unknown-share", 1)
    assert result.exit_code == 2


def test_the_automatic_choice_says_what_it_took_and_why(handful, folders, tmp_path, read_csv):
    out = tmp_path / "labels.csv"
    result = handful("label", *folders, "--out", out, "--learner", "auto")
    assert result.exit_code == 0, result.stderr
    assert "learner: " in result.stderr
    assert [row["prediction"] for row in read_csv(out)][:2] == ["red", "green"]


def test_messages_go_to_stderr_and_no_bar_is_drawn_where_it_is_no_terminal(handful, folders, tmp_path):
    result = handful("label", *folders, "--out", tmp_path / "labels.csv")
    assert result.stdout == ""
    assert "3 pictures, 2 classes" in result.stderr
    assert "computing on CPU" in result.stderr
    assert "labelling" not in result.stderr
    assert "\x1b" not in result.stderr


def test_a_dash_writes_the_table_to_standard_output(handful, folders):
    result = handful("label", *folders, "--out", "-")
    assert result.exit_code == 0
    assert [row["path"] for row in csv.DictReader(io.StringIO(result.stdout))] == [
        "a/1.png",
        "a/2.png",
        "b/3.png",
    ]


def test_two_runs_write_the_same_bytes(handful, folders, tmp_path):
    handful("label", *folders, "--out", tmp_path / "one.csv")
    handful("label", *folders, "--out", tmp_path / "two.csv", "--no-cache")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_an_unreadable_picture_is_a_line_with_its_reason_and_exit_code_3(
    handful, folders, tmp_path, read_csv
):
    (folders[1] / "a" / "broken.jpg").write_text("no picture at all")
    result = handful("label", *folders, "--out", tmp_path / "labels.csv")
    assert result.exit_code == 3
    assert "1 could not be read" in result.stderr
    row = next(row for row in read_csv(tmp_path / "labels.csv") if row["path"] == "a/broken.jpg")
    assert row.pop("path")
    assert row.pop("error")
    assert set(row.values()) == {""}


def test_an_unreadable_example_is_named_and_the_rest_is_used(handful, folders, tmp_path):
    broken = folders[0] / "red" / "broken.jpg"
    broken.write_text("no picture at all")
    result = handful("label", *folders, "--out", tmp_path / "labels.csv")
    assert result.exit_code == 0
    assert f"left out the example {broken}: " in result.stderr


def test_a_class_whose_examples_are_all_unreadable_is_named_with_exit_code_2(handful, folders, tmp_path):
    (folders[0] / "blue").mkdir()
    (folders[0] / "blue" / "broken.jpg").write_text("no picture at all")
    assert_refused(handful("label", *folders, "--out", tmp_path / "l.csv"), "class 'blue' has no picture")
    assert not (tmp_path / "l.csv").exists()


def assert_refused(result, words):
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda s, q: shutil.rmtree(s), "SUPPORT_DIR"),
        (lambda s, q: shutil.rmtree(q), "QUERY_DIR"),
        (lambda s, q: [shutil.rmtree(s / name) for name in ("red", "green")], "holds no class"),
        (lambda s, q: [path.unlink() for path in (s / "red").iterdir()], "class 'red' has 0 pictures"),
        (lambda s, q: shutil.rmtree(s / "red"), "one class only, 'green'"),
    ],
    ids=["no support", "no queries", "no classes", "empty class", "one class"],
)
def test_folders_that_are_no_task_are_refused_before_the_engine_loads(
    handful, engines, folders, tmp_path, spoil, words
):
    spoil(*folders)
    assert_refused(handful("label", *folders, "--out", tmp_path / "labels.csv"), words)
    assert engines == []
    assert not (tmp_path / "labels.csv").exists()


def test_a_table_that_could_not_be_written_is_refused_before_the_engine_loads(
    handful, engines, folders, tmp_path
):
    assert_refused(handful("label", *folders, "--out", tmp_path), "is a folder; give the name of a file")
    missing = tmp_path / "missing" / "labels.csv"
    assert_refused(handful("label", *folders, "--out", missing), "does not exist; make it")
    assert engines == []


def test_a_folder_without_the_right_to_write_is_named(handful, folders, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert_refused(
        handful("label", *folders, "--out", tmp_path / "l.csv"), "cannot be written (no permission)"
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_disk_that_is_full_is_told(handful, folders):
    assert_refused(handful("label", *folders, "--out", "/dev/full"), "No space left on device")


def test_an_unknown_learner_is_refused(handful, folders, tmp_path):
    result = handful("label", *folders, "--out", tmp_path / "l.csv", "--learner", "magic")
    assert_refused(result, "there is no learner 'magic'")


def test_an_unknown_device_is_refused(handful, folders, tmp_path):
    result = handful("label", *folders, "--out", tmp_path / "l.csv", "--device", "abacus")
    assert_refused(result, "abacus")


def test_the_device_that_was_asked_for_is_passed_on(handful, engines, folders, tmp_path):
    handful("label", *folders, "--out", tmp_path / "l.csv", "--device", "cpu")
    handful("label", *folders, "--out", tmp_path / "l.csv")
    assert [device for device, _, _ in engines] == ["cpu", "auto"]


def test_a_second_run_takes_embeddings_from_the_cache_unless_told_not_to(handful, engines, folders, tmp_path):
    for more in ([], [], ["--no-cache"]):
        assert handful("label", *folders, "--out", tmp_path / "l.csv", *more).exit_code == 0
    first, second, third = (engine.encoder.embedded for _, _, engine in engines)
    assert first == third > 0
    assert second == 0
    assert engines[2][1] is None


def test_a_folder_without_pictures_gives_an_empty_table_and_says_so(handful, folders, tmp_path, read_csv):
    (tmp_path / "empty").mkdir()
    result = handful("label", folders[0], tmp_path / "empty", "--out", tmp_path / "l.csv")
    assert result.exit_code == 0
    assert "holds no picture" in result.stderr
    assert read_csv(tmp_path / "l.csv") == []


def test_ctrl_c_leaves_the_old_table_and_nothing_half_written(handful, folders, tmp_path, monkeypatch):
    def interrupted(engine, task, learner, stranger_share):
        yield from ()
        raise KeyboardInterrupt

    out = tmp_path / "labels.csv"
    out.write_text("old")
    monkeypatch.setattr(label_folder_module, "label_folder", interrupted)
    result = handful("label", *folders, "--out", out)
    assert result.exit_code == 130
    assert "stopped" in result.stderr
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.csv", "queries", "support"]


@pytest.mark.skipif(sys.platform == "win32", reason="not a name on Windows")
def test_names_that_a_spreadsheet_would_run_are_defused(handful, folders, tmp_path, read_csv):
    (folders[0] / "red").rename(folders[0] / "=1+1")
    (folders[1] / "a").rename(folders[1] / "@a")
    handful("label", *folders, "--out", tmp_path / "l.csv")
    row = next(row for row in read_csv(tmp_path / "l.csv") if row["path"] == "./@a/1.png")
    assert row["prediction"] == "'=1+1"
    assert "score:=1+1" in row
