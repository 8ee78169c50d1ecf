from __future__ import annotations

import torch

from handful.fewshot.conv4 import Conv4, Conv4Config


def test_conv4_is_as_large_as_in_the_papers() -> None:
    network = Conv4(Conv4Config())
    assert sum(p.numel() for p in network.parameters()) == 111_936
    assert network(torch.zeros(3, 1, 28, 28)).shape == (3, 64) == (3, network.config.embedding_size)


def test_an_embedding_for_colour_pictures_is_as_long_as_the_config_says() -> None:
    config = Conv4Config(channels=3, image_size_px=84, width=32)
    assert Conv4(config)(torch.zeros(1, 3, 84, 84)).shape == (1, config.embedding_size) == (1, 800)


def test_in_evaluation_no_query_depends_on_another() -> None:
    torch.manual_seed(0)
    network, pictures = Conv4(Conv4Config(width=8)), torch.rand(5, 1, 28, 28)
    network(pictures)
    network.eval()
    alone = torch.cat([network(picture[None]) for picture in pictures])
    torch.testing.assert_close(network(pictures), alone)
