from __future__ import annotations

import json
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
    assert FITTED.scale_at(n_shot) == pytest.approx(scale)
    at_threshold = FITTED.apply(torch.tensor([[threshold, 0.0, 0.0, 0.0, 0.0]]), n_shot)
    assert float(at_threshold.p_unknown) == pytest.approx(0.5)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_classes_share_what_unknown_leaves_by_a_softmax() -> None:
    scores = Calibration((1,), (2.0,), (0.5,)).apply(torch.tensor([[1.0, 0.0]]), 1)
    unknown = sigmoid(2 * (0.5 - 1))
    assert float(scores.p_unknown[0]) == pytest.approx(unknown)
    first = (1 - unknown) * sigmoid(2.0)
    assert scores.probability[0].tolist() == pytest.approx([first, 1 - unknown - first])


def test_the_lead_over_the_other_classes_makes_familiar_and_more_classes_raise_the_threshold() -> None:
    fitted = Calibration((1,), (2.0,), (0.5,), (0.25,), (0.1,), (8.0,))
    scores = fitted.apply(torch.tensor([[0.6, 0.2, 0.0]]), 1)
    familiarity = 0.6 + 0.25 * (0.6 - 0.1)
    expected = sigmoid(8 * (0.5 + 0.1 * math.log(3 / 5) - familiarity))
    assert float(scores.p_unknown[0]) == pytest.approx(expected, rel=1e-5)


def test_one_class_alone_leads_over_an_unrelated_one() -> None:
    fitted = Calibration((1,), (2.0,), (0.5,), (0.25,), (0.0,), (8.0,))
    scores = fitted.apply(torch.tensor([[0.5], [0.1]]), 1)
    assert float(scores.p_unknown[0]) == pytest.approx(sigmoid(8 * (0.5 - 0.625)), rel=1e-5)
    assert scores.unknown.tolist() == [False, True]
    torch.testing.assert_close(scores.probability[:, 0], 1 - scores.p_unknown)


def test_a_query_is_unknown_where_its_closest_class_is_below_the_threshold() -> None:
    scores = Calibration((1,), (2.0,), (0.5,)).apply(torch.tensor([[0.6, 0.1], [0.4, 0.1]]), 1)
    assert scores.unknown.tolist() == [False, True]


def test_the_rarest_classes_decide_the_number_of_shots() -> None:
    assert effective_shots(torch.tensor([1, 1000])) == pytest.approx(2 / (1 + 0.001))
    assert effective_shots(torch.tensor([5, 5, 5])) == pytest.approx(5)


def test_a_calibration_survives_its_card() -> None:
    whole = Calibration((1, 4), (10.0, 20.0), (0.2, 0.6), (0.0, 1.0), (0.1, 0.2), (8.0, 9.0))
    for fitted in (FITTED, whole):
        assert Calibration.from_json(json.loads(json.dumps(fitted.to_json()))) == fitted


@pytest.mark.parametrize(
    "values",
    [
        {"shots": [], "scales": [], "thresholds": []},
        {"shots": [1, 5], "scales": [10.0], "thresholds": [0.1, 0.2]},
        {"shots": [1], "scales": [10.0], "thresholds": [0.1], "margins": [0.1, 0.2]},
    ],
)
def test_a_card_with_missing_numbers_is_refused(values: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="as many scales and thresholds as shots"):
        Calibration.from_json(values)
