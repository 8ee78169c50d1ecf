"""What the experiment on the order of labelling came to: labels needed, as a table, a plot and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from handful.training.charts import COLOURS
from handful.training.measures import mean_and_interval
from handful.training.report import as_table, in_words

JSON_NAME: Final = "label-order.json"
MARKDOWN_NAME: Final = "label-order.md"
PLOT_NAME: Final = "label-order.png"
SHOWN: Final = (5, 10, 20, 50, 100)  # labels, in the table of accuracies
LEVELS: Final = tuple(range(30, 100, 5))  # accuracies in per cent
RESAMPLES: Final = 1000
BASE: Final = "random"
OURS: Final = "suggested"
_STYLES: Final = ("-", "--", "-.", ":")

Curves = Mapping[str, Tensor]
"""(n_tasks, n_labels) float64 accuracies for each strategy, as `run_tasks` gives them."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Labels until the mean accuracy reaches a level, and the 95 % interval; infinite where it never does."""

    labels: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """about: how it was made, as plain values. curves: of each source. left_out: what is missing, and why."""

    about: Mapping[str, Any]
    curves: Mapping[str, Curves]
    left_out: Mapping[str, str]


def labels_needed(curves: Curves, level: float) -> dict[str, Needed]:
    """For each strategy; tasks are drawn anew with replacement, the same for all, for the intervals."""
    n_tasks = len(next(iter(curves.values())))
    picks = torch.randint(n_tasks, (RESAMPLES, n_tasks), generator=torch.Generator().manual_seed(0))
    found = {}
    for name, rows in curves.items():
        again = torch.tensor([_reached(rows[pick].mean(0), level) for pick in picks])
        low, high = _between(again)
        found[name] = Needed(_reached(rows.mean(0), level), low, high)
    return found


def fewer_labels(curves: Curves, level: float) -> Needed:
    """How many times as many labels the random order needs as the suggested one, with its 95 % interval.

    Where it never gets there the number is infinite; the lower end takes it as if the last label did it.
    """
    ours, base, n_labels = curves[OURS], curves[BASE], curves[BASE].shape[1]
    picks = torch.randint(len(ours), (RESAMPLES, len(ours)), generator=torch.Generator().manual_seed(0))
    pairs = [(_reached(base[p].mean(0), level), _reached(ours[p].mean(0), level)) for p in picks]
    at_least = torch.tensor([min(theirs, n_labels) / min(own, n_labels) for theirs, own in pairs])
    at_most = torch.tensor([theirs / min(own, n_labels) for theirs, own in pairs])
    times = _reached(base.mean(0), level) / _reached(ours.mean(0), level)
    return Needed(times, _between(at_least)[0], _between(at_most)[1])


def levels_of(curves: Curves) -> list[float]:
    """Levels, as fractions, that the suggested order reaches after its third label."""
    mean = curves[OURS].mean(0)
    return [level / 100 for level in LEVELS if 3 < _reached(mean, level / 100) < math.inf]


def write_report(report: Report, folder: Path, *, can_draw: bool) -> None:
    """Write the table, the numbers and, where matplotlib is installed, the plot into a folder that exists."""
    text = json.dumps(as_plain(report), indent=1, allow_nan=False) + "\n"
    (folder / JSON_NAME).write_text(text, encoding="utf-8")
    (folder / MARKDOWN_NAME).write_text(as_markdown(report), encoding="utf-8")
    if can_draw:
        _draw(report.curves, folder / PLOT_NAME)


def as_plain(report: Report) -> dict[str, Any]:
    """Values for JSON; a level that is never reached has null labels."""
    sources = {}
    for source, curves in report.curves.items():
        means = {name: [mean_and_interval(c.tolist()) for c in rows.T] for name, rows in curves.items()}
        sources[source] = {
            "accuracy": {name: [mean for mean, _ in each] for name, each in means.items()},
            "interval": {name: [_or_none(half) for _, half in each] for name, each in means.items()},
            "labels_needed": {
                f"{level:.2f}": {name: _plain(n) for name, n in labels_needed(curves, level).items()}
                for level in levels_of(curves)
            },
        }
    return {**report.about, "left_out": dict(report.left_out), "sources": sources}


def as_markdown(report: Report) -> str:
    """How it was made; then for each source the labels needed, and the accuracies along the way."""
    parts = [
        "# Which picture to label next",
        "\n".join(f"- {k}: {in_words(v)}" for k, v in report.about.items()),
    ]
    for source, curves in report.curves.items():
        parts += [f"## {source}", _needed_table(curves), _accuracy_table(curves)]
    if report.left_out:
        parts += ["## Left out", "\n".join(f"- {what}: {why}" for what, why in report.left_out.items())]
    return "\n\n".join(parts) + "\n"


