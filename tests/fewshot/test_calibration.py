from __future__ import annotations

import math

import pytest
import torch

from handful.fewshot.calibration import Calibration, effective_shots

FITTED = Calibration((1, 4), (10.0, 20.0), (0.2, 0.6))


@pytest.mark.parametrize(
    ("n_shot", "scale", "threshold"),
    [(1, 10.0, 0.2), (2, 15.0, 0.4), (4, 20.0, 0.6), (1000, 20.0, 0.6), (0.5, 10.0, 0.2)],
)
def test_between_fitted_shots_it_is_linear_in_the_logarithm_and_outside_constant(
    n_shot: float, scale: float, threshold: float
) -> None:
    assert FITTED.at(n_shot) == pytest.approx((scale, threshold))


def test_probabilities_are_a_softmax_with_one_more_logit_for_unknown() -> None:
    scores = Calibration((1,), (2.0,), (0.5,)).apply(torch.tensor([[1.0, 0.0]]), 1)
    total = math.exp(2) + math.exp(0) + math.exp(1)
    assert scores.probability[0].tolist() == pytest.approx([math.exp(2) / total, 1 / total])
    assert float(scores.p_unknown[0]) == pytest.approx(math.exp(1) / total)


def test_a_query_is_unknown_where_its_closest_class_is_below_the_threshold() -> None:
    scores = Calibration((1,), (2.0,), (0.5,)).apply(torch.tensor([[0.6, 0.1], [0.4, 0.1]]), 1)
    assert scores.unknown.tolist() == [False, True]


def test_the_rarest_classes_decide_the_number_of_shots() -> None:
    assert effective_shots(torch.tensor([1, 1000])) == pytest.approx(2 / (1 + 0.001))
    assert effective_shots(torch.tensor([5, 5, 5])) == pytest.approx(5)


def test_a_calibration_survives_its_card() -> None:
    assert Calibration.from_json(FITTED.to_json()) == FITTED


@pytest.mark.parametrize(
    "values",
    [
        {"shots": [], "scales": [], "thresholds": []},
        {"shots": [1, 5], "scales": [10.0], "thresholds": [0.1, 0.2]},
    ],
)
def test_a_card_with_missing_numbers_is_refused(values: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="as many scales and thresholds as shots"):
        Calibration.from_json(values)
