"""Outlines as arrays of points, in a drawing's own units. Owns shape; knows nothing of pixels and colour.

A drawing lives in a box of about [-1, 1] x [-1, 1] with y downwards. Every outline is (n, 2) float64.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Pair = tuple[float, float]


def arc(centre: Pair, radii: Pair, *, start: float = 0.0, stop: float = 360.0, n: int = 48) -> Points:
    """Points of an ellipse from `start` to `stop` degrees; 0 is to the right, 90 is down."""
    angles = np.radians(np.linspace(start, stop, n, endpoint=abs(stop - start) < 360.0))
    return np.stack([centre[0] + radii[0] * np.cos(angles), centre[1] + radii[1] * np.sin(angles)], axis=1)


def spline(points: Sequence[Pair] | Points, *, closed: bool = True, per_piece: int = 10) -> Points:
    """A smooth curve through the points (Catmull-Rom)."""
    knots = np.asarray(points, dtype=np.float64)
    ends = (knots[-1:], knots[:2]) if closed else (knots[:1], knots[-1:])
    padded = np.concatenate([ends[0], knots, ends[1]])
    pieces = len(padded) - 3
    p0, p1, p2, p3 = (padded[i : i + pieces, None, :] for i in range(4))
    t = np.linspace(0, 1, per_piece, endpoint=False)[None, :, None]
    linear, square = p2 - p0, 2 * p0 - 5 * p1 + 4 * p2 - p3
    cube = 3 * (p1 - p2) + p3 - p0
    curve = 0.5 * (2 * p1 + linear * t + square * t**2 + cube * t**3)
    flat: Points = curve.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, knots[-1:]])


def box(left: float, top: float, right: float, bottom: float, *, radius: float = 0.0) -> Points:
    """A rectangle with rounded corners."""
    if radius <= 0:
        return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)
    corners = [
        ((right - radius, top + radius), 270.0),
        ((right - radius, bottom - radius), 0.0),
        ((left + radius, bottom - radius), 90.0),
        ((left + radius, top + radius), 180.0),
    ]
    return np.concatenate([arc(c, (radius, radius), start=a, stop=a + 90, n=8) for c, a in corners])


def mirrored(right_side: Points) -> Points:
    """Close a right-hand side, given from top to bottom, with its mirror image about x = 0."""
    return np.concatenate([right_side, right_side[::-1] * (-1.0, 1.0)])


def ribbon(centre: Points, width: float | Sequence[float]) -> Points:
    """A stroke along `centre`: one width, or widths that are spread evenly along the way."""
    widths = np.atleast_1d(np.asarray(width, dtype=np.float64))
    along = np.interp(np.linspace(0, 1, len(centre)), np.linspace(0, 1, len(widths)), widths)
    slope = np.gradient(centre, axis=0)
    length = np.maximum(np.hypot(slope[:, 0], slope[:, 1]), 1e-9)
    normal = np.stack([-slope[:, 1], slope[:, 0]], axis=1) / length[:, None]
    offset = normal * along[:, None] / 2
    return np.concatenate([centre + offset, (centre - offset)[::-1]])


def turned(points: Points, degrees: float, *, about: Pair = (0.0, 0.0)) -> Points:
    """The points turned clockwise (as y is downwards) about a point."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[cos, sin], [-sin, cos]])
    result: Points = (points - about) @ turn + about
    return result


def placed(points: Points, at: Pair, *, scale: float | Pair = 1.0, degrees: float = 0.0) -> Points:
    """The points scaled, turned about the origin and moved to `at`."""
    return turned(points * np.asarray(scale), degrees) + at


def serrated(points: Points, depth: float, teeth: int) -> Points:
    """The outline with saw teeth that stand out by `depth`."""
    n = len(points)
    slope = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    length = np.maximum(np.hypot(slope[:, 0], slope[:, 1]), 1e-9)
    normal = np.stack([slope[:, 1], -slope[:, 0]], axis=1) / length[:, None]
    saw = (np.arange(n) * teeth / n) % 1.0
    return points + normal * (saw * depth)[:, None]


def petal(length: float, width: float, *, fullness: float = 0.62, notch: float = 0.0) -> Points:
    """A petal that grows from the origin upwards; `notch` dents its tip."""
    return spline(
        [
            (0.0, 0.0),
            (width * 0.32, -length * 0.25),
            (width * 0.5, -length * fullness),
            (width * 0.26, -length * 0.95),
            (0.0, -length * (1.0 - notch)),
            (-width * 0.26, -length * 0.95),
            (-width * 0.5, -length * fullness),
            (-width * 0.32, -length * 0.25),
        ],
        per_piece=5,
    )


def star(points: int, outer: float, inner: float) -> Points:
    """A star about the origin, one point up."""
    radii = np.where(np.arange(points * 2) % 2 == 0, outer, inner)
    angles = np.arange(points * 2) * np.pi / points
    return np.stack([radii * np.sin(angles), -radii * np.cos(angles)], axis=1)
