"""The source files of Handful, and how to look into them without importing them."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app" / "handful"
ROOMS = sorted(path.name for path in APP.iterdir() if path.is_dir() and any(path.rglob("*.py")))


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def modules_of(room: str) -> list[Path]:
    """All modules of a room, those of its inner packages too."""
    return sorted((APP / room).rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    """Dotted names that a file imports anywhere; `from a import b` gives `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names
