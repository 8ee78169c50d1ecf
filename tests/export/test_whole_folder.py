"""A folder is there whole or not at all, and nothing that was there is touched."""

import os
import signal
import subprocess
import sys

import pytest

from handful.export.whole_folder import folder_written_whole


def test_what_was_written_is_there_at_the_end_and_not_before(tmp_path):
    target = tmp_path / "out"
    with folder_written_whole(target) as folder:
        (folder / "a").write_text("a")
        assert not target.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (target / "a").read_text() == "a"


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    with folder_written_whole(tmp_path / "out") as folder:
        (folder / "a").touch()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a"]


@pytest.mark.parametrize("kind", ["file", "full folder"])
def test_what_is_there_is_neither_replaced_nor_mixed_with(tmp_path, kind):
    target = tmp_path / "out"
    mine = target if kind == "file" else target / "mine"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(FileExistsError), folder_written_whole(target):
        pass
    assert mine.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), GeneratorExit()]
)
def test_whatever_ends_it_early_leaves_nothing(tmp_path, error):
    def write():
        with folder_written_whole(tmp_path / "out") as folder:
            (folder / "a").touch()
            raise error

    with pytest.raises(type(error)):
        write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_crash_leaves_no_folder_that_looks_whole(tmp_path):
    code = (
        "import sys; from pathlib import Path; from handful.export.whole_folder import folder_written_whole\n"
        "with folder_written_whole(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'a').touch(); print('half', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout.readline() == b"half\n"
        os.kill(process.pid, signal.SIGKILL)
    [left] = tmp_path.iterdir()
    assert left.name.startswith(".out")
    assert left.name.endswith(".part")
