"""`handful benchmark label-order`: what it writes for a small set, and what is said where it cannot begin."""

import json

import pytest

from handful.training import charts
from tests.workflows.tiny import paint

COLOURS = ((220, 30, 30), (30, 200, 40), (30, 60, 220), (220, 210, 40), (210, 40, 220), (30, 210, 210))
FEW = ("--ways", 3, "--per-class", 4, "--labels", 8, "--tasks", 2, "--no-cache")


@pytest.fixture
def groceries(tmp_path):
    """Six colours of 20 pictures, in the folders of the set."""
    for c, colour in enumerate(COLOURS):
        for i in range(20):
            paint(
                tmp_path / "set" / "dataset" / "train" / "Fruit" / f"colour {c}" / f"{i}.png",
                colour,
                100 * c + i,
            )
    return tmp_path / "set"


def test_a_table_the_numbers_and_a_plot_are_written(handful, groceries, tmp_path):
    out = tmp_path / "figures"
    result = handful(
        "benchmark", "label-order", "--source", f"groceries={groceries}", "--out", out, *FEW, "--seed", 4
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(out / "label-order.md")
    figures = json.loads((out / "label-order.json").read_text(encoding="utf-8"))
    accuracy = figures["sources"]["groceries"]["accuracy"]
    assert set(accuracy) == {"suggested", "typical only", "margin only", "random"}
    assert all(len(curve) == 8 for curve in accuracy.values())
    assert accuracy["suggested"][2] == 1.0  # three colours far apart: one label each is enough
    assert figures["seed"] == 4
    table = (out / "label-order.md").read_text(encoding="utf-8")
    assert "| labels needed to reach | suggested |" in table
    assert (out / "label-order.png").read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_the_plot_is_left_out_and_told(handful, groceries, tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "matplotlib_is_installed", lambda: False)
    result = handful(
        "benchmark", "label-order", "--source", f"groceries={groceries}", "--out", tmp_path / "out", *FEW
    )
    assert result.exit_code == 0, result.output
    assert "matplotlib is not installed" in result.stderr
    assert not (tmp_path / "out" / "label-order.png").exists()


def test_a_damaged_picture_is_left_out_and_told(handful, groceries, tmp_path):
    (groceries / "dataset" / "train" / "Fruit" / "colour 0" / "0.png").write_bytes(b"\x89PNG cut short")
    for choosing in ("--choosing", "--no-choosing"):
        command = ("benchmark", "label-order", "--source", f"groceries={groceries}", choosing, *FEW)
        result = handful(*command, "--out", tmp_path / choosing)
        assert result.exit_code == 0, result.output
    told = [(tmp_path / each / "label-order.md").read_text() for each in ("--choosing", "--no-choosing")]
    assert sum("0.png" in text for text in told) == 1  # the class is in one half only


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--source", "groceries"), "is not NAME=FOLDER"),
        (("--source", "groceries=/nowhere"), "does not exist"),
        (("--source", "groceries=SET", "--ways", "4"), "3 classes have more than 15 pictures; this needs 4"),
        (("--source", "groceries=SET", "--ways", "3", "--labels", "50"), "cannot give 50 labels"),
        (("--source", "caltech-101=SET"), "was trained on"),
    ],
)
def test_what_cannot_be_measured_is_told_with_exit_code_two(handful, groceries, tmp_path, arguments, words):
    arguments = [part.replace("SET", str(groceries)) for part in arguments]
    result = handful("benchmark", "label-order", "--out", tmp_path / "out", *arguments, "--no-cache")
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
