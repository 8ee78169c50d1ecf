"""Every form is written whole by one workflow, reports what it left out, and says in words why it cannot."""

import contextlib
import io

import pandas
import pytest
from pycocotools.coco import COCO
from torchvision.datasets import ImageFolder

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Project
from handful.project.edits import NewPicture
from handful.workflows.labels_out import FORMATS, ExportOrder, export_labels
from handful.workflows.progress import WorkflowError
from tests.export.answering import answered_project
from tests.export.test_xmp import by_lxml
from tests.workflows.tiny import drain


def export(project, **order):
    return drain(export_labels(project, ExportOrder(**order)))[1]


@pytest.fixture
def project(tmp_path):
    return answered_project(tmp_path / "photos")


def test_each_form_is_read_back_by_an_independent_reader_and_tells_the_same(project, tmp_path):
    for name, each in FORMATS.items():
        report = export(project, format=name, out=tmp_path / f"{name}{each.suffix}")
        assert report.written == {"csv": 7, "json": 7, "yolo": 3}.get(name, 5), name
    table = pandas.read_csv(tmp_path / "csv.csv")
    assert list(table["label"][:2]) == ["cat", "dog"]
    assert ImageFolder(str(tmp_path / "imagefolder")).classes == ["cat", "dog", "unknown"]
    assert ImageFolder(str(tmp_path / "yolo" / "train")).classes == ["cat", "dog"]
    with contextlib.redirect_stdout(io.StringIO()):
        assert COCO(str(tmp_path / "coco.json")).getImgIds(catIds=[1]) == [1, 3]
    assert by_lxml((tmp_path / "xmp" / "3.png.xmp").read_bytes()) == ["cat"]


def test_what_is_left_out_is_named_and_with_persons_labels_alone_it_is_more(project, tmp_path):
    both = export(project, format="imagefolder", out=tmp_path / "all")
    assert [path[-5:] for path, _ in both.left_out] == ["6.png", "7.png"]
    person = export(project, format="imagefolder", out=tmp_path / "person", wanted="person")
    assert [path[-5:] for path, _ in person.left_out] == ["3.png", "5.png", "6.png", "7.png"]


def test_without_a_place_sidecars_lie_beside_the_pictures(project, tmp_path):
    export(project, format="xmp", out=None)
    assert len(list((tmp_path / "photos").glob("*.xmp"))) == 5


def test_an_unreadable_picture_has_no_box_and_is_named(project, tmp_path):
    (tmp_path / "photos" / "3.png").write_text("broken")
    report = export(project, format="coco", out=tmp_path / "coco.json")
    assert report.written == 4
    assert report.left_out[-1][0].endswith("3.png")


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "xmp"])
def test_an_unwritable_place_is_said_in_words_and_leaves_nothing(project, tmp_path, name):
    with pytest.raises(WorkflowError, match="Choose another place"):
        export(project, format=name, out=tmp_path / "gone" / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["photos"]


def test_a_folder_with_something_in_it_is_never_written_to(project, tmp_path):
    with pytest.raises(WorkflowError, match="new or an empty folder"):
        export(project, format="imagefolder", out=tmp_path / "photos")
    assert len(list((tmp_path / "photos").iterdir())) == 7


def test_a_project_without_pictures_makes_empty_labels_and_fails_nothing(tmp_path):
    for name, each in FORMATS.items():
        assert export(Project(), format=name, out=tmp_path / f"{name}{each.suffix}").written == 0


def test_labels_are_one_row_a_picture(tmp_path):
    project, _ = apply(Project(), edits.add_pictures(Project(), [NewPicture("/a/b.png", "cat")]))
    assert export(project, format="csv", out=tmp_path / "labels.csv").written == 1
    table = pandas.read_csv(tmp_path / "labels.csv")
    assert list(table.loc[0, ["path", "label", "source"]]) == ["/a/b.png", "cat", "person"]
