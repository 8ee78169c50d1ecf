"""A pen that fills outlines on a see-through sheet, with light. Owns masks and shading, not what is drawn."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from handful.demo.noise import Pixels, blurred
from handful.demo.outlines import Pair, Points

Colour = tuple[float, float, float]
_FINENESS = 3  # masks are drawn this many times larger and reduced: smooth edges


def rgb(code: str) -> Colour:
    """'d94f3d' as three numbers in 0..1."""
    return int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    red, green, blue = (x + (y - x) * share for x, y in zip(a, b, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    """Towards white, or with a negative share towards black."""
    return mix(colour, (1.0, 1.0, 1.0) if share > 0 else (0.0, 0.0, 0.0), abs(share))


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from: a direction in the picture (towards the light) and its height above it."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Area:
    """What a fill covered: `mask` (h, w) float32 in 0..1, its corner on the sheet, its outline in pixels."""

    left: int
    top: int
    mask: Pixels
    outline_px: Points

    @property
    def window(self) -> tuple[slice, slice]:
        """The rows and columns of the sheet that the mask lies on."""
        h, w = self.mask.shape
        return slice(self.top, self.top + h), slice(self.left, self.left + w)


class Pen:
    """Draws in a drawing's own units through a pose onto a sheet of `size_px` pixels a side.

    `pose` is a 3 x 3 projective map from units to pixels. `ink` is (size, size, 3) and `cover` (size, size),
    both float32. `ground` is the mean colour of what lies beneath, so that colours can be chosen against it.
    """

    def __init__(
        self,
        size_px: int,
        pose: npt.NDArray[np.float64],
        *,
        light: Light,
        ground: Colour,
        rng: np.random.Generator,
    ) -> None:
        self.rng = rng
        self.size_px = size_px
        self.ink: Pixels = np.zeros((size_px, size_px, 3), np.float32)
        self.cover: Pixels = np.zeros((size_px, size_px), np.float32)
        self.glow: Pixels = np.zeros((size_px, size_px, 3), np.float32)
        self._pose, self._light, self._ground = pose, light, ground

    def with_dice(self, seed: int) -> Pen:
        """A pen with its own dice on the same sheet: two of one seed make the same choices."""
        other = copy.copy(self)
        other.rng = np.random.default_rng(seed)
        return other

    def between(self, low: float, high: float) -> float:
        """A random number."""
        return float(self.rng.uniform(low, high))

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return bool(self.rng.random() < share)

    def choose(self, codes: str) -> Colour:
        """One of the colours ('d94f3d e8b04b ...') that stands out from the ground, else the farthest."""
        colours = [rgb(code) for code in codes.split()]
        away = [float(np.abs(np.subtract(colour, self._ground)).sum()) for colour in colours]
        good = [colour for colour, distance in zip(colours, away, strict=True) if distance > 0.55]
        return good[int(self.rng.integers(len(good)))] if good else colours[int(np.argmax(away))]

    def fill(
        self,
        outline: Points | Sequence[Points],
        colour: Colour,
        *,
        to: Colour | None = None,
        along: Pair = (0.0, 1.0),
        inside: Area | None = None,
        holes: Sequence[Points] = (),
        opacity: float = 1.0,
    ) -> Area:
        """Cover an outline (or several as one) with a colour, or a gradient to `to` in direction `along`."""
        outlines = [self.pixels(o) for o in ([outline] if isinstance(outline, np.ndarray) else outline)]
        area = self._area(outlines, [self.pixels(hole) for hole in holes])
        if inside is not None:
            area = _both(area, inside)
        window = area.window
        mask = (area.mask * opacity)[..., None]
        paint = np.array(colour, np.float32)
        if to is not None:
            share = self._ramp(area, along)[..., None]
            paint = paint + (np.array(to, np.float32) - paint) * share
        self.ink[window] += (paint - self.ink[window]) * mask
        self.cover[window] += (1 - self.cover[window]) * mask[..., 0]
        return area

    def swell(self, area: Area, *, depth: float = 0.18, strength: float = 1.0, gloss: float = 0.0) -> None:
        """Shade an area as if it were padded: `depth` units deep from its edge inwards, with a highlight."""
        reach = max(1.0, depth * self._unit_px(area))
        pad = round(reach)
        height = blurred(np.pad(area.mask, pad), reach)[pad:-pad, pad:-pad]
        down, right = np.gradient(height * np.float32(reach * 1.6))
        self._shade(area, -right, -down, strength, gloss)

    def round_off(
        self, area: Area, *, along: Pair = (1.0, 0.0), strength: float = 1.0, gloss: float = 0.0
    ) -> None:
        """Shade an area as a cylinder that turns away in the direction `along`."""
        across = (self._ramp(area, along) * 2 - 1) * np.float32(0.96)
        lean = across / np.sqrt(1 - across**2 + 0.06) * 0.8
        x, y = self._direction(area, along)
        self._shade(area, lean * np.float32(x), lean * np.float32(y), strength, gloss)

    def tint(self, area: Area, amount: Pixels | float) -> None:
        """Make an area lighter or darker by `amount` (of its own size, or one number)."""
        window = area.window
        self.ink[window] *= (1 + area.mask * amount)[..., None].astype(np.float32)

    def mottle(self, area: Area, noise: Pixels, strength: float) -> None:
        """Vary the brightness of an area by noise (size_px, size_px) in 0..1."""
        self.tint(area, (noise[area.window] - np.float32(0.5)) * np.float32(strength))

    def shine(self, at: Pair, reach: float, colour: Colour) -> None:
        """Add a glow around a point, over everything."""
        x, y = self.pixels(np.array([at]))[0]
        across, down = np.arange(self.size_px) - x, np.arange(self.size_px) - y
        distance = np.hypot(across[None, :], down[:, None]) / (reach * self._scale_px())
        fall = np.exp(-(distance**2) * 2).astype(np.float32)
        self.glow += fall[..., None] * np.array(colour, np.float32)

    def pixels(self, points: Points) -> Points:
        """The points in pixels on the sheet."""
        flat = points @ self._pose[:, :2].T + self._pose[:, 2]
        result: Points = flat[:, :2] / flat[:, 2:3]
        return result

    def _scale_px(self) -> float:
        return float(np.sqrt(abs(np.linalg.det(self._pose[:2, :2]))))

    def _unit_px(self, area: Area) -> float:
        return float(min(self._scale_px(), 2.0 * max(area.mask.shape)))

    def _area(self, outlines: Sequence[Points], holes: Sequence[Points]) -> Area:
        everything = np.concatenate(outlines)
        low = np.clip(np.floor(everything.min(axis=0)) - 1, 0, self.size_px - 2).astype(int)
        high = np.clip(np.ceil(everything.max(axis=0)) + 2, low + 2, self.size_px).astype(int)
        w, h = (high - low).tolist()
        sheet = Image.new("L", (w * _FINENESS, h * _FINENESS))
        draw = ImageDraw.Draw(sheet)
        for points, value in [(o, 255) for o in outlines] + [(o, 0) for o in holes]:
            draw.polygon(((points - low) * _FINENESS).ravel().tolist(), fill=value)
        mask = np.asarray(sheet.reduce(_FINENESS), np.float32) / np.float32(255)
        return Area(int(low[0]), int(low[1]), mask, everything)

    def _direction(self, area: Area, along: Pair) -> Pair:
        centre = np.linalg.solve(self._pose, [*area.outline_px.mean(axis=0), 1.0])
        start = centre[:2] / centre[2]
        step = self.pixels(np.array([start, start + np.asarray(along) * 0.01]))
        x, y = step[1] - step[0]
        length = max(float(np.hypot(x, y)), 1e-9)
        return float(x) / length, float(y) / length

    def _ramp(self, area: Area, along: Pair) -> Pixels:
        x, y = self._direction(area, along)
        reach = area.outline_px @ (x, y)
        h, w = area.mask.shape
        position = (np.arange(w) + area.left)[None, :] * x + (np.arange(h) + area.top)[:, None] * y
        span = max(float(reach.max() - reach.min()), 1e-6)
        return np.asarray(np.clip((position - reach.min()) / span, 0, 1), np.float32)

    def _shade(self, area: Area, lean_x: Pixels, lean_y: Pixels, strength: float, gloss: float) -> None:
        """Lambert's law and Blinn's highlight for the normal (lean_x, lean_y, 1), beside a flat sheet."""
        light, window = self._light, area.window
        length = np.sqrt(lean_x**2 + lean_y**2 + 1)
        lit = (lean_x * light.x + lean_y * light.y + light.height) / length
        flat = light.height
        change = np.clip((lit - flat) * np.float32(strength), -0.62, 0.5) * area.mask
        self.ink[window] *= (1 + np.minimum(change, change * np.float32(0.7)))[..., None]
        self.ink[window] += (1 - self.ink[window]) * (np.maximum(change, 0) * np.float32(0.15))[..., None]
        if gloss > 0:
            halfway = np.array([light.x, light.y, light.height + 1.0])
            halfway /= np.linalg.norm(halfway)
            facing = (lean_x * halfway[0] + lean_y * halfway[1] + halfway[2]) / length
            spot = np.clip(facing, 0, 1).astype(np.float32) ** 40 * area.mask * np.float32(gloss)
            self.ink[window] += (1 - self.ink[window]) * spot[..., None]


def _both(area: Area, within: Area) -> Area:
    """The part of `area` that lies in `within`."""
    left, top = max(area.left, within.left), max(area.top, within.top)
    right = max(left, min(area.left + area.mask.shape[1], within.left + within.mask.shape[1]))
    bottom = max(top, min(area.top + area.mask.shape[0], within.top + within.mask.shape[0]))

    def cut(which: Area) -> Pixels:
        return which.mask[top - which.top : bottom - which.top, left - which.left : right - which.left]

    return Area(left, top, cut(area) * cut(within), area.outline_px)
