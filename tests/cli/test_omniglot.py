"""`handful train omniglot` and `handful benchmark omniglot`, from folders of drawings to a table."""

import json

import pytest

from tests.training.drawn_alphabets import draw_alphabets

SMALL = ("--steps", 2, "--n-way", 20, "--n-query", 2, "--width", 4, "--device", "cpu")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return draw_alphabets(tmp_path_factory.mktemp("omniglot"))


def test_what_was_trained_is_measured_and_the_figures_say_of_which_weights_they_are(handful, root, tmp_path):
    weights, figures = tmp_path / "prototypes.safetensors", tmp_path / "figures.json"
    trained = handful("train", "omniglot", root, "--out", tmp_path, "--weights", weights, *SMALL)
    assert trained.exit_code == 0, trained.output
    assert "step 2 of 2: loss" in trained.stderr
    assert "views shifted by 2 px: validation 20-way 1-shot" in trained.stderr
    measured = handful(
        "benchmark", "omniglot", root, "--weights", weights, "--episodes", 3, "--json", figures
    )
    assert measured.exit_code == 0, measured.output
    assert "20-way 5-shot" in measured.stdout
    about = json.loads(figures.read_text())
    assert about["weights_sha256"] == json.loads(weights.with_suffix(".json").read_text())["sha256"]
    assert [row["n"] for row in about["rows"]] == [3, 3, 3, 3]


def test_another_network_does_not_go_on_with_the_state_of_a_folder(handful, root, tmp_path):
    order = ("train", "omniglot", root, "--out", tmp_path, "--weights", tmp_path / "w.safetensors", *SMALL)
    assert handful(*order).exit_code == 0
    refused = handful(*order, "--width", 6)
    assert refused.exit_code == 2
    assert "another model; use a new --out" in refused.stderr


def test_a_folder_that_is_not_omniglot_ends_the_command_with_the_reason(handful, tmp_path):
    refused = handful("train", "omniglot", tmp_path, "--out", tmp_path / "out", *SMALL)
    assert refused.exit_code == 2
    assert "holds no alphabet" in refused.stderr
