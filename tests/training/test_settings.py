from __future__ import annotations

import pytest

from handful.training.settings import PretrainSettings, one_cycle, size_at

SETTINGS = PretrainSettings(learning_rate=0.2, warmup_fraction=0.1, first_size_px=48, last_size_px=72)


def test_the_rate_climbs_to_its_peak_and_falls_to_nought() -> None:
    assert one_cycle(0.05, SETTINGS) == pytest.approx(0.1)
    assert one_cycle(0.1, SETTINGS) == pytest.approx(0.2)
    assert one_cycle(0.55, SETTINGS) == pytest.approx(0.1)
    assert one_cycle(1.0, SETTINGS) == pytest.approx(0.0, abs=1e-12)
    assert one_cycle(0.0, SETTINGS) > 0


def test_crops_grow_by_eights_over_the_first_four_fifths() -> None:
    assert [size_at(f, SETTINGS) for f in (0.0, 0.26, 0.27, 0.54, 0.8, 1.0)] == [48, 48, 56, 64, 72, 72]
