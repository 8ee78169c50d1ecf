"""The hash is that of the bytes and of nothing else."""

from __future__ import annotations

from pathlib import Path

from handful.images.hashing import content_hash, hash_bytes


def test_the_hash_is_the_published_one_for_abc(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content_hash(path) == expected
    assert hash_bytes(b"abc") == expected


def test_names_do_not_count_and_bytes_do(tmp_path: Path) -> None:
    for name, data in [("a.jpg", b"1" * 3_000_000), ("b.png", b"1" * 3_000_000), ("c.jpg", b"1" * 2_999_999)]:
        (tmp_path / name).write_bytes(data)
    assert content_hash(tmp_path / "a.jpg") == content_hash(tmp_path / "b.png")
    assert content_hash(tmp_path / "a.jpg") != content_hash(tmp_path / "c.jpg")
