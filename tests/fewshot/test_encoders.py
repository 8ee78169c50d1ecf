from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from handful.fewshot.embedding import fold_batch_norms
from handful.fewshot.encoders import EncoderConfig, ResNet, normalise
from tests.fewshot.tiny import TINY, tiny_network


def test_an_embedding_has_the_length_that_the_config_says() -> None:
    assert ResNet(TINY).eval()(torch.zeros(3, 3, 16, 16)).shape == (3, TINY.embedding_size)


def test_a_config_survives_its_model_card() -> None:
    config = replace(TINY, last_stride=1, fit="squash")
    assert EncoderConfig.from_json(config.to_json()) == config


def test_a_card_that_names_an_unknown_setting_is_refused() -> None:
    with pytest.raises(TypeError):
        EncoderConfig.from_json({**TINY.to_json(), "surprise": 1})


def test_a_card_from_before_the_last_stride_could_be_chosen_still_means_two() -> None:
    old = {k: v for k, v in TINY.to_json().items() if k not in ("last_stride", "fit")}
    assert EncoderConfig.from_json(old).last_stride == 2


def test_the_last_stride_keeps_the_last_map_as_fine_as_the_one_before() -> None:
    coarse, fine = (ResNet(replace(TINY, last_stride=stride)).eval() for stride in (2, 1))
    images = torch.zeros(1, 3, 32, 32)
    assert coarse.blocks(coarse.stem(images)).shape[-1] == 2
    assert fine.blocks(fine.stem(images)).shape[-1] == 4


def test_black_and_white_are_normalised_as_imagenet_does() -> None:
    images = torch.tensor([0, 255], dtype=torch.uint8).view(2, 1, 1, 1).expand(2, 3, 1, 1)
    black, white = normalise(images, TINY)[:, 0, 0, 0]
    assert black == pytest.approx(-0.485 / 0.229, abs=1e-5)
    assert white == pytest.approx((1 - 0.485) / 0.229, abs=1e-5)


def test_a_picture_has_the_same_embedding_alone_and_in_any_company() -> None:
    network = tiny_network()
    images = torch.randn(5, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    together = network(images)
    alone = torch.cat([network(image[None]) for image in images])
    torch.testing.assert_close(together, alone)


def test_folding_batch_norms_changes_no_embedding() -> None:
    for last_stride in (1, 2):
        network = tiny_network(replace(TINY, last_stride=last_stride))
        images = torch.randn(4, 3, 16, 16, generator=torch.Generator().manual_seed(2))
        folded = fold_batch_norms(network)
        torch.testing.assert_close(folded(images), network(images), rtol=1e-4, atol=1e-5)
        assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in folded.modules())


def test_folding_leaves_the_original_as_it_was() -> None:
    network = tiny_network()
    before = {k: v.clone() for k, v in network.state_dict().items()}
    fold_batch_norms(network)
    assert all(torch.equal(v, before[k]) for k, v in network.state_dict().items())
