"""A file is replaced as a whole or stays as it was."""

import os
import stat
import sys

import pytest

from handful.export.whole_file import written_whole


def write_half(path, trouble):
    with written_whole(path) as stream:
        stream.write("half")
        stream.flush()
        raise trouble


def test_the_new_content_takes_the_place_of_the_old(tmp_path):
    out = tmp_path / "labels.csv"
    out.write_text("old")
    with written_whole(out) as stream:
        stream.write("new")
        assert out.read_text() == "old"
    assert out.read_text() == "new"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ValueError, OSError])
def test_what_ends_it_early_leaves_the_old_file_and_nothing_else(tmp_path, trouble):
    out = tmp_path / "labels.csv"
    out.write_text("old")
    with pytest.raises(trouble):
        write_half(out, trouble)
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_what_ends_it_early_leaves_no_file_where_there_was_none(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "labels.csv", KeyboardInterrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "no" / "labels.csv"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    with written_whole(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with written_whole(pipe) as stream:
            stream.write("through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_file_gets_the_permissions_that_new_files_get(tmp_path):
    (tmp_path / "plain").write_text("")
    with written_whole(tmp_path / "labels.csv"):
        pass
    assert (tmp_path / "labels.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode
