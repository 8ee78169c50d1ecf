"""Dates of files for the order by time."""

import os

from handful.workflows.file_times import file_times
from tests.workflows.tiny import drain


def test_files_that_are_there_have_a_date_and_the_others_are_left_out(tmp_path):
    old, new = tmp_path / "old.jpg", tmp_path / "new.jpg"
    for path, seconds in ((old, 1_000), (new, 2_000.5)):
        path.touch()
        os.utime(path, (seconds, seconds))
    steps = file_times({1: str(new), 2: str(old), 3: str(tmp_path / "gone.jpg"), 4: "a\0b"})
    _, dates = drain(steps)
    assert dates == {1: 2_000.5, 2: 1_000.0}
