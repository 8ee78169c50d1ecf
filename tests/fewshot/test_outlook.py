"""What a share of strangers comes to, by the curves of a card and by the examples themselves."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
import torch

from handful.fewshot.outlook import Curves, Point, on_support
from handful.fewshot.unknown import Detector, Evidence


def fits() -> list[dict[str, object]]:
    """answered: 1 without strangers, and with half of them as many hundredths as shots times ways."""
    return [
        {
            "n_shot": shot,
            "n_way": way,
            "curve": [asdict(Point(0.0, 1.0, 0.2, 0.0)), asdict(Point(0.5, shot * way / 100, 0.1, 0.8))],
        }
        for shot in (1, 4)
        for way in (2, 8)
    ]


def test_between_shares_shots_and_ways_the_curves_are_linear() -> None:
    curves = Curves.from_json(json.loads(json.dumps(fits())))
    assert curves.at(0.5, 4, 8).answered == pytest.approx(0.32)
    assert curves.at(0.25, 1, 2).answered == pytest.approx((1 + 0.02) / 2)
    assert curves.at(0.25, 1, 2).wrong == pytest.approx(0.15)
    assert curves.at(0.5, 2, 2).answered == pytest.approx((0.02 + 0.08) / 2)
    assert curves.at(0.9, 100, 100) == Point(0.9, pytest.approx(0.32), 0.1, 0.8)


def test_a_card_without_curves_is_refused() -> None:
    with pytest.raises(KeyError):
        Curves.from_json([{"n_shot": 1, "n_way": 2}])
    with pytest.raises(ValueError, match="a curve is needed for each"):
        Curves.from_json(fits()[:3])


def test_examples_are_counted_where_they_would_have_been_answered_wrong_or_caught() -> None:
    evidence = Evidence(
        as_strangers=torch.tensor([0.1, 0.6, 0.2]),
        held_out=torch.tensor([0.9, 0.7, 0.3]),
        right=torch.tensor([True, False, False]),
    )
    counted = on_support(Detector(torch.eye(2), torch.zeros(2), 10.0, -5.0, evidence))
    assert (counted.answered, counted.wrong, counted.of) == (2, 1, 3)
    assert (counted.caught, counted.of_strangers) == (2, 3)
