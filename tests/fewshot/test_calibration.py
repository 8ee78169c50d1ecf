from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
import torch

from handful.fewshot.calibration import Calibration, effective_shots, uniform

FITTED = Calibration(
    (1, 4),
    (2, 8),
    ((10.0, 30.0), (20.0, 40.0)),
    ((0.2, 0.4), (0.6, 0.8)),
    ((5.0, 6.0), (7.0, 8.0)),
    0.25,
)


@pytest.mark.parametrize(
    ("n_shot", "n_way", "scale", "threshold"),
    [
        (1, 2, 10.0, 0.2),
        (2, 2, 15.0, 0.4),
        (4, 2, 20.0, 0.6),
        (1, 4, 20.0, 0.3),
        (2, 4, 25.0, 0.5),
        (0.5, 1, 10.0, 0.2),
        (1000, 100, 40.0, 0.8),
    ],
)
def test_between_fitted_shots_and_ways_it_is_linear_in_the_logarithms_and_outside_constant(
    n_shot: float, n_way: int, scale: float, threshold: float
) -> None:
    assert FITTED.scale_at(n_shot, n_way) == pytest.approx(scale)
    similarity = torch.full((1, n_way), threshold)  # no lead, where there is another class
    at_threshold = replace(FITTED, margin=0.0).apply(similarity, n_shot)
    assert float(at_threshold.p_unknown) == pytest.approx(0.5)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_classes_share_what_unknown_leaves_by_a_softmax() -> None:
    scores = uniform(2.0, 0.5).apply(torch.tensor([[1.0, 0.0]]), 1)
    unknown = sigmoid(2 * (0.5 - 1))
    assert float(scores.p_unknown[0]) == pytest.approx(unknown)
    first = (1 - unknown) * sigmoid(2.0)
    assert scores.probability[0].tolist() == pytest.approx([first, 1 - unknown - first])


def test_the_lead_over_the_mean_of_the_other_classes_makes_familiar() -> None:
    fitted = replace(uniform(2.0, 0.5, 8.0), margin=0.25)
    scores = fitted.apply(torch.tensor([[0.6, 0.2, 0.0]]), 1)
    familiarity = 0.6 + 0.25 * (0.6 - 0.1)
    assert float(scores.p_unknown[0]) == pytest.approx(sigmoid(8 * (0.5 - familiarity)), rel=1e-5)


def test_one_class_alone_leads_over_an_unrelated_one() -> None:
    fitted = replace(uniform(2.0, 0.5, 8.0), margin=0.25)
    scores = fitted.apply(torch.tensor([[0.5], [0.1]]), 1)
    assert float(scores.p_unknown[0]) == pytest.approx(sigmoid(8 * (0.5 - 0.625)), rel=1e-5)
    assert scores.unknown.tolist() == [False, True]
    torch.testing.assert_close(scores.probability[:, 0], 1 - scores.p_unknown)


def test_a_query_is_unknown_where_its_closest_class_is_below_the_threshold() -> None:
    scores = uniform(2.0, 0.5).apply(torch.tensor([[0.6, 0.1], [0.4, 0.1]]), 1)
    assert scores.unknown.tolist() == [False, True]


def test_the_rarest_classes_decide_the_number_of_shots() -> None:
    assert effective_shots(torch.tensor([1, 1000])) == pytest.approx(2 / (1 + 0.001))
    assert effective_shots(torch.tensor([5, 5, 5])) == pytest.approx(5)


def test_a_calibration_survives_its_card() -> None:
    assert Calibration.from_json(json.loads(json.dumps(FITTED.to_json()))) == FITTED


@pytest.mark.parametrize(
    "amiss",
    [
        {"shots": [], "scales": [], "thresholds": [], "steepnesses": []},
        {"scales": [[10.0, 30.0]]},
        {"thresholds": [[0.1, 0.2], [0.3]]},
        {"ways": [2, 5, 10]},
    ],
)
def test_a_card_with_missing_numbers_is_refused(amiss: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="tables with a row for each shots"):
        Calibration.from_json(FITTED.to_json() | amiss)
