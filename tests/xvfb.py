"""A virtual screen for tests that need a real window: Xvfb with the window manager openbox."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = ("Xvfb", "xdotool", "openbox")
SCREEN = "1600x1000x24"
START_S = 30
STOP_S = 10


@dataclass(frozen=True, slots=True)
class VirtualScreen:
    """A screen that is there until the end of the test run. `display`: as in DISPLAY, for example ":7"."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a process that is to show its windows on this screen."""
        inherited = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
        return {**inherited, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}

    def xdotool(self, *arguments: str, timeout_s: float = 30) -> str:
        """What `xdotool ARGUMENTS` prints; raises CalledProcessError where it fails."""
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=timeout_s
        )
        return done.stdout.strip()


@pytest.fixture(scope="session")
def virtual_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualScreen]:
    """One screen for all tests of a process; skipped where a program is missing, except on CI."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"no {', '.join(missing)} here; `make test` installs what is missing"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with ExitStack() as stack:
        logs = tmp_path_factory.mktemp("xvfb")
        screen = VirtualScreen(stack.enter_context(_xvfb(logs / "Xvfb.log")))
        stack.enter_context(_openbox(screen, logs / "openbox.log"))
        yield screen


@contextmanager
def _xvfb(log: Path) -> Iterator[str]:
    """Xvfb on a display number that it chooses itself, so that parallel runs never meet."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    with _running(command, log, dict(os.environ), pass_fds=(write_end,)):
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()  # ends at once where Xvfb dies
        if not number:
            pytest.fail(f"Xvfb did not start: {log.read_text(errors='replace')}")
        yield f":{number}"


@contextmanager
def _openbox(screen: VirtualScreen, log: Path) -> Iterator[None]:
    """The window manager, known to be there once it has put its name on the root window."""
    with _running(["openbox", "--sm-disable"], log, screen.environment) as process:
        until = time.monotonic() + START_S
        while not _has_window_manager(screen):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"openbox did not start: {log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield


def _has_window_manager(screen: VirtualScreen) -> bool:
    """xdotool answers `get_desktop` only where a window manager keeps _NET_CURRENT_DESKTOP."""
    command = ["xdotool", "get_desktop"]
    return (
        subprocess.run(command, env=screen.environment, capture_output=True, timeout=START_S).returncode == 0
    )


@contextmanager
def _running(
    command: list[str], log: Path, environment: dict[str, str], *, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended, gently first, when the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=pass_fds,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
