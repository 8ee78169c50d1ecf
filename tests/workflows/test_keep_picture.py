"""A picture that was just taken is kept beside the project, named by the time, and never over another one."""

from datetime import datetime

import pytest

from handful.workflows.keep_picture import folder_for_pictures, keep_picture
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import drain

NOW = datetime(2026, 11, 30, 16, 2, 11)


def keep(data, folder):
    return drain(keep_picture(data, folder, NOW, ".jpg"))[1]


def test_pictures_of_the_same_second_are_kept_beside_one_another(tmp_path):
    folder = folder_for_pictures(tmp_path / "trip.handful")
    kept = [keep(data, folder) for data in (b"one", b"two", b"three")]
    assert [path.relative_to(tmp_path).as_posix() for path in kept] == [
        "trip pictures/2026-11-30 16.02.11.jpg",
        "trip pictures/2026-11-30 16.02.11 2.jpg",
        "trip pictures/2026-11-30 16.02.11 3.jpg",
    ]
    assert [path.read_bytes() for path in kept] == [b"one", b"two", b"three"]


def test_a_link_that_lies_there_is_not_followed(tmp_path):
    (tmp_path / "2026-11-30 16.02.11.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    assert keep(b"one", tmp_path).name == "2026-11-30 16.02.11 2.jpg"
    assert not (tmp_path / "elsewhere.jpg").exists()


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "trip pictures").write_text("a file")
    with pytest.raises(WorkflowError, match="cannot be kept there"):
        keep(b"one", tmp_path / "trip pictures")
