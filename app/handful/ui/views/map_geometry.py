"""Which marks lie where: under the pointer, inside a lasso, next in a direction. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Point = tuple[float, float]


def nearest(places: np.ndarray, where: Point, reach: float) -> int | None:
    """The row of the nearest place within reach. places: (n, 2)."""
    if not len(places):
        return None
    square = ((places - where) ** 2).sum(1)
    row = int(square.argmin())
    return row if float(square[row]) <= reach**2 else None


def inside(places: np.ndarray, corners: Sequence[Point]) -> list[int]:
    """The rows of the places inside a polygon, whatever its turns: a ray crosses an odd number of sides."""
    import numpy as np

    x, y = places[:, 0], places[:, 1]
    odd = np.zeros(len(places), dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > y) != (y2 > y)
        odd ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return [int(row) for row in np.flatnonzero(odd)]


def next_in_direction(places: np.ndarray, row: int, direction: tuple[int, int]) -> int:
    """The nearest place that lies more ahead than aside; the same row where there is none."""
    import numpy as np

    apart = places - places[row]
    ahead = apart @ np.array(direction)
    aside = np.abs(apart @ np.array(direction[::-1]))
    cost = np.where((ahead > 0) & (ahead >= aside), ahead + 2 * aside, np.inf)
    best = int(cost.argmin())
    return best if np.isfinite(cost[best]) else row
