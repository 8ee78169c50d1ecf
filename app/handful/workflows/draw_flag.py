"""How the self-test asks another process of Handful to draw a window and end; not for people."""

from __future__ import annotations

from typing import Final

DRAW_FLAG: Final = "--draw-a-window"
