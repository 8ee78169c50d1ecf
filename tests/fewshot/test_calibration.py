from __future__ import annotations

import json
import math

import pytest
import torch

from handful.fewshot.calibration import Calibration, effective_shots, uniform

FITTED = Calibration((1, 4), (2, 8), ((10.0, 30.0), (20.0, 40.0)))


@pytest.mark.parametrize(
    ("n_shot", "n_way", "scale"),
    [(1, 2, 10), (2, 2, 15), (4, 2, 20), (1, 4, 20), (2, 4, 25), (0.5, 1, 10), (1000, 100, 40)],
)
def test_between_fitted_shots_and_ways_it_is_linear_in_the_logarithms_and_outside_constant(
    n_shot: float, n_way: int, scale: float
) -> None:
    assert FITTED.scale_at(n_shot, n_way) == pytest.approx(scale)


def test_the_classes_share_the_probability_by_a_softmax_and_nothing_is_unknown() -> None:
    scores = uniform(2.0).apply(torch.tensor([[1.0, 0.0]]), 1)
    first = 1 / (1 + math.exp(-2.0))
    assert scores.probability[0].tolist() == pytest.approx([first, 1 - first])
    assert (scores.p_unknown.tolist(), scores.unknown.tolist()) == ([0.0], [False])


def test_the_rarest_classes_decide_the_number_of_shots() -> None:
    assert effective_shots(torch.tensor([1, 1000])) == pytest.approx(2 / (1 + 0.001))
    assert effective_shots(torch.tensor([5, 5, 5])) == pytest.approx(5)


def test_a_calibration_survives_its_card() -> None:
    assert Calibration.from_json(json.loads(json.dumps(FITTED.to_json()))) == FITTED


@pytest.mark.parametrize(
    "amiss", [{"shots": [], "scales": []}, {"scales": [[10.0, 30.0]]}, {"ways": [2, 5, 10]}]
)
def test_a_card_with_missing_numbers_is_refused(amiss: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a row of scales for each shots"):
        Calibration.from_json(FITTED.to_json() | amiss)
