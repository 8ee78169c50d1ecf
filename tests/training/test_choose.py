from __future__ import annotations

import pytest
import torch

from handful.fewshot.learner_list import FITTED
from handful.fewshot.learners import META_TRAINED
from handful.training.choose import GRIDS, try_settings
from handful.training.open_set import Domain


def test_every_learner_has_settings_to_try() -> None:
    assert set(GRIDS) | META_TRAINED == set(FITTED)
    assert not set(GRIDS) & META_TRAINED
    assert all(GRIDS.values())


def test_each_entry_of_the_grid_is_tried_on_the_same_episodes() -> None:
    generator = torch.Generator().manual_seed(0)
    centres = torch.randn(6, 16, generator=generator)
    by_class = [c + 0.7 * torch.randn(40, 16, generator=generator) for c in centres]
    domains = {"first": Domain(by_class, by_class), "other": Domain(by_class[:4], by_class[:4])}
    numbers = {"n_way": 3, "n_episodes": 4, "seed": 0}
    tried = list(try_settings("ridge", domains, torch.zeros(16), **numbers))
    again = list(try_settings("ridge", domains, torch.zeros(16), **numbers))
    assert [each.settings for each in tried] == list(GRIDS["ridge"])
    assert tried == again
    assert len({each.loss for each in tried}) == len(tried)
    first = {"first 1-shot", "first 5-shot", "first 20-shot", "first 5-shot, two looks"}
    assert set(tried[0].losses) == first | {"other 1-shot", "other 5-shot"}
    assert tried[0].loss == pytest.approx(sum(tried[0].losses.values()) / 6)