def _needed_table(curves: Curves) -> str:
    n_labels = len(curves[OURS].T)
    rows = []
    for level in levels_of(curves):
        needed = labels_needed(curves, level)
        cells = [_in_labels(needed[name], n_labels) for name in curves]
        rows.append(
            [f"{100 * level:.0f} %", *cells, _in_times(fewer_labels(curves, level), needed, n_labels)]
        )
    return as_table(["labels needed to reach", *curves, f"{BASE} / {OURS}"], rows)


def _accuracy_table(curves: Curves) -> str:
    n_labels = len(curves[OURS].T)
    rows = []
    for n in (n for n in SHOWN if n <= n_labels):
        rows.append([f"{n}", *(_percent(accuracies[:, n - 1]) for accuracies in curves.values())])
    rows.append(["mean of all", *(_percent(accuracies.mean(1)) for accuracies in curves.values())])
    return as_table(["accuracy % after labels", *curves], rows)


def _reached(mean: Tensor, level: float) -> float:
    """The number of labels after which a curve (n_labels,) is at the level for the first time."""
    there = (mean >= level).nonzero()
    return float(there[0]) + 1 if len(there) else math.inf


def _between(values: Tensor) -> tuple[float, float]:
    """The middle 95 % of values that may be infinite."""
    rising = values.sort().values
    cut = round(0.025 * (len(rising) - 1))
    return float(rising[cut]), float(rising[len(rising) - 1 - cut])


def _in_labels(needed: Needed, n_labels: int) -> str:
    """`17 (15–20)`, or `> 100` where that many do not suffice."""
    if math.isinf(needed.low):
        return f"> {n_labels}"
    return (
        f"{_count(needed.labels, n_labels)} ({_count(needed.low, n_labels)}–{_count(needed.high, n_labels)})"
    )


def _in_times(times: Needed, needed: Mapping[str, Needed], n_labels: int) -> str:
    """`3.1 (2.4–4.0)`; where the random order never gets there, the least that it can be."""
    never = math.isinf(times.labels)
    said = f"> {n_labels / needed[OURS].labels:.1f}" if never else f"{times.labels:.1f}"
    return f"{said} ({times.low:.1f}–{'…' if math.isinf(times.high) else f'{times.high:.1f}'})"


def _count(labels: float, n_labels: int) -> str:
    return f"{labels:.0f}" if math.isfinite(labels) else f"> {n_labels}"


def _percent(accuracies: Tensor) -> str:
    mean, half = mean_and_interval(accuracies.tolist())
    return f"{100 * mean:.1f}" + (f" ± {100 * half:.1f}" if math.isfinite(half) else "")


def _plain(needed: Needed) -> list[float | None]:
    return [_or_none(value) for value in (needed.labels, needed.low, needed.high)]


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _draw(of_sources: Mapping[str, Curves], path: Path) -> None:
    """Accuracy by the number of labels, a panel a source; the band is the 95 % interval over the tasks."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.5 * len(of_sources), 4), layout="constrained")
    panels = figure.subplots(1, len(of_sources), squeeze=False)[0]
    for axes, (source, curves) in zip(panels, of_sources.items(), strict=True):
        for i, (name, rows) in enumerate(curves.items()):
            _draw_curve(axes, rows, name, COLOURS[i % len(COLOURS)], _STYLES[i % len(_STYLES)])
        axes.set(title=source, xlabel="labels", ylabel="accuracy of held-out pictures, %")
        axes.grid(alpha=0.3)
        axes.legend(frameon=False, loc="lower right")
    figure.savefig(path, dpi=120)


def _draw_curve(axes: Any, rows: Tensor, name: str, colour: str, style: str) -> None:
    figures = [mean_and_interval(column.tolist()) for column in rows.T]
    at: Sequence[int] = range(1, len(figures) + 1)
    mean = [100 * m for m, _ in figures]
    axes.plot(at, mean, style, color=colour, label=name, linewidth=1.5)
    half = [100 * h if math.isfinite(h) else 0.0 for _, h in figures]
    low, high = ([m + sign * h for m, h in zip(mean, half, strict=True)] for sign in (-1, 1))
    axes.fill_between(at, low, high, color=colour, alpha=0.15, linewidth=0)
