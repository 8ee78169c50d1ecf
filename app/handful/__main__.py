"""Composition root: the window without arguments or with project files, a command otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handful.project.recent import SUFFIX
from handful.workflows.draw_flag import DRAW_FLAG

if TYPE_CHECKING:
    from handful.workflows.demo import DemoOutcome

EXIT_NO_WINDOW: Final = 2
QT_PLATFORM: Final = "QT_QPA_PLATFORM"
CALM_THREADS: Final = ("OMP_WAIT_POLICY", "PASSIVE")
"""torch's threads sleep while they wait for one another. By default they spin, and on a machine with other
work, the window's for one, everything becomes many times slower."""


def main() -> int:
    """What the command `handful` does; returns the exit code."""
    os.environ.setdefault(*CALM_THREADS)
    arguments = sys.argv[1:]
    if arguments == [DRAW_FLAG]:
        from handful.ui.draw_check import draw

        return draw()
    if not opens_window(arguments):
        from handful.cli.app import run_command

        run_command(arguments, play_demo)
    return open_window([Path(argument) for argument in arguments])


def opens_window(arguments: Sequence[str]) -> bool:
    """No argument, or project files alone."""
    return all(argument.lower().endswith(SUFFIX) for argument in arguments)


def open_window(projects: Sequence[Path]) -> int:
    """Show a window for each project until all are closed. They are visible before torch is imported."""
    if not has_display():
        return _no_window(f"there is no display; set {QT_PLATFORM}=offscreen to run without one")
    try:
        from handful.ui.plain_imports import import_plainly

        import_plainly()
        from handful.ui.running import run
    except ImportError as error:
        if ".so" not in str(error):
            raise
        return _no_window(f"a system library that Qt needs is missing ({error}); `make run` installs it")
    return run(projects)


def play_demo(out: Path) -> DemoOutcome:
    """Play the demo in the real window, without a screen where there is none."""
    if not has_display():
        os.environ[QT_PLATFORM] = "offscreen"
    from handful.ui.plain_imports import import_plainly

    import_plainly()
    from handful.ui.demonstration import play

    return play(out)


def has_display() -> bool:
    """Whether Qt can find a screen; where it cannot, it would abort without a word that helps."""
    if os.environ.get(QT_PLATFORM) or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _no_window(reason: str) -> int:
    print(
        f"handful: the window cannot open: {reason}. `handful --help` lists what works without.",
        file=sys.stderr,
    )
    return EXIT_NO_WINDOW


if __name__ == "__main__":
    sys.exit(main())
