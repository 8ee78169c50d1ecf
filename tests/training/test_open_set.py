from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from handful.training.open_set import MARGINS, choose_margin, familiarity, fit_unknown


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
    """Two normal distributions of one width: log-odds of (0.7 - 0.3) / 0.1^2 times the distance to 0.5."""
    generator = torch.Generator().manual_seed(0)
    known, unknown = (m + 0.1 * torch.randn(20_000, 1, generator=generator) for m in (0.7, 0.3))
    fit = fit_unknown((known, unknown), 0.0, 0.5)
    assert fit.threshold == pytest.approx(0.5, abs=0.01)
    assert fit.steepness == pytest.approx(40, rel=0.1)


def test_more_known_pictures_to_decide_for_lower_the_threshold() -> None:
    generator = torch.Generator().manual_seed(1)
    known, unknown = (m + 0.1 * torch.randn(20_000, 1, generator=generator) for m in (0.7, 0.3))
    fit = fit_unknown((known, unknown), 0.0, 0.9)
    assert fit.threshold == pytest.approx(0.5 - math.log(9) / 40, abs=0.01)


def test_a_lead_that_matters_is_found() -> None:
    """Pictures of one project may all be alike: then only the lead over the others tells anything."""
    generator = torch.Generator().manual_seed(2)
    alike = torch.randn(4000, 1, generator=generator)
    known = alike[:2000] + similarities(2000, 5, 0.6, generator)
    unknown = alike[2000:] + similarities(2000, 5, 0.1, generator)
    assert choose_margin([(known, unknown)], 0.5) == max(MARGINS)


def test_a_lead_that_misleads_is_left_out() -> None:
    generator = torch.Generator().manual_seed(3)
    known, unknown = (similarities(2000, 5, best, generator) for best in (0.6, 0.3))
    noise = torch.cat([torch.zeros(4000, 1), 2 * torch.randn(4000, 4, generator=generator).abs().neg()], 1)
    assert choose_margin([(known + noise[:2000], unknown + noise[2000:])], 0.5) == 0


def test_what_cannot_be_told_apart_still_ends_in_finite_numbers() -> None:
    same = torch.full((50, 5), 0.5)
    fit = fit_unknown((same, same), 0.25, 0.5)
    assert all(math.isfinite(v) for v in (fit.threshold, fit.steepness, fit.loss))
    assert fit.steepness > 0


def test_what_is_told_apart_perfectly_ends_in_finite_numbers_between_both() -> None:
    fit = fit_unknown((torch.full((50, 5), 0.8), torch.full((50, 5), 0.2)), 0.0, 0.5)
    assert 0.2 < fit.threshold < 0.8
    assert math.isfinite(fit.steepness)
