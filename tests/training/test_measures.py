from __future__ import annotations

import math

import pytest
import torch

from handful.training.measures import area_under_roc, expected_calibration_error, mean_and_interval


def test_the_interval_is_196_standard_errors_wide_on_either_side() -> None:
    mean, interval = mean_and_interval([0.2, 0.4, 0.6, 0.8])
    assert mean == pytest.approx(0.5)
    assert interval == pytest.approx(1.96 * math.sqrt(0.2 / 3) / 2)


def test_one_value_has_no_finite_interval() -> None:
    assert mean_and_interval([0.7]) == (0.7, math.inf)


def test_calibration_error_is_the_weighted_gap_of_each_bin() -> None:
    confidence = torch.tensor([0.95, 0.95, 0.95, 0.95, 0.55])
    right = torch.tensor([True, True, True, False, False])
    assert expected_calibration_error(confidence, right) == pytest.approx(0.8 * 0.2 + 0.2 * 0.55)


def test_certain_and_right_is_calibrated() -> None:
    assert expected_calibration_error(torch.ones(4), torch.ones(4, dtype=torch.bool)) == 0


def test_the_area_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    known, unknown = torch.tensor([0.9, 0.5, 0.5]), torch.tensor([0.5, 0.1])
    assert area_under_roc(known, unknown) == pytest.approx((2 + 1.5 + 1.5) / 6)


def test_the_area_is_one_for_a_perfect_and_a_half_for_an_empty_score() -> None:
    assert area_under_roc(torch.tensor([2.0, 3.0]), torch.tensor([0.0, 1.0])) == 1
    assert area_under_roc(torch.zeros(5), torch.zeros(7)) == 0.5
