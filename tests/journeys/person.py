"""A person at the app: moves the real mouse, types on the real keyboard, looks at what the app shows."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.xvfb import VirtualScreen

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SOURCE_AT = (1460, 860)
STEPS = 12
PACE_S = "0.03"
PATIENCE_MS = 30_000


class Program:
    """A process that answers each line with a line."""

    def __init__(self, screen: VirtualScreen, script: str, *arguments: str) -> None:
        command = [sys.executable, str(HERE / script), *arguments]
        paths = os.pathsep.join((str(ROOT), str(ROOT / "app")))  # this checkout, whatever is installed
        environment = screen.environment | {"PYTHONPATH": paths}
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, line: str) -> str:
        """Send a line, read a line. Raises AssertionError where the program has ended."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def read(self) -> str:
        """The next line."""
        answer = self.process.stdout.readline()
        assert answer, f"the program ended with {self.process.poll()}"
        return answer.strip()

    def end(self) -> int:
        """Close its input, which ends it; the exit status."""
        self.process.stdin.close()
        self.process.stdout.read()
        status = self.process.wait(60)
        self.process.stdout.close()
        return status

    def give_up(self) -> None:
        """End it, whatever it is doing; nothing where it has ended."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


class Person:
    """Uses the app on a virtual screen; `files` is the program that files are dragged out of."""

    def __init__(self, screen: VirtualScreen, wait_until: Callable[..., None]) -> None:
        """wait_until: `qtbot.waitUntil`."""
        self._screen, self.wait_until = screen, wait_until
        self._files: Program | None = None
        self.app = Program(screen, "app_under_test.py")
        self.tell("busy")  # answers once the window is there

    def tell(self, ask: str):
        """What the app answers."""
        return json.loads(self.app.ask(ask))

    def where(self, ask: str) -> tuple[int, int]:
        """A place on the screen; it has to be there."""
        there = self.tell(ask)
        assert there is not None, f"nothing on the screen answers to {ask!r}"
        return there[0], there[1]

    def drag_files(self, paths: list[Path], to: str) -> None:
        """Drag files out of another program and drop them on a place of the app."""
        if self._files is None:
            self._files = Program(self._screen, "drag_source.py", *map(str, SOURCE_AT))
            assert self._files.read() == "ready"
        assert self._files.ask(json.dumps([str(p) for p in paths])) == "set"
        start = (SOURCE_AT[0] + 60, SOURCE_AT[1] + 40)
        self.drag(start, self.where(to))
        assert self._files.read() == "dropped"

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, move to another step by step, and let go."""
        moves = []
        for step in range(1, STEPS + 1):
            x, y = (round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
            moves += ["mousemove", str(x), str(y), "sleep", PACE_S]
        self.xdotool("mousemove", *map(str, start), "sleep", PACE_S, "mousedown", "1", "sleep", PACE_S)
        self.xdotool(*moves)
        self.wait_until(lambda: self._drag_is_at(end), timeout=PATIENCE_MS)
        self.xdotool("mouseup", "1")

    def draw(self, corners: list[tuple[int, int]]) -> None:
        """Press at the first place, draw on to each of the others, and let go."""
        moves = []
        for start, end in pairwise(corners):
            for step in range(1, STEPS + 1):
                x, y = (round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
                moves += ["mousemove", str(x), str(y), "sleep", "0.01"]
        self.xdotool("mousemove", *map(str, corners[0]), "mousedown", "1", *moves, "mouseup", "1")

    def _drag_is_at(self, place: tuple[int, int]) -> bool:
        """Whether the app knows of the drag there; a nudge of the mouse makes Qt tell it again."""
        self.xdotool("mousemove_relative", "--", "1", "0", "mousemove", *map(str, place))
        there = self.tell("dragged_at")
        return there is not None and max(abs(a - b) for a, b in zip(there, place, strict=True)) < 8

    def click(self, at: tuple[int, int], button: int = 1) -> None:
        """Click, with the left button where none is named."""
        self.xdotool("mousemove", *map(str, at), "click", str(button))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as "Return" or "ctrl+z"."""
        self.xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Write a text."""
        self.xdotool("type", "--delay", "30", text)

    def xdotool(self, *arguments: str) -> None:
        """Anything else."""
        self._screen.xdotool(*arguments)

    def give_up(self) -> None:
        """Whatever still runs is ended."""
        for program in (self.app, self._files):
            if program is not None:
                program.give_up()

    def leave(self) -> int:
        """Close everything; the app's exit status."""
        if self._files is not None:
            self._files.end()
        return self.app.end()
