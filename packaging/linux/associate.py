"""Tells a Linux desktop about Handful, for this person alone: a menu entry, and what opens `.handful` files.

`make associate` runs it for the copy in this checkout; `associate.py --remove` takes everything back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MIME_TYPE = "application/x-handful"
DESKTOP_FILE = "handful.desktop"
FILES = {  # below the person's data folder -> where it comes from
    f"applications/{DESKTOP_FILE}": HERE / DESKTOP_FILE,
    "mime/packages/handful.xml": HERE / "handful.xml",
    "icons/hicolor/scalable/apps/handful.svg": ROOT / "resources" / "icons" / "handful.svg",
    "icons/hicolor/scalable/mimetypes/application-x-handful.svg": HERE / "application-x-handful.svg",
}


def main(arguments: list[str]) -> int:
    """The exit status; 2 where the command to start is not found."""
    data = data_folder()
    if arguments == ["--remove"]:
        for name in FILES:
            (data / name).unlink(missing_ok=True)
        tell_desktop(data)
        print(f"taken out of {data}")
        return 0
    command = arguments[0] if arguments else shutil.which("handful")
    if command is None or not os.access(command, os.X_OK):
        print(f"there is no command {command or 'handful'}; name it: associate.py PATH", file=sys.stderr)
        return 2
    for name, source in FILES.items():
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    start = data / "applications" / DESKTOP_FILE
    start.write_text(with_command(start.read_text(encoding="utf-8"), os.path.abspath(command)), "utf-8")
    tell_desktop(data)
    print(f"written below {data}: a double click on a .handful file opens it")
    return 0


def data_folder() -> Path:
    """`$XDG_DATA_HOME`, or where it usually is."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def with_command(entry: str, command: str) -> str:
    """The desktop entry that starts this command, quoted as the specification of desktop entries wants it."""
    quoted = command
    for special in ("\\", '"', "`", "$"):
        quoted = quoted.replace(special, f"\\{special}")
    quoted = quoted.replace("\\", "\\\\").replace("%", "%%")  # a value of text doubles backslashes once more
    return entry.replace("Exec=handful %F", f'Exec="{quoted}" %F')


def tell_desktop(data: Path) -> None:
    """Let the desktop read anew what it has indexed, with those of its tools that are there."""
    run("update-mime-database", str(data / "mime"))
    run("update-desktop-database", str(data / "applications"))
    run("gtk-update-icon-cache", "--ignore-theme-index", "--quiet", str(data / "icons" / "hicolor"))
    if (data / "applications" / DESKTOP_FILE).exists():
        run("xdg-mime", "default", DESKTOP_FILE, MIME_TYPE)


def run(*command: str) -> None:
    """Nothing where there is no such tool: desktops without it look for themselves."""
    if shutil.which(command[0]) is not None:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
