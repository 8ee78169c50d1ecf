"""Telling pictures of no class: fitted on several domains, it holds in one that was not fitted on."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from handful.fewshot.unknown import Evidence
from handful.training.episodes import EpisodeError
from handful.training.open_set import Domain, Observed, UnknownMeasured, fit_cell, fit_unknown, logistic
from tests.workflows.tiny import drain


def clusters(n_classes: int, spread: float, common: float, seed: int) -> Domain:
    """Classes of 30 pictures in 24 dimensions; `common` is shared by all of them, as in a narrow domain."""
    generator = torch.Generator().manual_seed(seed)
    shared = common * torch.randn(24, generator=generator)
    centres = torch.randn(n_classes, 24, generator=generator)
    z = [shared + c + spread * torch.randn(30, 24, generator=generator) for c in centres]
    return Domain(z, z)


def fitted(domains: dict[str, Domain], shots=(1, 5), ways=(2, 5)):
    work = fit_unknown(
        domains, torch.zeros(24), shots=shots, ways=ways, n_episodes=60, seed=0, stranger_share=0.3
    )
    news, fit = drain(work)
    return {(m.domain, m.n_shot, m.n_way): m for m in news if isinstance(m, UnknownMeasured)}, fit


def test_wide_and_narrow_domains_are_told_by_one_fit() -> None:
    """In the narrow one every stranger is more familiar than the known pictures of the wide one."""
    domains = {"wide": clusters(10, 0.7, 0.0, 1), "narrow": clusters(10, 0.7, 2.0, 2)}
    measured, fit = fitted(domains)
    for domain in domains:
        at = measured[domain, 5, 5]
        assert at.auroc > 0.75
        assert at.known_kept > 0.8
        assert at.unknown_caught > 0.3
    assert measured["wide", 5, 5].auroc > measured["wide", 1, 5].auroc
    assert (fit.shots, fit.ways, fit.stranger_share) == ((1, 5), (2, 5), 0.3)
    assert fit.cells[0][0].held_out == 0  # nothing can be held out of single pictures


def test_a_domain_with_too_few_classes_or_pictures_is_left_out_of_those_cells() -> None:
    domains = {"many": clusters(8, 0.7, 0.0, 1), "few": clusters(4, 0.7, 0.0, 2)}
    measured, _ = fitted(domains, shots=(1,))
    assert set(measured) == {("many", 1, 2), ("many", 1, 5), ("few", 1, 2)}
    with pytest.raises(EpisodeError, match="more than 2 classes of 35 pictures"):
        fitted(domains, shots=(25,))


def normal(mean: float, seed: int) -> Tensor:
    return mean + 0.1 * torch.randn(20_000, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("stranger_share", [0.5, 0.1])
def test_the_threshold_is_that_of_two_normal_distributions(stranger_share: float) -> None:
    """Log-odds of (0.7 - 0.3) / 0.1^2 times the distance to 0.5, and of the shares."""
    nothing = Evidence(torch.zeros(0), torch.zeros(0), torch.zeros(0, dtype=torch.bool))
    cell = fit_cell([[Observed(normal(0.7, 0), normal(0.3, 1), nothing)]], stranger_share)
    prior = math.log((1 - stranger_share) / stranger_share)
    assert cell.familiarity == pytest.approx(40, rel=0.15)
    threshold = -(cell.offset + cell.prior) / cell.familiarity
    assert threshold == pytest.approx(0.5 - prior / 40, abs=0.01)
    assert (cell.gap, cell.variance) == pytest.approx((0.4, 0.01), rel=0.05)


@pytest.mark.parametrize("apart", [0.0, 1.0])
def test_what_cannot_be_told_apart_or_is_perfectly_ends_in_finite_numbers(apart: float) -> None:
    x = torch.cat([torch.full((50, 1), 0.5 + apart), torch.full((50, 1), 0.5)]).double()
    y = torch.cat([torch.ones(50), torch.zeros(50)]).double()
    [slope], offset = logistic(x, y, torch.full((100,), 0.01, dtype=torch.float64))
    assert math.isfinite(slope)
    assert math.isfinite(offset)
    assert (slope > 0) == (apart > 0)
