"""Sidecars lie beside pictures or below a folder; what others wrote in them stays."""

import os

import pytest
from lxml import etree

from handful.export import answers_of
from handful.export.sidecars import write_sidecars
from tests.export.answering import answered_project, drained
from tests.export.test_xmp import FOREIGN, by_lxml


def write(project, root=None):
    return drained(write_sidecars(answers_of(project)[0], root))


def test_each_answered_picture_has_a_sidecar_with_its_class_and_the_pictures_stay(tmp_path):
    project = answered_project(tmp_path)
    before = {i: (tmp_path / f"{i}.png").read_bytes() for i in range(1, 8)}
    assert write(project) == (5, ())
    assert by_lxml((tmp_path / "1.png.xmp").read_bytes()) == ["cat"]
    assert by_lxml((tmp_path / "2.png.xmp").read_bytes()) == ["dog"]
    assert by_lxml((tmp_path / "4.png.xmp").read_bytes()) == []
    assert {i: (tmp_path / f"{i}.png").read_bytes() for i in range(1, 8)} == before
    assert not list(tmp_path.glob("*.part"))


def test_a_sidecar_of_another_program_keeps_its_keywords_and_a_damaged_one_its_bytes(tmp_path):
    project = answered_project(tmp_path)
    (tmp_path / "1.png.xmp").write_bytes(FOREIGN)
    (tmp_path / "2.png.xmp").write_bytes(b"<not xml")
    written, left_out = write(project)
    assert by_lxml((tmp_path / "1.png.xmp").read_bytes()) == ["holiday", "Anna & Ben", "cat"]
    assert (tmp_path / "2.png.xmp").read_bytes() == b"<not xml"
    assert written == 4
    assert [(os.path.basename(path), "damaged" in why) for path, why in left_out] == [("2.png", True)]


def test_below_a_folder_they_keep_the_folders_of_the_pictures(tmp_path):
    one = answered_project(tmp_path / "photos" / "a")
    pictures = dict(one.pictures)
    moved = tmp_path / "photos" / "b" / "1.png"
    moved.parent.mkdir()
    moved.write_bytes((tmp_path / "photos" / "a" / "1.png").read_bytes())
    from dataclasses import replace

    pictures[1] = replace(pictures[1], path=str(moved))
    written, _ = write(replace(one, pictures=pictures), tmp_path / "out")
    found = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.xmp"))
    assert found == [f"a{os.sep}{i}.png.xmp" for i in (2, 3, 4, 5)] + [f"b{os.sep}1.png.xmp"]
    assert written == 5
    assert not list((tmp_path / "photos").rglob("*.xmp"))


def test_a_path_that_climbs_out_stays_below_the_folder(tmp_path):
    from dataclasses import replace

    project = answered_project(tmp_path / "photos")
    climbing = f"{tmp_path}/photos/deep/../../photos/1.png"
    pictures = {**project.pictures, 1: replace(project.pictures[1], path=climbing)}
    write(replace(project, pictures=pictures), tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir())[0] == "1.png.xmp"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "photos"]


def test_a_picture_that_is_gone_gets_no_sidecar(tmp_path):
    project = answered_project(tmp_path)
    (tmp_path / "3.png").unlink()
    written, [(_, reason)] = write(project)
    assert (written, reason) == (4, "no such file")
    assert not (tmp_path / "3.png.xmp").exists()


def test_a_full_disk_ends_it_and_leaves_each_sidecar_whole(tmp_path, monkeypatch):
    project = answered_project(tmp_path)
    (tmp_path / "2.png.xmp").write_bytes(FOREIGN)
    calls = []

    def full(_descriptor):
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("handful.export.whole_file.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(project)
    assert (tmp_path / "2.png.xmp").read_bytes() == FOREIGN
    assert sorted(p.name for p in tmp_path.glob("*.xmp")) == ["1.png.xmp", "2.png.xmp"]
    etree.fromstring((tmp_path / "1.png.xmp").read_bytes())
