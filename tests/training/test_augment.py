from __future__ import annotations

import pytest
import torch
from torch import Tensor

from handful.training.augment import colour_jitter, mix, random_resized_crop, turn_some


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def noise(n: int = 8, size_px: int = 12) -> Tensor:
    return torch.rand(n, 3, size_px, size_px, generator=seeded(99)) * 255


def test_a_crop_of_everything_is_the_picture_or_its_mirror() -> None:
    images = noise()
    crops = random_resized_crop(images, 12, seeded(), min_area=1.0, max_ratio=1.0)
    plain = [bool(torch.allclose(c, i, atol=1e-2)) for c, i in zip(crops, images, strict=True)]
    mirrored = [bool(torch.allclose(c, i.flip(2), atol=1e-2)) for c, i in zip(crops, images, strict=True)]
    assert all(p != m for p, m in zip(plain, mirrored, strict=True))
    assert any(plain)
    assert any(mirrored)


def test_crops_have_the_size_asked_for_and_stay_inside_the_picture() -> None:
    edge = torch.zeros(16, 3, 20, 20)
    edge[:, :, 1:-1, 1:-1] = 100.0
    crops = random_resized_crop(edge, 9, seeded(), min_area=0.2, max_ratio=1.5)
    assert crops.shape == (16, 3, 9, 9)
    assert float(crops[:, :, 2:-2, 2:-2].min()) == pytest.approx(100.0)


def test_the_same_generator_gives_the_same_augmentation() -> None:
    first, again = (colour_jitter(random_resized_crop(noise(), 8, g), g) for g in (seeded(3), seeded(3)))
    assert torch.equal(first, again)


def test_colours_stay_in_range_and_strength_nought_changes_nothing() -> None:
    strong = colour_jitter(noise(), seeded(), strength=0.9)
    assert 0 <= float(strong.min()) <= float(strong.max()) <= 255
    torch.testing.assert_close(colour_jitter(noise(), seeded(), strength=0.0), noise())


def test_the_grey_share_has_no_colour_left() -> None:
    grey = colour_jitter(noise(), seeded(), grey_fraction=1.0)
    torch.testing.assert_close(grey[:, 0], grey[:, 1])
    torch.testing.assert_close(grey[:, 0], grey[:, 2])


def test_mixed_pictures_hold_the_two_in_the_share_that_is_told() -> None:
    """Pictures of one value each, so that the mean of a mixed one tells how much of either is in it."""
    values = torch.arange(8.0) * 10
    images = values.view(8, 1, 1, 1).expand(8, 3, 10, 10).contiguous()
    kinds = set()
    for seed in range(30):
        mixed, other, share = mix(images, seeded(seed))
        expected = share * values + (1 - share) * values[other]
        torch.testing.assert_close(mixed.mean((1, 2, 3)), expected, rtol=1e-4, atol=1e-2)
        kinds.add("mixup" if len(mixed[other != torch.arange(8)][0].unique()) == 1 else "cutmix")
    assert kinds == {"mixup", "cutmix"}


def test_mixing_leaves_the_batch_as_it_was() -> None:
    images, kept = noise(), noise()
    for seed in range(6):
        mix(images, seeded(seed))
    assert torch.equal(images, kept)


def test_turned_pictures_come_with_their_quarter_turns() -> None:
    images = noise(40)
    turned, turns = turn_some(images, seeded(), fraction=0.5)
    assert set(turns.tolist()) == {0, 1, 2, 3}
    for picture, original, quarter in zip(turned, images, turns.tolist(), strict=True):
        assert torch.equal(picture, torch.rot90(original, quarter, dims=(1, 2)))
