"""`handful train omniglot-maml` and `handful benchmark omniglot-maml`, from drawings to a table."""

from __future__ import annotations

import json

import pytest

from tests.training.drawn_alphabets import draw_alphabets


@pytest.fixture(scope="module")
def drawings(tmp_path_factory):
    return draw_alphabets(tmp_path_factory.mktemp("omniglot"))


def test_what_was_trained_is_measured_on_the_evaluation_alphabets(handful, drawings, tmp_path, monkeypatch):
    monkeypatch.setattr("handful.training.maml_omniglot.CHOOSING_EPISODES", 2)
    start, weights, figures = (
        tmp_path / "p.safetensors",
        tmp_path / "m.safetensors",
        tmp_path / "figures.json",
    )
    small = ("--width", 4, "--n-way", 20, "--n-query", 1, "--steps", 1)
    began = handful("train", "omniglot", drawings, "--out", tmp_path / "a", "--weights", start, *small)
    assert began.exit_code == 0, began.output
    few = ("--start", start, "--steps", 1, "--episodes-per-step", 1, "--inner-steps", 1)
    trained = handful("train", "omniglot-maml", drawings, "--out", tmp_path / "b", "--weights", weights, *few)
    assert trained.exit_code == 0, trained.output
    assert "step 1 of 1" in trained.output
    asked = ("--weights", weights, "--episodes", 2, "--json", figures)
    measured = handful("benchmark", "omniglot-maml", drawings, *asked)
    assert measured.exit_code == 0, measured.output
    told = json.loads(figures.read_text())
    assert [row["task"] for row in told["rows"]] == [
        "5-way 1-shot",
        "5-way 5-shot",
        "20-way 1-shot",
        "20-way 5-shot",
    ]
    assert told["inner_steps"] == 1


def test_weights_that_are_not_there_are_named(handful, drawings, tmp_path):
    result = handful("benchmark", "omniglot-maml", drawings, "--weights", tmp_path / "none.safetensors")
    assert result.exit_code != 0
    assert "none.json" in result.output
