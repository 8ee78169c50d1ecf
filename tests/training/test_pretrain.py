from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from handful.training.ancestor import set_head_to_means
from handful.training.embedding import embed_packed
from handful.training.pretrain import Pretraining, pretrain
from handful.training.settings import PretrainSettings
from tests.fewshot.tiny import TINY, tiny_network
from tests.training.pictures import TINY_SETTINGS, packed_noise

CPU = torch.device("cpu")
BASE, VALIDATION = packed_noise(4, 16), packed_noise(5, 20, seed=1)


def new_run(settings: PretrainSettings = TINY_SETTINGS) -> Pretraining:
    return Pretraining(TINY, len(BASE.classes), settings, CPU)


def all_tensors(run: Pretraining) -> dict[str, torch.Tensor]:
    parts = {"e": run.encoder, "a": run.averaged, "h": run.head, "r": run.rotation_head}
    return {f"{n}.{k}": v.clone() for n, part in parts.items() for k, v in part.state_dict().items()}


def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(tmp_path: Path) -> None:
    whole = new_run()
    list(pretrain(whole, BASE, VALIDATION, tmp_path / "whole"))
    stopped = pretrain(new_run(), BASE, VALIDATION, tmp_path / "parts")
    for _ in range(5):
        next(stopped)
    stopped.close()
    resumed = new_run()
    assert resumed.load(tmp_path / "parts")
    assert resumed.step == 4
    list(pretrain(resumed, BASE, VALIDATION, tmp_path / "parts"))
    assert resumed.step == whole.step == 8
    expected = all_tensors(whole)
    assert all(torch.equal(v, expected[k]) for k, v in all_tensors(resumed).items())


def test_training_learns_classes_that_colour_tells_apart(tmp_path: Path) -> None:
    plain = replace(TINY_SETTINGS, epochs=5.0, mix_probability=0.0, rotate_fraction=0.0, grey_fraction=0.0)
    steps = list(pretrain(new_run(plain), BASE, VALIDATION, tmp_path))
    assert steps[-1].step == steps[-1].total == 40
    assert sum(s.accuracy_fraction for s in steps[-8:]) / 8 > 0.5
    assert steps[-1].loss < steps[0].loss


def test_the_curve_has_a_line_for_each_checkpoint_and_the_last_step_is_validated(tmp_path: Path) -> None:
    steps = list(pretrain(new_run(), BASE, VALIDATION, tmp_path))
    assert steps[-1].validation_fraction is not None
    lines = (tmp_path / "curve.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["2", "4", "6", "8"]


def test_there_is_nothing_to_go_on_from_in_an_empty_folder(tmp_path: Path) -> None:
    assert not new_run().load(tmp_path)


def test_a_checkpoint_of_another_architecture_is_refused(tmp_path: Path) -> None:
    new_run().save(tmp_path)
    other = Pretraining(replace(TINY, widths=(4, 4, 6, 10)), 4, TINY_SETTINGS, CPU)
    with pytest.raises(ValueError, match="another architecture; use a new --out"):
        other.load(tmp_path)


def test_the_average_follows_slowly_once_it_has_seen_enough() -> None:
    run = new_run(replace(TINY_SETTINGS, average_decay=0.9))
    kept, new = run.averaged.stem[0].weight, run.encoder.stem[0].weight
    before = kept.clone()
    with torch.no_grad():
        new.add_(1.0)
    run.step = 10_000
    run.average()
    torch.testing.assert_close(kept, before + 0.1)


def test_a_loss_that_is_not_finite_stops_the_run_and_says_what_to_do(tmp_path: Path) -> None:
    run = new_run()
    with torch.no_grad():
        run.head.bias[0] = float("nan")
    with pytest.raises(FloatingPointError, match="lower --learning-rate"):
        next(pretrain(run, BASE, VALIDATION, tmp_path))


def test_a_run_from_weights_starts_with_them_and_with_a_head_of_class_means(tmp_path: Path) -> None:
    weights = {k: v for k, v in tiny_network(seed=4).state_dict().items() if "num_batches" not in k}
    run = Pretraining(TINY, len(BASE.classes), TINY_SETTINGS, CPU, weights)
    assert all(torch.equal(run.encoder.state_dict()[k], v) for k, v in weights.items())
    set_head_to_means(run.head, run.encoder, BASE, 24)
    with torch.inference_mode():
        answers = run.head(embed_packed(run.encoder, BASE.images, size_px=24)).argmax(1)
    assert float((answers == torch.from_numpy(BASE.labels)).float().mean()) > 0.9


def test_the_head_of_class_means_answers_with_the_nearest_mean() -> None:
    head = torch.nn.Linear(8, 4)
    network = tiny_network()
    set_head_to_means(head, network, BASE, 24)
    z = embed_packed(network, BASE.images, size_px=24, bf16=True)
    labels = torch.from_numpy(BASE.labels)
    means = torch.stack([z[labels == c].mean(0) for c in range(4)])
    with torch.inference_mode():
        assert torch.equal(head(z).argmax(1), torch.cdist(z, means).argmin(1))
