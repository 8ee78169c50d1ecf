"""The written benchmark: tables that say what was measured, JSON without surprises, and plots."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from PIL import Image

from handful.training.accuracy import Figure, Row
from handful.training.charts import write_charts
from handful.training.report import Report, as_markdown, in_percent, write_report


def row(contestant: str, form: str = "plain", n_shot: int = 1, *, own: bool = True, interval: float = 0.004):
    unknown = form == "unknown"
    return Row(
        contestant,
        not own,
        f"5-way {n_shot}-shot" + (", one class unknown" if unknown else ""),
        form,
        5,
        n_shot,
        2000,
        accuracy=Figure(0.6123, interval),
        adapt_ms=Figure(1.5, 0.25),
        queries_per_second=Figure(50_000.4, 100.2),
        ece=Figure(0.02, 0.001) if own else None,
        auroc=Figure(0.75, 0.01) if own and unknown else None,
        auroc_softmax=Figure(0.7, 0.01) if own and unknown else None,
    )


def report(**changes) -> Report:
    rows = [row("ridge"), row("TIM", own=False), row("ridge", "unknown"), row("ridge", n_shot=5)]
    values = {
        "about": {"seed": 7, "command": "handful benchmark accuracy x", "machine": {"cores": 2}},
        "rows": rows,
        "omniglot": [],
        "hausdorff_right": None,
        "pictures_per_second": 80.4,
        "left_out": {},
    }
    return Report(**{**values, **changes})


def test_each_kind_has_a_table_with_means_and_intervals() -> None:
    text = as_markdown(report())
    assert "| ridge | 2000 | 61.23 ± 0.40 | 1.50 ± 0.25 | 50000 ± 100 | 2.00 ± 0.10 |" in text
    assert "| TIM (transductive) | 2000 | 61.23 ± 0.40 | 1.50 ± 0.25 | 50000 ± 100 | – |" in text
    assert "| 75.00 ± 1.00 | 70.00 ± 1.00 |" in text
    assert text.index("## 5-way 1-shot") < text.index("unknown") < text.index("## 5-way 5-shot")
    assert "- seed: `7`" in text
    assert "- machine: cores `2`" in text
    assert "80 pictures per second" in text


def test_what_was_left_out_is_said() -> None:
    text = as_markdown(report(left_out={"20-way 1-shot": "the data set has 5 classes"}))
    assert "## Left out\n\n- 20-way 1-shot: the data set has 5 classes" in text
    assert "Left out" not in as_markdown(report())


def test_omniglot_is_shown_as_errors_beside_the_baseline() -> None:
    text = as_markdown(report(omniglot=[row("ridge")], hausdorff_right=245))
    assert "| modified Hausdorff (245 of 400 right) | 38.75 |" in text
    assert "| ridge | 38.77 ± 0.40 |" in text


def test_a_missing_figure_is_a_dash_and_a_single_episode_has_no_interval() -> None:
    assert in_percent(None) == "–"
    assert in_percent(Figure(0.5, math.inf)) == "50.00"


def test_the_json_holds_every_figure_and_no_infinity(tmp_path: Path) -> None:
    write_report(report(rows=[row("ridge", interval=math.inf)]), tmp_path)
    values = json.loads((tmp_path / "accuracy.json").read_text(encoding="utf-8"))
    assert values["seed"] == 7
    assert values["rows"][0]["accuracy"] == {"mean": 0.6123, "interval": None}
    assert values["rows"][0]["auroc"] is None
    assert (tmp_path / "accuracy.md").read_text(encoding="utf-8").startswith("# Accuracy")


def test_plots_are_drawn_as_png_and_svg(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    paths = write_charts(report().rows, tmp_path)
    names = {"accuracy", "shots", "unknown"}
    assert {path.name for path in paths} == {f"{n}.{suffix}" for n in names for suffix in ("png", "svg")}
    for path in paths:
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert min(image.size) > 400
                assert len(image.convert("RGB").getcolors(1 << 20) or []) > 10
        else:
            assert "<svg" in path.read_text(encoding="utf-8")


def test_without_rows_of_a_plot_it_is_not_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert {path.stem for path in write_charts([row("ridge")], tmp_path)} == {"accuracy", "shots"}
    assert write_charts([row("ridge", "unequal")], tmp_path) == []
