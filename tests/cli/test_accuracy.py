"""`handful benchmark accuracy`: what it writes, who takes part, and what is said where it cannot begin."""

import json

import numpy as np
import pytest
from PIL import Image

from handful.training import charts, peers
from handful.training.omniglot import LABELS, N_RUNS
from handful.workflows.learner_list import LEARNERS
from tests.workflows.tiny import paint

COLOURS = ((220, 30, 30), (30, 200, 40), (30, 60, 220), (220, 210, 40), (210, 40, 220), (30, 210, 210))
FEW = ("--episodes", 2, "--no-cache")


@pytest.fixture
def dataset(tmp_path):
    """Six colours of 17 pictures: enough for 5-way 1- and 2-shot, and for one class unknown."""
    for c, colour in enumerate(COLOURS):
        for i in range(17):
            paint(tmp_path / "data" / f"colour {c}" / f"{i}.png", colour, 100 * c + i)
    return tmp_path / "data"


@pytest.fixture
def runs(tmp_path):
    """20 runs of a dark and a bright character, and one item like each."""
    for i in range(1, N_RUNS + 1):
        folder = tmp_path / "runs" / f"run{i:02d}"
        for part, name in (("training", "class"), ("test", "item")):
            (folder / part).mkdir(parents=True)
            for k, ink in ((1, 3), (2, 18)):
                drawing = np.full((20, 20), 255, dtype=np.uint8)
                drawing[1 : 1 + ink, 1 : 1 + ink] = 0
                Image.fromarray(drawing).save(folder / part / f"{name}0{k}.png")
        lines = [f"{folder.name}/test/item0{k}.png {folder.name}/training/class0{k}.png" for k in (1, 2)]
        (folder / LABELS).write_text("\n".join(lines))
    return tmp_path / "runs"


def test_every_learner_and_peer_is_measured_and_written_down(handful, dataset, runs, tmp_path):
    out = tmp_path / "figures"
    result = handful("benchmark", "accuracy", dataset, "--out", out, "--omniglot", runs, *FEW, "--seed", 4)
    assert result.exit_code == 0, result.output
    figures = json.loads((out / "accuracy.json").read_text(encoding="utf-8"))
    kinds = {row["kind"] for row in figures["rows"]}
    assert kinds == {"5-way 1-shot", "5-way 2-shot", "5-way 1-shot, one class unknown"}
    contestants = {row["contestant"] for row in figures["rows"] if row["kind"] == "5-way 1-shot"}
    assert contestants >= {*LEARNERS}
    assert {name for name in contestants if name.startswith("easyfsl")}
    assert all(row["accuracy"]["mean"] == 1 for row in figures["rows"] if row["contestant"] in LEARNERS)
    assert figures["encoder"] == {"name": "mean colour", "sha256": "mean colour"}
    assert (figures["seed"], figures["episodes"]) == (4, 2)
    assert figures["pictures_per_second"] > 0
    assert figures["omniglot"]["hausdorff_right"] == 2 * N_RUNS
    assert {row["n_episodes"] for row in figures["omniglot"]["rows"]} == {N_RUNS}
    assert "20-way 1-shot" in figures["left_out"]
    assert {path.suffix for path in out.iterdir()} == {".json", ".md", ".png", ".svg"}


def test_without_easyfsl_and_matplotlib_the_rest_is_measured_and_that_is_said(
    handful, dataset, tmp_path, monkeypatch
):
    monkeypatch.setattr(peers, "easyfsl_is_installed", lambda: False)
    monkeypatch.setattr(charts, "matplotlib_is_installed", lambda: False)
    result = handful("benchmark", "accuracy", dataset, "--out", tmp_path / "out", *FEW)
    assert result.exit_code == 0, result.output
    assert "easyfsl is not installed" in result.stderr
    assert "matplotlib is not installed" in result.stderr
    text = (tmp_path / "out" / "accuracy.md").read_text(encoding="utf-8")
    assert "easyfsl is not installed" in text
    assert "Omniglot" not in text
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"accuracy.json", "accuracy.md"}


def test_a_picture_that_cannot_be_read_is_left_out_by_name(handful, dataset, tmp_path):
    broken = dataset / "colour 0" / "x.png"
    broken.write_text("no picture")
    result = handful(
        "benchmark", "accuracy", dataset, "--out", tmp_path / "out", "--episodes", 1, "--no-cache"
    )
    assert result.exit_code == 0, result.output
    assert f"picture {broken}" in result.stderr


def test_what_cannot_begin_says_why_before_the_engine_is_loaded(handful, engines, dataset, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "few").mkdir()
    paint(tmp_path / "few" / "red" / "1.png", (220, 30, 30))
    cases = [
        ((tmp_path / "missing", "--out", tmp_path / "out"), "is not a folder"),
        ((dataset, "--out", tmp_path / "file"), "is a file; give a folder"),
        ((dataset, "--out", tmp_path / "out", "--omniglot", tmp_path / "few"), "all_runs.zip"),
        ((tmp_path / "few", "--out", tmp_path / "out"), "no kind of episode can be drawn"),
    ]
    for arguments, words in cases:
        result = handful("benchmark", "accuracy", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
    assert engines == []


def test_only_the_kinds_that_were_asked_for_are_measured(handful, dataset, tmp_path):
    out = tmp_path / "figures"
    result = handful("benchmark", "accuracy", dataset, "--out", out, "--kind", "5-way 2-shot", *FEW)
    assert result.exit_code == 0, result.output
    figures = json.loads((out / "accuracy.json").read_text(encoding="utf-8"))
    assert {row["kind"] for row in figures["rows"]} == {"5-way 2-shot"}


def test_a_kind_that_does_not_exist_is_refused_with_the_list(handful, engines, dataset, tmp_path):
    result = handful("benchmark", "accuracy", dataset, "--out", tmp_path, "--kind", "2-way", *FEW)
    assert result.exit_code == 2
    assert "there is no kind '2-way'; choose of 5-way 1-shot, " in result.stderr
    assert not engines
