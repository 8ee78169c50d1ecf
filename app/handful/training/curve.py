"""The learning curve of an outer loop: a CSV file that grows with the run, and its plot."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Final

from handful.training.charts import COLOURS, matplotlib_is_installed

COLUMNS: Final = ("step", "loss", "accuracy", "learning_rate", "validation")


class Curve:
    """`curve.csv` in a folder, one row a validation, and `curve.png` where matplotlib is installed."""

    def __init__(self, folder: Path, *, up_to_step: int) -> None:
        """Go on with the rows that are there, less those after `up_to_step`."""
        self._folder = folder
        self._rows = [row for row in read_curve(folder) if row[0] <= up_to_step]
        self._losses: list[float] = []
        self._accuracies: list[float] = []

    def see(self, loss: float, accuracy: float) -> None:
        """Take in a step for the means of the next row."""
        self._losses.append(loss)
        self._accuracies.append(accuracy)

    def add(self, step: int, *, learning_rate: float, validation: float) -> None:
        """Write one more row, of the steps seen since the last one, and draw the plot again."""
        loss, accuracy = (math.fsum(seen) / len(seen) for seen in (self._losses, self._accuracies))
        self._rows.append((step, loss, accuracy, learning_rate, validation))
        self._losses, self._accuracies = [], []
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / "curve.part"
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(self._rows)
        partial.replace(self._folder / "curve.csv")
        if matplotlib_is_installed():
            self._draw()

    def _draw(self) -> None:
        from matplotlib.figure import Figure

        figure = Figure(figsize=(7, 4), layout="constrained")
        steps = [row[0] for row in self._rows]
        accuracies, losses = figure.subplots(1, 2)
        losses.plot(steps, [row[1] for row in self._rows], color=COLOURS[0])
        losses.set(xlabel="outer step", ylabel="loss, nats")
        for column, name, style in ((2, "training", "-"), (4, "validation", "--")):
            values = [100 * row[column] for row in self._rows]
            accuracies.plot(steps, values, style, color=COLOURS[column // 2], label=name)
        accuracies.set(xlabel="outer step", ylabel="accuracy on queries, %")
        accuracies.legend(frameon=False)
        figure.savefig(self._folder / "curve.png", dpi=120)


def read_curve(folder: Path) -> list[tuple[int, float, float, float, float]]:
    """The rows of `curve.csv` (see COLUMNS; fractions, not per cent); none where there is no such file."""
    path = folder / "curve.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [(int(row[0]), float(row[1]), float(row[2]), float(row[3]), float(row[4])) for row in rows]
