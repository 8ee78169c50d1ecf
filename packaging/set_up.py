"""Makes the virtual environment .venv and installs what Handful needs. Owns set-up; standard library only.

`python3 packaging/set_up.py run` prepares for using the app, `… test` for its tests too. What was done is
written down in .venv, so that a second call ends at once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "handful-set-up.json"
OLDEST_PYTHON = (3, 11)

QT_LIBRARIES = [
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "fonts-dejavu-core",
]
TEST_PROGRAMS = ["openbox", "xdotool", "xvfb"]


def main(scope: str) -> None:
    """Prepare `.venv` for the scope "run" or "test"; exits with a message that says what to do."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"Handful needs Python 3.11 or later, this is {platform.python_version()}; install a newer one "
            f"and name it, for example: make PYTHON=python3.11 {scope}"
        )
    done = _read_stamp()
    if done in (_stamp(scope), _stamp("test")) and os.access(PYTHON, os.X_OK):
        return
    STAMP.unlink(missing_ok=True)
    install_packages(missing_packages(_wanted_packages(scope)), scope)
    if not _environment_fits():
        _make_environment()
    _install_handful(scope)
    _check_qt()
    STAMP.write_text(json.dumps(_stamp(scope), indent=1) + "\n", encoding="utf-8")


def missing_packages(wanted: list[str]) -> list[str]:
    """Those Debian packages that no installed package is or provides; none where dpkg is not in use."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return []
    fields = "${db:Status-Abbrev}\t${Package}\t${Provides}\n"
    listing = subprocess.run(["dpkg-query", "-W", "-f", fields], check=True, capture_output=True, text=True)
    have: set[str] = set()
    for line in listing.stdout.splitlines():
        status, package, provides = line.split("\t")
        if status.startswith("ii"):
            have |= {package, *(name.split("(")[0].strip() for name in provides.split(","))}
    return [package for package in wanted if package not in have]


def install_packages(packages: list[str], scope: str) -> None:
    """Install Debian packages as root or with sudo; exits with the exact command where neither goes."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"sudo sh -c 'apt-get update && {shlex.join(install)}'"
    as_root = _prefix_for_root()
    if as_root is None:
        sys.exit(f"Handful needs system packages. Run this, then `make {scope}` again:\n  {by_hand}")
    print(f"installing system packages: {' '.join(packages)}", flush=True)
    command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", *install]
    if _quiet(command).returncode == 0:
        return
    _quiet([*as_root, "apt-get", "update"])  # the lists of a fresh machine are empty or old
    again = _quiet(command)
    if again.returncode != 0:
        sys.exit(f"{again.stdout}\napt-get failed. Run this, then `make {scope}` again:\n  {by_hand}")


def _wanted_packages(scope: str) -> list[str]:
    wanted = [*QT_LIBRARIES, *(TEST_PROGRAMS if scope == "test" else [])]
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return wanted


def _prefix_for_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _quiet(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _environment_fits() -> bool:
    """Whether .venv is whole, of this Python, and was made at this path, which scripts in it hold."""
    try:
        config = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    values = dict(line.split(" = ", 1) for line in config if " = " in line)
    same_python = values.get("version") == platform.python_version()
    same_path = values.get("command", "").endswith(str(VENV))
    return same_python and same_path and os.access(PYTHON, os.X_OK) and (VENV / "bin" / "pip").exists()


def _make_environment() -> None:
    print(f"creating the virtual environment {VENV.name} with Python {platform.python_version()}", flush=True)
    made = _quiet([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        sys.exit(f"{made.stdout}\nPython's venv failed; install Python with its modules venv and ensurepip")


def _install_handful(scope: str) -> None:
    what, extra = (
        ("Handful, its libraries and test tools", "[dev]")
        if scope == "test"
        else ("Handful and its libraries", "")
    )
    print(f"installing {what} into {VENV.name}; torch alone is large, this takes minutes", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-e", f".{extra}"]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit(f"pip failed (see above); mend that, then `make {scope}` again")


def _check_qt() -> None:
    """Ask the loader itself, which knows more than a list of packages, and on every system."""
    tried = _quiet([str(PYTHON), "-c", "import PySide6.QtWidgets"])
    if tried.returncode != 0:
        reason = tried.stdout.strip().splitlines()[-1]
        sys.exit(f"Qt does not load: {reason}\nInstall the system library that it names, then try again")


def _stamp(scope: str) -> dict[str, object]:
    sources = [ROOT / "pyproject.toml", Path(__file__)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return {"scope": scope, "python": sys.version, "path": str(VENV), "sources": digest}


def _read_stamp() -> dict[str, object]:
    try:
        done = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return done if isinstance(done, dict) else {}


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("usage: python3 packaging/set_up.py run|test")
    main(sys.argv[1])
