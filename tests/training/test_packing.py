from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handful.training.packing import decode_square, load_packed, pack
from tests.training.pictures import write_pictures

HOW = {"size_px": 12, "fit": "squash", "seed": 0}


@pytest.fixture
def shapes(tmp_path: Path) -> dict[str, Path]:
    root = tmp_path / "shapes"
    write_pictures(root / "data" / "user.a" / "images", ["circle", "square"], 3)
    write_pictures(root / "data" / "user.b" / "images", ["circle"], 2)
    return {"shapes": root}


def test_pictures_of_all_folders_of_a_class_are_packed_under_its_name(
    shapes: dict[str, Path], tmp_path: Path
) -> None:
    progress = list(pack(shapes, "base", tmp_path / "cache", **HOW))
    packed = load_packed(shapes, "base", tmp_path / "cache", **HOW)
    assert progress[-1] == (8, 8)
    assert packed.images.shape == (8, 12, 12, 3)
    assert packed.classes == ("shapes/circle", "shapes/square")
    assert np.bincount(packed.labels).tolist() == [5, 3]
    assert packed.counts == {"shapes": 8}


def test_what_is_packed_is_not_decoded_again(shapes: dict[str, Path], tmp_path: Path) -> None:
    list(pack(shapes, "base", tmp_path / "cache", **HOW))
    assert list(pack(shapes, "base", tmp_path / "cache", **HOW)) == []


def test_another_fit_is_packed_apart(shapes: dict[str, Path], tmp_path: Path) -> None:
    list(pack(shapes, "base", tmp_path / "cache", **HOW))
    assert list(pack(shapes, "base", tmp_path / "cache", **{**HOW, "fit": "crop"}))


def test_before_packing_has_ended_there_is_nothing_to_load(shapes: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_packed(shapes, "base", tmp_path / "cache", **HOW)


def test_a_root_without_pictures_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"source .shapes. has no pictures below .*; unpack it there first"):
        list(pack({"shapes": tmp_path}, "base", tmp_path / "cache", **HOW))


def test_an_unknown_source_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown source 'circus'; known are mini-imagenet, .*shapes"):
        list(pack({"circus": tmp_path}, "base", tmp_path / "cache", **HOW))


def test_squashing_keeps_the_sides_that_cropping_cuts_off(tmp_path: Path) -> None:
    wide = Image.new("RGB", (40, 20), "black")
    wide.paste((255, 255, 255), (0, 0, 5, 20))
    wide.save(tmp_path / "wide.png")
    squashed, cropped = (decode_square(tmp_path / "wide.png", 20, fit) for fit in ("squash", "crop"))
    assert squashed.shape == cropped.shape == (20, 20, 3)
    assert squashed[:, 0].min() > 200
    assert cropped.max() == 0
