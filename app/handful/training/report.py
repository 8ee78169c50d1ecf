"""Writes the accuracy benchmark down: Markdown for people, JSON for programs. Measures nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from handful.training.accuracy import Figure, Row

JSON_NAME: Final = "accuracy.json"
MARKDOWN_NAME: Final = "accuracy.md"


@dataclass(frozen=True, slots=True)
class Report:
    """All that is written. about: how it was made, as plain values. left_out: what was not measured and why.

    omniglot: rows of the 20 runs. hausdorff_right: how many of the 400 the baseline answers rightly; both
    empty where the runs were not given. pictures_per_second: through the encoder, embedded as queries.
    """

    about: Mapping[str, Any]
    rows: Sequence[Row]
    omniglot: Sequence[Row]
    hausdorff_right: int | None
    pictures_per_second: float
    left_out: Mapping[str, str]


def write_report(report: Report, folder: Path) -> None:
    """Write `accuracy.json` and `accuracy.md` into a folder that exists."""
    text = json.dumps(as_plain(report), indent=1, allow_nan=False) + "\n"
    (folder / JSON_NAME).write_text(text, encoding="utf-8")
    (folder / MARKDOWN_NAME).write_text(as_markdown(report), encoding="utf-8")


def as_plain(report: Report) -> dict[str, Any]:
    """Values for JSON; the infinite interval of a single episode becomes null."""
    plain: dict[str, Any] = _finite(
        {
            **report.about,
            "pictures_per_second": report.pictures_per_second,
            "left_out": dict(report.left_out),
            "rows": [asdict(row) for row in report.rows],
            "omniglot": {
                "hausdorff_right": report.hausdorff_right,
                "rows": [asdict(row) for row in report.omniglot],
            },
        }
    )
    return plain


def as_markdown(report: Report) -> str:
    """A table for each kind of episodes, and above them how they were made."""
    parts = ["# Accuracy", _made_as(report)]
    for name in dict.fromkeys(row.kind for row in report.rows):
        rows = [row for row in report.rows if row.kind == name]
        parts += [f"## {name}", _table(rows)]
    if report.omniglot:
        parts += ["## Omniglot's 20 one-shot runs", _omniglot(report)]
    if report.left_out:
        parts += ["## Left out", "\n".join(f"- {what}: {why}" for what, why in report.left_out.items())]
    return "\n\n".join(parts) + "\n"


def in_percent(figure: Figure | None, digits: int = 2) -> str:
    """`62.10 ± 0.42`; a dash where there is no figure."""
    return "–" if figure is None else _plus_minus(100 * figure.mean, 100 * figure.interval, digits)


def _plus_minus(mean: float, interval: float, digits: int) -> str:
    return f"{mean:.{digits}f}" + (f" ± {interval:.{digits}f}" if math.isfinite(interval) else "")


def _made_as(report: Report) -> str:
    lines = [f"- {key}: {in_words(value)}" for key, value in report.about.items()]
    speed = f"- encoder: {report.pictures_per_second:.0f} pictures per second, embedded as queries"
    note = (
        "All methods of a table got the same episodes of 15 queries a class. Means ± 95 % intervals over the "
        "episodes; of the ECE by the bootstrap. Transductive methods see all queries of an episode at once, "
        "and do in the answer what others do in the adaptation: compare their times with that in mind."
    )
    return "\n".join([*lines, speed]) + "\n\n" + note


def in_words(value: Any) -> str:
    """A plain value as a line of Markdown says it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {in_words(each)}" for key, each in value.items())
    return f"`{value}`"


def _table(rows: Sequence[Row]) -> str:
    head = ["method", "episodes", "accuracy %", "ms to adapt", "queries a second"]
    columns = [
        [_name(row), f"{row.n_episodes}", in_percent(row.accuracy), _time(row.adapt_ms), _rate(row)]
        for row in rows
    ]
    if any(row.ece for row in rows):
        head.append("ECE %")
        columns = [[*c, in_percent(row.ece)] for c, row in zip(columns, rows, strict=True)]
    if any(row.auroc for row in rows):
        head += ["AUROC of unknown %", "the same by max-softmax %"]
        extra = [[in_percent(row.auroc), in_percent(row.auroc_softmax)] for row in rows]
        columns = [[*c, *more] for c, more in zip(columns, extra, strict=True)]
    return as_table(head, columns)


def _omniglot(report: Report) -> str:
    """Errors, as the literature gives them."""
    rows = [[_name(row), in_percent(_error(row.accuracy))] for row in report.omniglot]
    if report.hausdorff_right is not None:
        wrong = 400 - report.hausdorff_right
        rows.insert(0, [f"modified Hausdorff ({report.hausdorff_right} of 400 right)", f"{wrong / 4:.2f}"])
    return as_table(["method", "error %"], rows)


def _error(accuracy: Figure) -> Figure:
    return Figure(1 - accuracy.mean, accuracy.interval)


def _name(row: Row) -> str:
    return row.contestant + (" (transductive)" if row.transductive else "")


def _time(figure: Figure) -> str:
    return _plus_minus(figure.mean, figure.interval, 2)


def _rate(row: Row) -> str:
    return _plus_minus(row.queries_per_second.mean, row.queries_per_second.interval, 0)


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left and the others to the right."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
