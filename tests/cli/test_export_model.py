"""`handful export-model`, and `handful label --model`: one writes what the other reads."""

import pytest


@pytest.fixture
def model(handful, folders, tmp_path):
    out = tmp_path / "m.handful-model"
    result = handful("export-model", folders[0], "--format", "handful-model", "--out", out)
    assert result.exit_code == 0, result.output
    assert "2 classes from 4 pictures, ridge" in result.stderr
    return out


def refused(result, words):
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_model_labels_as_the_support_folder_it_was_made_of(handful, folders, model, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert handful("label", *folders, "--out", one).exit_code == 0
    result = handful("label", "--model", model, folders[1], "--out", two)
    assert result.exit_code == 0, result.output
    assert two.read_bytes() == one.read_bytes()


def test_what_makes_no_sense_together_is_refused(handful, folders, model, tmp_path):
    out = ["--out", tmp_path / "l.csv"]
    refused(handful("label", folders[1], *out), "QUERY_DIR is missing")
    refused(handful("label", "--model", model, *folders, *out), "takes the place of SUPPORT_DIR")
    for more in (["--learner", "ridge"], ["--unknown-share", "0.1"]):
        result = handful("label", "--model", model, folders[1], *more, *out)
        refused(result, f"{more[0]} has no meaning with --model")
    refused(handful("label", "--model", tmp_path / "none", folders[1], *out), "there is no model file")
    assert not (tmp_path / "l.csv").exists()


def test_a_damaged_model_is_refused(handful, folders, model, tmp_path):
    model.write_bytes(model.read_bytes()[:-1] + b"?")
    refused(handful("label", "--model", model, folders[1], "--out", tmp_path / "l.csv"), "damaged")


def test_an_example_goes_with_onnx_alone_and_replaces_nothing(handful, folders, tmp_path):
    out = ["--out", tmp_path / "m.onnx", "--with-example"]
    result = handful("export-model", folders[0], "--format", "handful-model", *out)
    refused(result, "--with-example goes with --format onnx")
    (tmp_path / "m.py").write_text("mine")
    refused(handful("export-model", folders[0], "--format", "onnx", *out), "exists; remove it")
    assert (tmp_path / "m.py").read_text() == "mine"
