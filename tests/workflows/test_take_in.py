"""What becomes of a drop: new pictures, duplicates, and what cannot be read."""

import os

import pytest

from handful.workflows.progress import Searching
from handful.workflows.take_in import take_in
from tests.workflows.tiny import GREEN, RED, drain, paint


def test_class_folders_name_their_classes_and_loose_files_name_none(tmp_path):
    paint(tmp_path / "set" / "cat" / "a.png", RED, 1)
    paint(tmp_path / "set" / "dog" / "b.png", RED, 2)
    loose = paint(tmp_path / "loose.png", RED, 3)
    [batch], summary = drain(take_in([str(tmp_path / "set"), str(loose)], {}))
    assert [(os.path.basename(p.path), p.class_name) for p in batch.pictures] == [
        ("a.png", "cat"),
        ("b.png", "dog"),
        ("loose.png", None),
    ]
    assert summary.added == 3
    assert len(set(batch.content_hashes)) == 3


def test_a_drop_on_a_class_belongs_to_that_class_whatever_its_folders_are_called(tmp_path):
    paint(tmp_path / "set" / "cat" / "a.png", RED, 1)
    [batch], _ = drain(take_in([str(tmp_path / "set")], {}, class_id=7))
    assert [(p.class_name, p.class_id) for p in batch.pictures] == [(None, 7)]


def test_duplicates_are_told_by_content_within_a_drop_and_against_the_project(tmp_path):
    first = paint(tmp_path / "first.png", RED, 1)
    copy = tmp_path / "copy.png"
    copy.write_bytes(first.read_bytes())
    other = paint(tmp_path / "other.png", GREEN, 2)
    [batch], summary = drain(take_in([str(first), str(copy), str(other)], {}))
    assert summary.duplicates == ((str(copy), str(first)),)
    known = dict(zip(batch.content_hashes, (p.path for p in batch.pictures), strict=True))
    values, again = drain(take_in([str(copy)], known))
    assert values == []
    assert (again.added, again.duplicates) == (0, ((str(copy), str(first)),))


def test_what_cannot_be_opened_is_listed_with_its_reason(tmp_path):
    missing = tmp_path / "gone.jpg"
    os.mkfifo(tmp_path / "pipe.jpg")
    good = paint(tmp_path / "good.png", RED)
    [batch], summary = drain(take_in([str(missing), str(tmp_path / "pipe.jpg"), str(good)], {}))
    assert [p.path for p in batch.pictures] == [str(good)]
    assert [path for path, _ in summary.skipped] == [str(missing), str(tmp_path / "pipe.jpg")]
    assert all(reason for _, reason in summary.skipped)


def test_many_pictures_come_in_batches_so_that_the_first_show_early(tmp_path, monkeypatch):
    monkeypatch.setattr("handful.workflows.take_in.BATCH_PICTURES", 4)
    for i in range(10):
        paint(tmp_path / f"{i}.png", RED, i, size=(4, 4))
    batches, summary = drain(take_in([str(tmp_path)], {}))
    assert [len(b.pictures) for b in batches][:2] == [4, 4]
    assert summary.added == 10


@pytest.mark.parametrize("paths", [[], ["nothing here"]])
def test_an_empty_drop_adds_nothing_and_fails_nothing(tmp_path, paths):
    values, summary = drain(take_in([str(tmp_path / p) for p in paths], {}))
    assert values == []
    assert summary.added == 0


def test_what_is_no_picture_is_left_out_and_a_damaged_picture_is_not(tmp_path):
    good = paint(tmp_path / "good.png", RED, size=(40, 40))
    cut = tmp_path / "cut.png"
    cut.write_bytes(good.read_bytes()[:900])
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "letter.jpg").write_bytes(b"%PDF-1.7 and so on")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    [batch], summary = drain(take_in([str(tmp_path)], {}))
    assert [os.path.basename(p.path) for p in batch.pictures] == ["cut.png", "good.png"]
    reasons = {os.path.basename(path): reason for path, reason in summary.skipped}
    assert reasons == {
        "broken.jpg": "the link points nowhere",
        "empty.jpg": "the file is empty (0 bytes)",
        "letter.jpg": "a PDF document, not a picture",
    }


def test_a_search_among_files_that_are_no_pictures_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("handful.workflows.take_in.BATCH_S", 0.0)
    monkeypatch.setattr("handful.images.folders._PAUSE_ENTRIES", 5)
    for i in range(20):
        (tmp_path / f"{i}.txt").touch()
    search = take_in([str(tmp_path)], {})
    assert next(search) == Searching()
    search.close()
    values, summary = drain(take_in([str(tmp_path)], {}))
    assert len(values) >= 4
    assert summary.added == 0


def test_a_search_among_pictures_that_are_known_already_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("handful.workflows.take_in.BATCH_S", 0.0)
    for i in range(4):
        paint(tmp_path / f"{i}.png", RED)
    values, summary = drain(take_in([str(tmp_path)], {}))
    assert values.count(Searching()) >= 3
    assert len(summary.duplicates) == 3
