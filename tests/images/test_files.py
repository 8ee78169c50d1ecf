"""Only regular files are opened, nothing blocks, and each refusal says why."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from handful.images import files
from handful.images.decode import PictureError, read_picture
from handful.images.files import read_bytes
from handful.images.hashing import content_hash

from .drawing import corners, encoded

READERS = [read_bytes, content_hash, read_picture]


@pytest.fixture(params=READERS, ids=lambda reader: reader.__name__)
def read(request):
    return request.param


def reason(read, path: Path) -> str:
    with pytest.raises(PictureError) as raised:
        read(path)
    return str(raised.value)


def test_a_missing_file_is_named_so(read, tmp_path: Path) -> None:
    assert reason(read, tmp_path / "gone.jpg") == "no such file"


def test_a_folder_is_named_so(read, tmp_path: Path) -> None:
    folder = tmp_path / "holiday.jpg"
    folder.mkdir()
    assert reason(read, folder) == "a folder, not a file"


def test_an_empty_file_is_named_so(read, tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    path.touch()
    assert reason(read, path) == "the file is empty (0 bytes)"


def test_a_pipe_is_refused_without_waiting_for_a_writer(read, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    assert reason(read, pipe) == "a pipe, not a file"


def test_a_file_swapped_for_a_pipe_after_the_look_is_refused_without_waiting(
    read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, regular = tmp_path / "pipe.jpg", tmp_path / "regular.jpg"
    os.mkfifo(pipe)
    regular.write_bytes(b"x")
    seen = os.stat(regular)
    monkeypatch.setattr(files.os, "stat", lambda path: seen)
    assert reason(read, pipe) == "a pipe, not a file"


def test_a_device_is_refused(read) -> None:
    assert reason(read, Path(os.devnull)) == "a device, not a file"


def test_a_socket_is_refused(read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may only be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jpg")
        assert reason(read, Path("socket.jpg")) == "a socket, not a file"


def test_a_broken_link_is_named_so(read, tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(tmp_path / "nowhere.jpg")
    assert reason(read, link) == "the link points nowhere"


def test_a_link_to_itself_is_named_so(read, tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(link)
    assert reason(read, link) == "the link leads back to itself"


def test_a_link_to_a_picture_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    target.write_bytes(encoded(corners(), "PNG"))
    link.symlink_to(target)
    assert read_picture(link).size == (96, 64)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_named_so(read, tmp_path: Path) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(b"x")
    path.chmod(0)
    assert reason(read, path) == "no permission to read it"


def test_a_refusal_by_the_system_is_put_into_words(
    read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", refuse)
    assert reason(read, path) == "no permission to read it"


def test_a_name_that_no_file_can_have_is_named_so(read) -> None:
    assert reason(read, Path("a\0b.jpg")) == "its name is not valid here"


def test_a_name_that_is_too_long_is_named_so(read, tmp_path: Path) -> None:
    assert reason(read, tmp_path / ("x" * 300)) == "it cannot be read: File name too long"


def test_a_name_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    path.write_bytes(encoded(corners(), "PNG"))
    assert read_picture(path).size == (96, 64)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(read, tmp_path: Path) -> None:
    path = tmp_path / "sparse.tif"
    with path.open("wb") as file:
        file.truncate(files.MAX_FILE_BYTES + 1)
    assert reason(read, path) == "1.1 GB; at most 1.1 GB are read"


def test_nothing_stays_open(tmp_path: Path) -> None:
    folder, picture = tmp_path / "folder", tmp_path / "picture.png"
    folder.mkdir()
    picture.write_bytes(encoded(corners(), "PNG"))
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else None
    for _ in range(5):
        read_picture(picture)
        content_hash(picture)
        reason(read_bytes, folder)
    if before is not None:
        assert len(os.listdir("/proc/self/fd")) == before
