from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from handful.training.omniglot import OmniglotError
from handful.training.omniglot_distort import distorted
from handful.training.omniglot_pictures import (
    VALIDATION_ALPHABETS,
    Characters,
    as_inputs,
    load_characters,
    pack_characters,
    shrunk,
)
from tests.training.drawn_alphabets import draw_alphabets


@pytest.fixture(scope="module")
def background(tmp_path_factory: pytest.TempPathFactory) -> Characters:
    root = draw_alphabets(tmp_path_factory.mktemp("omniglot"))
    counts = list(pack_characters(root, "background", root / "cache"))
    assert counts[-1] == (50, 50)
    assert list(pack_characters(root, "background", root / "cache")) == []
    return load_characters("background", root / "cache")


def test_every_character_has_twenty_small_drawings_with_ink_as_255(background: Characters) -> None:
    assert len(background.drawings) == 50
    for drawings in background.drawings:
        assert drawings.shape == (20, 28, 28)
        assert drawings.dtype == torch.uint8
        assert 0 < drawings.float().mean() < 128


def test_a_small_pixel_is_the_share_of_ink_in_its_area() -> None:
    ink = np.zeros((56, 56), dtype=bool)
    ink[:2, :1] = True
    small = shrunk(ink)
    assert small[0, 0] in (127, 128)
    assert small.astype(int).sum() == small[0, 0]


def test_alphabets_for_choosing_and_for_training_share_no_character(background: Characters) -> None:
    validation = background.of(VALIDATION_ALPHABETS)
    base = background.of(VALIDATION_ALPHABETS, without=True)
    assert set(validation.alphabets) == VALIDATION_ALPHABETS
    assert not set(base.alphabets) & VALIDATION_ALPHABETS
    assert len(validation.drawings) + len(base.drawings) == 50


def test_a_turned_character_is_a_class_of_its_own_and_its_alphabet_too(background: Characters) -> None:
    turned = background.turned()
    assert len(turned.drawings) == 200
    assert len(turned.groups()) == 40
    assert torch.equal(turned.drawings[50], torch.rot90(turned.drawings[0], 1, (1, 2)))
    assert all(len({turned.alphabets[i] for i in group}) == 1 for group in turned.groups())


def test_a_folder_without_alphabets_says_what_to_unpack(tmp_path: Path) -> None:
    with pytest.raises(OmniglotError, match="holds no alphabet; unpack the folder 'Omniglot Dataset'"):
        next(pack_characters(tmp_path, "background", tmp_path / "cache"))


def test_a_character_that_lacks_a_drawing_is_named(tmp_path: Path) -> None:
    root = draw_alphabets(tmp_path)
    next((root / "images_evaluation" / "Unseen 0" / "character02").iterdir()).unlink()
    with pytest.raises(OmniglotError, match="character02 has 19 drawings, not 20"):
        list(pack_characters(root, "evaluation", tmp_path / "cache"))


def test_a_distortion_is_another_one_for_each_drawing_and_the_same_for_the_same_seed(
    background: Characters,
) -> None:
    drawings = background.drawings[0][:1].repeat(8, 1, 1)
    first, again = (distorted(drawings, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(first, again)
    assert first.shape == (8, 1, 28, 28)
    assert 0 <= float(first.min()) <= float(first.max()) <= 1
    assert len({tuple(row.flatten().tolist()) for row in first}) == 8


def test_a_distorted_drawing_stays_closer_to_its_own_than_to_another(background: Characters) -> None:
    upright = torch.stack([d[0] for d in background.drawings])
    moved = distorted(upright, torch.Generator().manual_seed(0)).flatten(1)
    nearest = torch.cdist(moved, as_inputs(upright).flatten(1)).argmin(1)
    assert float((nearest == torch.arange(50)).float().mean()) > 0.5
