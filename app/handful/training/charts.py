"""Plots of the accuracy benchmark, as PNG and SVG. Needs matplotlib, a development dependency."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from handful.training.accuracy import Figure, Row

# Okabe & Ito 2008: told apart by colour-blind people as well; the marker says it a second time
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#7F7F7F")
MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "*")
FORMATS: Final = ("png", "svg")


def matplotlib_is_installed() -> bool:
    """Whether plots can be drawn."""
    return importlib.util.find_spec("matplotlib") is not None


def write_charts(rows: Sequence[Row], folder: Path) -> list[Path]:
    """Draw what the rows have figures for: accuracy by kind, the shot curve, and the unknown."""
    plain = [row for row in rows if row.form == "plain"]
    unknown = [row for row in rows if row.form == "unknown" and row.auroc is not None]
    written = []
    if plain:
        few = [row for row in plain if row.n_shot in (1, 5)]
        written += _save(_by_kind(few or plain), folder, "accuracy")
        written += _save(_shot_curve([row for row in plain if row.n_way == plain[0].n_way]), folder, "shots")
    if unknown:
        written += _save(_unknown(unknown), folder, "unknown")
    return written


def _by_kind(rows: Sequence[Row]) -> Any:
    kinds = list(dict.fromkeys(row.kind for row in rows))
    figure, axes = _empty(width=max(7.0, 1.6 * len(kinds)))
    names = _contestants(rows)
    for i, name in enumerate(names):
        shift = (i - (len(names) - 1) / 2) * 0.8 / len(names)
        own = [row for row in rows if row.contestant == name]
        _points(
            axes, [kinds.index(row.kind) + shift for row in own], [r.accuracy for r in own], i, own[0], ""
        )
    axes.set_xticks(range(len(kinds)), kinds)
    return _finished(figure, axes, "", "accuracy, % (95 % interval)")


def _shot_curve(rows: Sequence[Row]) -> Any:
    figure, axes = _empty(width=7.0)
    for i, name in enumerate(_contestants(rows)):
        own = sorted((row for row in rows if row.contestant == name), key=lambda row: row.n_shot)
        _points(axes, [row.n_shot for row in own], [row.accuracy for row in own], i, own[0], "-")
    shots = sorted({row.n_shot for row in rows})
    axes.set_xscale("log")
    axes.set_xticks(shots, [str(n) for n in shots])
    axes.minorticks_off()
    return _finished(figure, axes, f"shots, {rows[0].n_way}-way", "accuracy, % (95 % interval)")


def _unknown(rows: Sequence[Row]) -> Any:
    """Two points a learner and kind: filled for its own unknown score, hollow for max-softmax."""
    figure, axes = _empty(width=7.0)
    labels = [f"{row.contestant}\n{row.n_shot}-shot" for row in rows]
    own = [row.auroc for row in rows if row.auroc is not None]
    softmax = [row.auroc_softmax for row in rows if row.auroc_softmax is not None]
    for i, (figures, label) in enumerate(((own, "unknown score"), (softmax, "max-softmax"))):
        at = [place + 0.2 * i - 0.1 for place in range(len(figures))]
        _errorbar(axes, at, figures, i, label, "", hollow=bool(i))
    axes.set_xticks(range(len(labels)), labels, fontsize=7)
    return _finished(figure, axes, "", "AUROC of unknown rejection, % (95 % interval)")


def _contestants(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.contestant for row in rows))


def _points(axes: Any, at: Sequence[float], figures: Sequence[Figure], i: int, row: Row, line: str) -> None:
    label = row.contestant + (" (transductive)" if row.transductive else "")
    _errorbar(axes, at, figures, i, label, line, hollow=row.transductive)


def _errorbar(
    axes: Any, at: Sequence[float], figures: Sequence[Figure], i: int, label: str, line: str, *, hollow: bool
) -> None:
    colour = COLOURS[i % len(COLOURS)]
    axes.errorbar(
        at,
        [100 * figure.mean for figure in figures],
        [100 * figure.interval if figure.interval < 1 else 0 for figure in figures],
        label=label,
        color=colour,
        marker=MARKERS[i % len(MARKERS)],
        markerfacecolor="none" if hollow else colour,
        markersize=5,
        capsize=2,
        linewidth=1.2,
        linestyle=line or "none",
    )


def _empty(*, width: float) -> tuple[Any, Any]:
    """A figure of its own, without pyplot and its global state."""
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(width, 4.5), layout="constrained")
    return figure, figure.add_subplot()


def _finished(figure: Any, axes: Any, x: str, y: str) -> Any:
    axes.set(xlabel=x, ylabel=y)
    axes.grid(axis="y", alpha=0.3)
    figure.legend(loc="outside right upper", fontsize=8, frameon=False)
    return figure


def _save(figure: Any, folder: Path, name: str) -> list[Path]:
    paths = [folder / f"{name}.{suffix}" for suffix in FORMATS]
    for path in paths:
        figure.savefig(path, dpi=150)
    return paths
