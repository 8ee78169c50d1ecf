"""The table of labels is read back as it was meant, whatever the names are."""

import csv
import io

import pytest

from handful.export import LabelRow, ProjectLabelRow, stream_labels_csv, write_labels_csv


def read_back(rows, class_names=("cat", "dog")):
    stream = io.StringIO()
    stream_labels_csv(rows, class_names, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_the_columns_are_those_that_scripts_rely_on():
    stream = io.StringIO()
    stream_labels_csv([LabelRow(path="a.jpg")], ("cat", "dog"), stream)
    assert stream.getvalue().splitlines()[0] == (
        "path,prediction,confidence,unknown,error,score:cat,score:dog"
    )


def test_a_prediction_is_written_with_its_numbers():
    [row] = read_back(
        [LabelRow(path="b/a.jpg", prediction="dog", confidence=0.875, unknown=False, scores=(-0.25, 0.5))]
    )
    assert row == {
        "path": "b/a.jpg",
        "prediction": "dog",
        "confidence": "0.875000",
        "unknown": "false",
        "error": "",
        "score:cat": "-0.250000",
        "score:dog": "0.500000",
    }


def test_a_picture_that_cannot_be_read_has_its_reason_and_nothing_else():
    [row] = read_back([LabelRow(path="a.jpg", error="the file is cut short")])
    assert row.pop("path") == "a.jpg"
    assert row.pop("error") == "the file is cut short"
    assert set(row.values()) == {""}


def test_rows_of_a_project_keep_label_and_prediction_apart():
    [row] = read_back(
        [
            ProjectLabelRow(
                path="/p/a.jpg",
                label="cat",
                prediction="dog",
                confidence=0.5,
                unknown=False,
                source="person",
                model_hash="abc",
                scores=(0.1, None),
            )
        ]
    )
    assert list(row) == [
        "path",
        "label",
        "prediction",
        "confidence",
        "unknown",
        "error",
        "source",
        "model_hash",
        "score:cat",
        "score:dog",
    ]
    assert (row["label"], row["prediction"], row["source"]) == ("cat", "dog", "person")
    assert row["score:dog"] == ""


@pytest.mark.parametrize("name", ["a,b", 'say "hi"', "two\nlines", "ünï 猫", " space ", "a;b"])
def test_names_with_odd_characters_come_back_unchanged(name):
    [row] = read_back([LabelRow(path=name, prediction=name)], class_names=(name,))
    assert row["path"] == row["prediction"] == name
    assert f"score:{name}" in row


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_as_a_spreadsheet_formula_does(start):
    name = f"{start}HYPERLINK(1)"
    [row] = read_back([LabelRow(path=name, prediction=name, error=name)], class_names=(name,))
    assert row["path"] == f"./{name}"
    assert row["prediction"] == row["error"] == f"'{name}"
    assert f"score:{name}" in row


def test_a_name_that_is_no_text_is_written_all_the_same(tmp_path):
    out = tmp_path / "labels.csv"
    write_labels_csv([LabelRow(path="caf\udce9.jpg")], ("cat", "dog"), out)
    assert "caf\\udce9.jpg" in out.read_text(encoding="utf-8")


def test_lines_end_alike_on_every_system(tmp_path):
    out = tmp_path / "labels.csv"
    write_labels_csv([LabelRow(path="a.jpg")], (), out)
    assert out.read_bytes() == b"path,prediction,confidence,unknown,error\na.jpg,,,,\n"
