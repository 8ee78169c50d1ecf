from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from handful.training.curve import read_curve
from handful.training.episodes import Episode
from handful.training.outer_loop import EpisodicModel, OuterSettings, OuterStep, rate_at, train_episodes
from handful.training.outer_state import OuterState
from handful.training.sampler import EpisodeSampler, EpisodeSizes

ROOT = Path(__file__).resolve().parents[2]
SIZES = EpisodeSizes((3,), (1, 2), (3,))
SETTINGS = OuterSettings(steps=8, episodes_per_step=2, learning_rate=0.01, validate_every=2)


class TwoLayers(EpisodicModel):
    """Prototypes behind a linear map, a batch-norm and dropout: all that could differ between two runs."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layers = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.Dropout(0.1), nn.Linear(8, 8))

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        z = self.layers(torch.cat([episode.support.embeddings, episode.queries]))
        support, queries = z.split([len(episode.support.labels), len(episode.queries)])
        labels = episode.support.labels
        prototypes = torch.stack([support[labels == c].mean(0) for c in range(episode.support.n_way)])
        logits = -torch.cdist(queries, prototypes)
        loss = nn.functional.cross_entropy(logits, episode.query_labels)
        return loss, (logits.argmax(1) == episode.query_labels).float().mean()


def sampler(seed: int = 0) -> EpisodeSampler:
    generator = torch.Generator().manual_seed(7)
    noise, signal = torch.tensor([1.0, 1, 1, 6, 6, 6]), torch.tensor([3.0, 3, 3, 0, 0, 0])
    by_class = [
        signal * torch.randn(6, generator=generator) + noise * torch.randn(10, 6, generator=generator)
        for _ in range(5)
    ]
    return EpisodeSampler(by_class, SIZES, seed)


def validate(model: EpisodicModel) -> float:
    assert not model.training
    return float(torch.stack([model(sampler(9)(0, i))[1] for i in range(10)]).mean())


def run(model: EpisodicModel, folder: Path, settings: OuterSettings = SETTINGS) -> list[OuterStep]:
    return list(train_episodes(model, sampler(), validate, settings, folder))


def test_the_loss_falls_and_the_curve_and_its_plot_are_kept(tmp_path: Path) -> None:
    steps = run(TwoLayers(), tmp_path, replace(SETTINGS, steps=60, validate_every=20))
    losses = [step.loss for step in steps]
    assert sum(losses[-15:]) < 0.8 * sum(losses[:15])
    assert [row[0] for row in read_curve(tmp_path)] == [20, 40, 60]
    assert [row[4] for row in read_curve(tmp_path)] == [
        step.validation_fraction for step in steps if step.validation_fraction is not None
    ]
    assert (tmp_path / "curve.png").stat().st_size > 1000


def test_a_run_that_was_stopped_goes_on_exactly_as_if_it_had_not(tmp_path: Path) -> None:
    whole, parts = TwoLayers(), TwoLayers()
    expected = run(whole, tmp_path / "whole")
    stopped = train_episodes(parts, sampler(), validate, SETTINGS, tmp_path / "parts")
    for _ in range(5):  # one step past the state that is on disk
        next(stopped)
    stopped.close()
    fresh = TwoLayers()
    went_on = run(fresh, tmp_path / "parts")
    assert went_on == expected[4:]
    assert read_curve(tmp_path / "parts") == read_curve(tmp_path / "whole")
    for mine, theirs in zip(fresh.state_dict().values(), whole.state_dict().values(), strict=True):
        assert torch.equal(mine, theirs)


def test_the_model_ends_with_the_weights_that_did_best_on_validation_classes(tmp_path: Path) -> None:
    fractions = iter([0.3, 0.9, 0.5, 0.4])
    model, seen = TwoLayers(), []

    def scripted(model: nn.Module) -> float:
        seen.append({key: value.clone() for key, value in model.state_dict().items()})
        return next(fractions)

    steps = list(train_episodes(model, sampler(), scripted, SETTINGS, tmp_path))
    assert steps[-1].best_fraction == 0.9
    assert all(torch.equal(value, seen[1][key]) for key, value in model.state_dict().items())


def test_a_run_ends_early_after_as_many_validations_without_a_better_one_as_its_patience(
    tmp_path: Path,
) -> None:
    fractions = iter([0.5, 0.6, 0.6, 0.4, 0.9])
    settings = replace(SETTINGS, steps=20, patience=2)
    steps = list(train_episodes(TwoLayers(), sampler(), lambda _: next(fractions), settings, tmp_path))
    assert steps[-1].step == 8


@pytest.mark.timeout(600)  # three Pythons load torch
def test_two_processes_end_with_the_same_weights_as_one(tmp_path: Path) -> None:
    run(TwoLayers(), tmp_path / "one")
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command += [str(Path(__file__).with_name("train_in_processes.py")), str(tmp_path / "two")]
    own = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False, env=own)
    assert done.returncode == 0, done.stderr
    one, two = (load_file(tmp_path / name / "state.safetensors") for name in ("one", "two"))
    assert one.keys() == two.keys()
    for key in one.keys() - {key for key in one if "num_batches" in key}:  # counts forward passes, unused
        torch.testing.assert_close(two[key], one[key], rtol=1e-4, atol=1e-5)
    assert torch.tensor(read_curve(tmp_path / "two")).allclose(
        torch.tensor(read_curve(tmp_path / "one")), atol=1e-4
    )


def test_another_models_state_is_refused(tmp_path: Path) -> None:
    run(TwoLayers(), tmp_path)
    with pytest.raises(ValueError, match="another model; use a new --out"):
        OuterState(nn.Linear(2, 2), weight_decay=0.0).load(tmp_path)


def test_a_loss_that_is_no_number_ends_the_run(tmp_path: Path) -> None:
    model = TwoLayers()
    with torch.no_grad():
        model.layers[3].bias.fill_(torch.nan)
    with pytest.raises(FloatingPointError, match="at step 0"):
        run(model, tmp_path)


def test_the_rate_warms_up_and_falls_to_nothing() -> None:
    settings = OuterSettings(steps=10, learning_rate=1.0, warmup_steps=1)
    rates = [rate_at(step, settings) for step in range(11)]
    assert rates[0] == 0.5
    assert rates[1] == 1.0
    assert rates[1:] == sorted(rates[1:], reverse=True)
    assert rates[10] == pytest.approx(0)
    assert rate_at(9, replace(settings, schedule="constant")) == 1.0
