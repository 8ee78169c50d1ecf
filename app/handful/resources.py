"""Where the shipped weights, splits and styles lie. Owns no content, only the way to it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder, in an installed copy and in a checkout alike.

    A wheel carries the folder `resources` inside the package; a checkout has it at the top level.
    Raises FileNotFoundError where this copy lacks the file.
    """
    for root in (_PACKAGE / "resources_data", _PACKAGE.parent.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    wanted = "/".join(parts)
    raise FileNotFoundError(f"this copy of Handful lacks resources/{wanted}; install it again")
