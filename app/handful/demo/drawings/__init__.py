"""What the demo shows, one drawing a file, and their table. Public: `Subject`, `CLASSES`, `STRANGERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from handful.demo.drawings import strangers
from handful.demo.drawings.apple import draw_apple
from handful.demo.drawings.bicycle import draw_bicycle
from handful.demo.drawings.butterfly import draw_butterfly
from handful.demo.drawings.fish import draw_fish
from handful.demo.drawings.key import draw_key
from handful.demo.drawings.lamp import draw_lamp
from handful.demo.drawings.leaf import draw_leaf
from handful.demo.drawings.mug import draw_mug
from handful.demo.drawings.mushroom import draw_mushroom
from handful.demo.drawings.umbrella import draw_umbrella
from handful.demo.pen import Pen

__all__ = ["CLASSES", "STRANGERS", "Place", "Subject"]

Place = Literal["tabletop", "room", "meadow", "street", "sky", "water", "leaves", "wall"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that can be photographed.

    `places`: where it is found. `turn_degrees`: how far it may be turned where it need not stand upright.
    `foot`: the y, in the drawing's units, with which it stands on the ground.
    """

    draw: Callable[[Pen], None]
    places: tuple[Place, ...]
    turn_degrees: float
    foot: float = 0.9


CLASSES: Mapping[str, Subject] = {
    "apple": Subject(draw_apple, ("tabletop", "room", "leaves", "meadow"), 60, 0.74),
    "bicycle": Subject(draw_bicycle, ("street", "street", "meadow"), 8, 0.75),
    "butterfly": Subject(draw_butterfly, ("leaves", "leaves", "leaves", "sky"), 30),
    "fish": Subject(draw_fish, ("water", "water", "water", "tabletop"), 20),
    "key": Subject(draw_key, ("tabletop", "tabletop", "wall"), 60),
    "lamp": Subject(draw_lamp, ("room",), 4),
    "leaf": Subject(draw_leaf, ("tabletop", "tabletop", "wall"), 35),
    "mug": Subject(draw_mug, ("room", "room", "meadow"), 5, 0.82),
    "mushroom": Subject(draw_mushroom, ("meadow", "meadow", "room"), 12),
    "umbrella": Subject(draw_umbrella, ("sky", "sky", "street"), 18, 0.92),
}

STRANGERS: Mapping[str, Subject] = {
    "clock": Subject(strangers.draw_clock, ("wall", "tabletop"), 10, 0.85),
    "boat": Subject(strangers.draw_boat, ("water", "sky"), 8, 0.8),
    "chair": Subject(strangers.draw_chair, ("room", "street"), 4),
    "die": Subject(strangers.draw_die, ("room", "tabletop"), 20, 0.86),
    "snowman": Subject(strangers.draw_snowman, ("meadow",), 4, 0.93),
    "balloon": Subject(strangers.draw_balloon, ("sky",), 8),
    "guitar": Subject(strangers.draw_guitar, ("tabletop", "wall"), 180),
}
