from __future__ import annotations

import pytest
import torch

from handful.fewshot.prototypes import Prototypes
from handful.training.calibrate import UNFITTED, CellFit, Margin, calibrate, fit_scale
from tests.workflows.tiny import drain


def test_the_scale_that_made_the_labels_is_found_again() -> None:
    generator = torch.Generator().manual_seed(0)
    similarity = torch.rand(20_000, 5, generator=generator) * 2 - 1
    labels = torch.multinomial(torch.softmax(7.0 * similarity, 1), 1, generator=generator)[:, 0]
    assert fit_scale(similarity, labels) == pytest.approx(7.0, rel=0.05)


def test_the_fit_is_calibrated_and_both_errors_of_unknown_are_alike() -> None:
    generator = torch.Generator().manual_seed(1)
    centres = torch.randn(12, 24, generator=generator)
    by_class = [c + 0.8 * torch.randn(60, 24, generator=generator) for c in centres]
    learner = Prototypes(torch.zeros(24), UNFITTED, "")
    news, calibration = drain(
        calibrate(by_class, by_class, learner, shots=(1, 5), n_episodes=60, known_share=0.5, seed=0)
    )
    fits = {(each.n_shot, each.n_way): each for each in news if isinstance(each, CellFit)}
    one, five = fits[1, 5], fits[5, 5]
    assert set(fits) == {(shot, way) for shot in (1, 5) for way in (1, 2, 5, 10)}
    assert max(one.ece, five.ece) < 0.05
    assert five.scale > one.scale
    assert five.auroc > one.auroc > 0.6
    assert five.auroc > five.auroc_softmax
    assert abs(five.known_kept - five.unknown_caught) < 0.15
    assert five.known_kept + five.unknown_caught > 1.3
    assert (calibration.shots, calibration.ways) == ((1, 5), (1, 2, 5, 10))
    assert calibration.scale_at(5, 5) == pytest.approx(five.scale)
    assert calibration.thresholds[1][2] == five.threshold
    assert [each.margin for each in news if isinstance(each, Margin)] == [calibration.margin]
