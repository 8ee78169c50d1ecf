"""Opens the app of .venv where there is a screen, and shows the demonstration where there is none."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HANDFUL = ROOT / ".venv" / "bin" / "handful"
X11_SOCKETS = Path("/tmp/.X11-unix")
ANSWER_S = 2


def main() -> None:
    """Become the app, or its demonstration."""
    command = [str(HANDFUL)]
    if not screen_answers(os.environ):
        print("no display answers here: running the demonstration without a screen", flush=True)
        command += ["demo", "--out", "demo-output"]
    os.execv(command[0], command)


def screen_answers(environment: Mapping[str, str]) -> bool:
    """Whether a Wayland or X11 server takes a connection; a variable that is set promises nothing."""
    if sys.platform == "darwin":
        return True
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland and _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / wayland)):
        return True
    host, colon, number = environment.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host not in ("", "unix"):
        return _answers((host, 6000 + int(number)))
    path = str(X11_SOCKETS / f"X{number}")
    return _answers(path) or _answers("\0" + path)


def _answers(address: str | tuple[str, int]) -> bool:
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_S)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
