"""Class folders are read back by torchvision, and the originals stay what they were."""

import os
import sys

import pandas
import pytest
from torchvision.datasets import ImageFolder

from handful.export import answers_of, class_folders
from handful.export.class_folders import write_class_folders
from tests.export.answering import MODEL, answered_project, drained, paint

HOSTILE = ("../x", "CON", "a/b", "..", "...", "Cat", "cAT", "x" * 90, "=1+1", "-", "두루미", "a:b", "unknown")


def export(project, target, layout="imagefolder", *, link=False):
    return drained(write_class_folders(answers_of(project)[0], target, layout, link=link))


def snapshot(folder):
    return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_torchvision_finds_each_picture_in_the_folder_of_its_answer(tmp_path):
    project = answered_project(tmp_path / "photos")
    before = snapshot(tmp_path / "photos")
    report = export(project, tmp_path / "out")
    found = ImageFolder(str(tmp_path / "out"))
    assert found.classes == ["cat", "dog", "unknown"]
    assert [(os.path.basename(path), found.classes[i]) for path, i in found.samples] == [
        ("1.png", "cat"),
        ("3.png", "cat"),
        ("2.png", "dog"),
        ("4.png", "unknown"),
        ("5.png", "unknown"),
    ]
    assert report.written == 5
    assert all(found[i][0].size == (24, 18) for i in range(5))
    assert snapshot(tmp_path / "photos") == before


def test_provenance_lies_beside_them_and_pandas_reads_it(tmp_path):
    export(answered_project(tmp_path / "photos"), tmp_path / "out")
    table = pandas.read_csv(tmp_path / "out" / "labels.csv").set_index("file")
    assert table.loc["dog/2.png", "source"] == "person"
    assert table.loc["cat/3.png", "source"] == "model"
    assert table.loc["cat/3.png", "model_hash"] == MODEL
    assert table.loc["cat/3.png", "score"] == 0.75
    assert bool(table.loc["unknown/5.png", "unknown"])
    assert all((tmp_path / "out" / file).is_file() for file in table.index)


@pytest.mark.parametrize("layout", ["imagefolder", "yolo"])
def test_no_name_of_a_class_or_file_collides_or_leaves_the_folder(tmp_path, layout):
    from dataclasses import replace

    from handful.project.document import Picture, PictureClass, Project

    pictures = {}
    for i in range(2 * len(HOSTILE)):
        path = paint(tmp_path / "photos" / f"{i // 2}{i % 2}" / "same name.png", i)
        pictures[i + 1] = Picture(i + 1, str(path), "support", i // 2 + 1)
    classes = tuple(PictureClass(i, name, i) for i, name in enumerate(HOSTILE, start=1))
    unknown = replace(pictures[1], role="query", label=0)
    project = Project(classes=classes, pictures={**pictures, 1: unknown})
    beside = sorted(tmp_path.iterdir())
    report = export(project, tmp_path / "out", layout)
    written = [p for p in (tmp_path / "out").rglob("*.png") if p.is_file()]
    assert len(written) == report.written == len(pictures) - (layout == "yolo")
    assert sorted(tmp_path.iterdir()) == sorted([*beside, tmp_path / "out"])
    root = tmp_path / "out" / ("train" if layout == "yolo" else "")
    folders = [p.name for p in root.iterdir() if p.is_dir()]
    assert len({name.casefold() for name in folders}) == len(HOSTILE) + (layout == "imagefolder")


def test_a_hard_link_is_the_same_file_and_a_copy_is_not(tmp_path):
    project = answered_project(tmp_path / "photos")
    assert export(project, tmp_path / "linked", link=True).copied_instead == 0
    export(project, tmp_path / "copied")
    original = tmp_path / "photos" / "3.png"
    assert (tmp_path / "linked" / "cat" / "3.png").samefile(original)
    assert not (tmp_path / "copied" / "cat" / "3.png").samefile(original)


def test_where_nothing_can_be_linked_it_is_copied_and_told(tmp_path, monkeypatch):
    def across_drives(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", across_drives)
    report = export(answered_project(tmp_path / "photos"), tmp_path / "out", link=True)
    assert report.copied_instead == report.written == 5


def test_a_picture_that_is_gone_or_no_file_is_left_out_with_the_reason(tmp_path):
    project = answered_project(tmp_path / "photos")
    (tmp_path / "photos" / "3.png").unlink()
    (tmp_path / "photos" / "2.png").unlink()
    (tmp_path / "photos" / "2.png").mkdir()
    for link in (False, True):
        report = export(project, tmp_path / f"out {link}", link=link)
        assert [(os.path.basename(path), why) for path, why in report.left_out] == [
            ("2.png", "it is no file"),
            ("3.png", "no such file"),
        ]
        assert report.written == 3


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_picture_that_may_not_be_read_is_left_out(tmp_path):
    project = answered_project(tmp_path / "photos")
    (tmp_path / "photos" / "3.png").chmod(0)
    report = export(project, tmp_path / "out")
    assert report.left_out[0][1] == "Permission denied"


def test_a_full_disk_leaves_no_folder_and_the_originals(tmp_path, monkeypatch):
    project = answered_project(tmp_path / "photos")
    before, calls = snapshot(tmp_path / "photos"), []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(class_folders.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        export(project, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["photos"]
    assert snapshot(tmp_path / "photos") == before


def test_cancelling_in_the_middle_leaves_no_folder(tmp_path):
    work = write_class_folders(
        answers_of(answered_project(tmp_path / "photos"))[0], tmp_path / "out", "imagefolder", link=False
    )
    for _ in range(3):
        next(work)
    work.close()
    assert [p.name for p in tmp_path.iterdir()] == ["photos"]


def test_yolo_has_every_fifth_picture_of_a_class_for_validation(tmp_path):
    from handful.project.document import Picture, PictureClass, Project

    paths = [paint(tmp_path / "photos" / f"{i}.png", i) for i in range(11)]
    pictures = {i: Picture(i, str(p), "support", 1) for i, p in enumerate(paths, start=1)}
    export(Project(classes=(PictureClass(1, "cat", 0),), pictures=pictures), tmp_path / "out", "yolo")
    train, val = ImageFolder(str(tmp_path / "out" / "train")), ImageFolder(str(tmp_path / "out" / "val"))
    assert (train.classes, val.classes) == (["cat"], ["cat"])
    assert (len(train), len(val)) == (9, 2)
