"""pycocotools and pandas read back what was written."""

import contextlib
import io
import json

import pandas
import pytest
from pycocotools.coco import COCO

from handful.export import answers_of
from handful.export.coco import write_coco
from handful.export.labels_json import write_labels_json
from tests.export.answering import MODEL, answered_project


def coco_of(path):
    with contextlib.redirect_stdout(io.StringIO()):
        return COCO(str(path))


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of pycocotools
def test_pycocotools_finds_categories_images_and_annotations(tmp_path):
    project = answered_project(tmp_path / "photos")
    answers, _ = answers_of(project)
    left_out = write_coco(project, answers, dict.fromkeys(range(1, 5), (24, 18)), tmp_path / "coco.json")
    coco = coco_of(tmp_path / "coco.json")
    assert [c["name"] for c in coco.loadCats(coco.getCatIds())] == ["cat", "dog"]
    assert coco.getImgIds(catIds=coco.getCatIds(catNms=["cat"])) == [1, 3]
    assert [i["file_name"] for i in coco.loadImgs([1, 2])] == ["photos/1.png", "photos/2.png"]
    [annotation] = coco.loadAnns(coco.getAnnIds(imgIds=[3]))
    assert (annotation["source"], annotation["score"], annotation["model_hash"]) == ("model", 0.75, MODEL)
    assert annotation["bbox"] == [0, 0, 24, 18]
    assert coco.annToMask(annotation).sum() == 24 * 18
    assert coco.getAnnIds(imgIds=[4]) == []  # none of the classes
    assert [path[-5:] for path, _ in left_out] == ["5.png"]


def test_a_picture_elsewhere_has_its_whole_path(tmp_path):
    project = answered_project(tmp_path / "photos")
    (tmp_path / "out").mkdir()
    write_coco(project, answers_of(project)[0], {1: (24, 18)}, tmp_path / "out" / "coco.json")
    [image] = coco_of(tmp_path / "out" / "coco.json").loadImgs([1])
    assert image["file_name"] == (tmp_path / "photos" / "1.png").as_posix()


def test_pandas_reads_one_line_a_picture_from_the_json(tmp_path):
    project = answered_project(tmp_path / "photos")
    assert write_labels_json(project, tmp_path / "labels.json") == 7
    content = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    table = pandas.json_normalize(content["pictures"])
    assert list(table["source"][:5]) == ["person", "person", "model", "person", "model"]
    assert table["scores.cat"][2] == 0.75
    assert table["error"][6] == "not a picture"
    assert content["classes"] == ["cat", "dog"]
