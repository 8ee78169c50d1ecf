from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from handful.training.open_set import MARGINS, familiarity, fit_unknown


def similarities(n: int, n_way: int, best: float, generator: torch.Generator) -> Tensor:
    """Queries whose best class has about this similarity, the others about 0."""
    rows = 0.1 * torch.randn(n, n_way, generator=generator)
    rows[:, 0] += best
    return rows


def test_familiarity_is_the_best_similarity_and_its_lead_over_the_mean_of_the_others() -> None:
    similarity = torch.tensor([[0.2, 0.8, 0.4]])
    assert float(familiarity(similarity, 0.0)) == pytest.approx(0.8)
    assert float(familiarity(similarity, 2.0)) == pytest.approx(0.8 + 2 * (0.8 - 0.3))


def test_the_threshold_lies_midway_between_known_and_unknown_that_scatter_alike() -> None:
    generator = torch.Generator().manual_seed(0)
    known, unknown = (m + 0.1 * torch.randn(9000, 1, generator=generator) for m in (0.7, 0.3))
    fit = fit_unknown({1: (known, unknown)}, 0.5)
    scale = 1 + fit.margin  # with one class the lead is the similarity itself
    assert fit.margin in MARGINS
    assert (fit.threshold + fit.way_slope * math.log(1 / 5)) / scale == pytest.approx(0.5, abs=0.01)


def test_more_known_pictures_to_decide_for_lower_the_threshold() -> None:
    generator = torch.Generator().manual_seed(1)
    by_way = {5: (similarities(2000, 5, 0.6, generator), similarities(2000, 5, 0.4, generator))}
    even, mostly = fit_unknown(by_way, 0.5), fit_unknown(by_way, 0.9)
    caught = [
        float((familiarity(by_way[5][1], fit.margin) < fit.threshold).float().mean())
        for fit in (even, mostly)
    ]
    assert caught[1] < caught[0] - 0.2


def test_a_lead_that_matters_is_found() -> None:
    """Pictures of one project may all be alike: then only the lead over the others tells anything."""
    generator = torch.Generator().manual_seed(2)
    alike = torch.randn(4000, 1, generator=generator)
    known = alike[:2000] + similarities(2000, 5, 0.6, generator)
    unknown = alike[2000:] + similarities(2000, 5, 0.1, generator)
    assert fit_unknown({5: (known, unknown)}, 0.5).margin == max(MARGINS)


def test_what_cannot_be_told_apart_still_ends_in_finite_numbers() -> None:
    same = torch.full((50, 5), 0.5)
    fit = fit_unknown({5: (same, same)}, 0.5)
    assert all(math.isfinite(v) for v in (fit.threshold, fit.way_slope, fit.steepness))
    assert fit.steepness > 0
