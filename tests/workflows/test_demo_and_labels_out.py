"""The demo's folder and the labels' file, as the window asks for them."""

import csv

import pytest

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Project
from handful.project.edits import NewPicture
from handful.workflows.demo import draw_demo
from handful.workflows.labels_out import export_labels
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import drain


def test_a_folder_that_holds_other_pictures_is_refused_and_left_alone(tmp_path):
    mine = tmp_path / "support" / "holiday.jpg"
    mine.parent.mkdir()
    mine.write_text("my picture")
    with pytest.raises(WorkflowError):
        drain(draw_demo(tmp_path))
    assert mine.read_text() == "my picture"
    assert [p.name for p in tmp_path.iterdir()] == ["support"]


def test_labels_are_one_row_a_picture_and_an_unwritable_place_is_said_in_words(tmp_path):
    project, _ = apply(Project(), edits.add_pictures(Project(), [NewPicture("/a/b.png", "cat")]))
    _, rows = drain(export_labels(project, tmp_path / "labels.csv"))
    with (tmp_path / "labels.csv").open(newline="", encoding="utf-8") as stream:
        [row] = csv.DictReader(stream)
    assert rows == 1
    assert (row["path"], row["label"], row["source"]) == ("/a/b.png", "cat", "person")
    with pytest.raises(WorkflowError, match="Choose another place"):
        drain(export_labels(project, tmp_path / "gone" / "labels.csv"))
