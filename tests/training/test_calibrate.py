from __future__ import annotations

import pytest
import torch

from handful.fewshot.prototypes import Prototypes
from handful.training.calibrate import UNFITTED, WAYS, CellFit, calibrate, fit_scale
from handful.training.open_set import Domain, fit_unknown
from tests.workflows.tiny import drain


def test_the_scale_that_made_the_labels_is_found_again() -> None:
    generator = torch.Generator().manual_seed(0)
    similarity = torch.rand(20_000, 5, generator=generator) * 2 - 1
    labels = torch.multinomial(torch.softmax(7.0 * similarity, 1), 1, generator=generator)[:, 0]
    assert fit_scale(similarity, labels) == pytest.approx(7.0, rel=0.05)


def test_the_fit_is_calibrated_and_the_curve_tells_what_each_share_of_strangers_comes_to() -> None:
    generator = torch.Generator().manual_seed(1)
    centres = torch.randn(12, 24, generator=generator)
    by_class = [c + 0.8 * torch.randn(60, 24, generator=generator) for c in centres]
    domain, centre = Domain(by_class, by_class), torch.zeros(24)
    numbers = {"shots": (1, 5), "n_episodes": 60, "seed": 0}
    _, unknown = drain(fit_unknown({"all": domain}, centre, ways=WAYS, stranger_share=0.3, **numbers))
    learner = Prototypes(centre, UNFITTED, "")
    news, calibration = drain(calibrate(domain, learner, centre, unknown, **numbers))
    fits = {(each.n_shot, each.n_way): each for each in news if isinstance(each, CellFit)}
    one, five = fits[1, 5], fits[5, 5]
    assert set(fits) == {(shot, way) for shot in (1, 5) for way in (1, 2, 5, 10)}
    assert max(one.ece, five.ece) < 0.05
    assert five.scale > one.scale
    assert five.auroc > one.auroc > 0.6
    assert five.auroc > five.auroc_softmax
    assert (calibration.shots, calibration.ways) == ((1, 5), (1, 2, 5, 10))
    assert calibration.scale_at(5, 5) == pytest.approx(five.scale)
    answered, caught = ([getattr(p, name) for p in five.curve] for name in ("answered", "caught"))
    assert answered == sorted(answered, reverse=True)
    assert caught == sorted(caught)
    assert (five.curve[0].answered, five.curve[0].caught) == (1.0, 0.0)
    assert five.curve[-1].wrong <= five.curve[0].wrong
