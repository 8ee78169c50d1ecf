"""`handful evaluate`: the table, the figures, and what is said where the data are too few."""

import json

import pytest

from tests.workflows.tiny import BLUE, GREEN, RED, paint


@pytest.fixture
def dataset(tmp_path):
    root = tmp_path / "data"
    for name, colour in (("red", RED), ("green", GREEN), ("blue", BLUE)):
        for i in range(6):
            paint(root / name / f"{i}.png", colour, i)
    return root


SMALL = ("--ways", 3, "--queries", 4, "--episodes", 20)


def test_colours_are_told_apart_without_error(handful, dataset, tmp_path):
    result = handful("evaluate", dataset, *SMALL, "--shots", "2,1", "--json", tmp_path / "figures.json")
    assert result.exit_code == 0, result.stderr
    assert "100.00 ± 0.00" in result.stdout
    assert "18 pictures of 3 classes" in result.stdout
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [row["shots"] for row in figures["results"]] == [1, 2]
    assert [row["accuracy_fraction"] for row in figures["results"]] == [1.0, 1.0]
    assert all(row["n_episodes"] == 20 and row["adapt_ms"] > 0 for row in figures["results"])


def test_the_figures_say_how_they_were_made(handful, dataset, tmp_path):
    (dataset / "red" / "broken.jpg").write_text("no picture at all")
    result = handful("evaluate", dataset, *SMALL, "--shots", 1, "--seed", 7, "--json", tmp_path / "f.json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert figures["settings"] == {
        "learner": "ridge",
        "ways": 3,
        "shots": [1],
        "episodes": 20,
        "queries": 4,
        "seed": 7,
    }
    assert figures["encoder"] == {"name": "mean colour", "sha256": "mean colour"}
    assert figures["classes"] == {"blue": 6, "green": 6, "red": 6}
    assert figures["machine"]["versions"]["torch"]
    assert [entry["path"] for entry in figures["skipped"]] == [str(dataset / "red" / "broken.jpg")]
    assert "left out" in result.stderr


def test_the_same_seed_gives_the_same_figures(handful, dataset, tmp_path):
    for i in range(3):  # in the wrong folder, so that there is something to get wrong
        paint(dataset / "red" / f"odd {i}.png", GREEN, 20 + i)
    for name in ("a", "b"):
        handful("evaluate", dataset, *SMALL, "--shots", 1, "--json", tmp_path / f"{name}.json")
    a, b = (json.loads((tmp_path / f"{name}.json").read_text())["results"][0] for name in ("a", "b"))
    assert a.pop("adapt_ms") > 0 < b.pop("adapt_ms")
    assert a == b
    assert a["accuracy_fraction"] < 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--ways", 5], "the data set has 3 classes; 5-way episodes need 5"),
        (
            ["--ways", 3, "--shots", "1,5", "--queries", 15],
            "the smallest class has 6 pictures; 5 shots and 15",
        ),
    ],
)
def test_too_few_classes_or_pictures_are_refused_with_the_numbers(handful, engines, dataset, more, words):
    result = handful("evaluate", dataset, *more)
    assert result.exit_code == 2
    assert words in result.stderr
    assert engines == []


def test_pictures_that_turn_out_unreadable_count_as_missing(handful, dataset):
    (dataset / "red" / "0.png").write_text("no picture at all")
    result = handful("evaluate", dataset, "--ways", 3, "--shots", 2, "--queries", 4)
    assert result.exit_code == 2
    assert "the smallest class has 5 pictures" in result.stderr


@pytest.mark.parametrize("shots", ["", "0", "1,", "one", "-1", "1;5"])
def test_shots_that_are_no_numbers_are_refused(handful, dataset, shots):
    result = handful("evaluate", dataset, *SMALL, "--shots", shots)
    assert result.exit_code == 2


def test_a_missing_data_set_and_an_unknown_learner_are_refused(handful, dataset, tmp_path):
    missing = handful("evaluate", tmp_path / "missing")
    assert (missing.exit_code, "is not a folder" in missing.stderr) == (2, True)
    unknown = handful("evaluate", dataset, *SMALL, "--shots", 1, "--learner", "magic")
    assert (unknown.exit_code, "there is no learner 'magic'" in unknown.stderr) == (2, True)
    assert "prototypes, matching, ridge, finetune" in unknown.stderr


@pytest.mark.parametrize("learner", ["matching", "ridge", "finetune"])
def test_every_learner_is_measured_on_the_same_episodes(handful, dataset, tmp_path, learner):
    figures = {}
    for name in ("prototypes", learner):
        out = tmp_path / f"{name}.json"
        result = handful("evaluate", dataset, *SMALL, "--shots", 1, "--learner", name, "--json", out)
        assert result.exit_code == 0, result.stderr
        figures[name] = json.loads(out.read_text())["results"][0]
    assert figures[learner]["accuracy_fraction"] == figures["prototypes"]["accuracy_fraction"] == 1


def test_calibrating_an_unknown_learner_is_refused_with_the_list(handful, tmp_path):
    source = f"mini-imagenet={tmp_path}"
    result = handful("train", "calibrate", "--source", source, "--out", tmp_path, "--learner", "magic")
    assert result.exit_code == 2
    assert "choose one of prototypes, matching, ridge, finetune, " in result.stderr
    assert ", or all" in result.stderr


@pytest.mark.parametrize("command", ["label", "evaluate"])
def test_the_help_lists_the_learners(handful, command):
    words = " ".join(handful(command, "--help").stdout.replace("│", " ").split())
    assert "prototypes, matching, ridge, finetune" in words
