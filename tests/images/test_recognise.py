"""A file is a picture by its first bytes, whatever its name and whatever is wrong further on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from handful.images.errors import PictureError
from handful.images.recognise import picture_hash

from .drawing import SAVED_AS, encoded, noise


@pytest.mark.parametrize("kind", SAVED_AS)
def test_every_kind_that_is_read_has_the_hash_of_its_bytes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encoded(noise(48, 32), kind))
    assert picture_hash(path) == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", SAVED_AS)
def test_a_picture_that_is_cut_short_is_one_still(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    data = encoded(noise(48, 32), kind)
    path.write_bytes(data[: len(data) // 2])
    assert picture_hash(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.jpg", b"", "empty"),
        ("letter.jpg", b"%PDF-1.7\n" + b"x" * 900, "PDF"),
        ("notes.png", b"Dear diary, " * 40, "not a picture"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("photos.jpg", b"PK\x03\x04" + b"\0" * 60, "archive"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(
    name: str, data: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PictureError, match=words):
        picture_hash(path)


def test_a_link_that_points_nowhere_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    with pytest.raises(PictureError, match="points nowhere"):
        picture_hash(tmp_path / "broken.jpg")
