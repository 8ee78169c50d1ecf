from __future__ import annotations

import pytest
import torch

from handful.fewshot.prototypes import Prototypes
from handful.training.calibrate import UNFITTED, calibrate, fit_scale


def test_the_scale_that_made_the_labels_is_found_again() -> None:
    generator = torch.Generator().manual_seed(0)
    similarity = torch.rand(20_000, 5, generator=generator) * 2 - 1
    labels = torch.multinomial(torch.softmax(7.0 * similarity, 1), 1, generator=generator)[:, 0]
    assert fit_scale(similarity, labels) == pytest.approx(7.0, rel=0.05)


def test_the_fit_is_calibrated_and_both_errors_of_unknown_are_alike() -> None:
    generator = torch.Generator().manual_seed(1)
    centres = torch.randn(12, 24, generator=generator)
    by_class = [c + 0.8 * torch.randn(60, 24, generator=generator) for c in centres]
    fits = list(
        calibrate(
            by_class,
            by_class,
            Prototypes(torch.zeros(24), UNFITTED, ""),
            shots=(1, 5),
            n_way=5,
            n_episodes=60,
            known_share=0.5,
            seed=0,
        )
    )
    one, five = fits
    assert [fit.n_shot for fit in fits] == [1, 5]
    assert max(one.ece, five.ece) < 0.05
    assert five.scale > one.scale
    assert five.auroc > one.auroc > 0.6
    assert five.auroc > five.auroc_softmax
    assert abs(five.known_kept - five.unknown_caught) < 0.15
    assert five.known_kept + five.unknown_caught > 1.3
