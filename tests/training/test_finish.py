from __future__ import annotations

import pytest
import torch

from handful.training.ancestor import Ancestor
from handful.training.finish import SizeMeasured, best_of, blended, unseen_centre
from handful.training.pretrain import Pretraining
from tests.fewshot.tiny import TINY, tiny_network
from tests.training.pictures import TINY_SETTINGS, packed_noise


def floating(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {k: v for k, v in network.state_dict().items() if v.is_floating_point()}


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_blended_weights_lie_between_the_start_and_what_was_trained(share: float) -> None:
    start, trained = tiny_network(seed=1), tiny_network(seed=2)
    mixed = floating(blended(trained, Ancestor(floating(start), {}), share))
    for name, weights in floating(trained).items():
        torch.testing.assert_close(mixed[name], share * weights + (1 - share) * floating(start)[name])


def test_blending_leaves_the_trained_weights_as_they_were() -> None:
    trained = tiny_network(seed=2)
    before = {k: v.clone() for k, v in floating(trained).items()}
    blended(trained, Ancestor(floating(tiny_network(seed=1)), {}), 0.5)
    assert all(torch.equal(v, before[k]) for k, v in floating(trained).items())


def test_the_best_is_the_one_with_the_highest_sum_of_both_accuracies() -> None:
    measured = [SizeMeasured(64, 0.6, 0.8), SizeMeasured(96, 0.65, 0.79), SizeMeasured(128, 0.7, 0.7)]
    assert best_of(measured).size_px == 96


def test_the_centre_weighs_classes_alike_whatever_their_number_of_pictures() -> None:
    run = Pretraining(TINY, 3, TINY_SETTINGS, torch.device("cpu"))
    pictures = packed_noise(2, 10)
    few = type(pictures)(pictures.images[:13], pictures.labels[:13], pictures.classes, pictures.counts)
    alike = unseen_centre(run, pictures, 24, per_class=3)
    torch.testing.assert_close(unseen_centre(run, few, 24, per_class=3), alike)
