"""Takes PySide's hook off Python's import: it reads the source of every module that is imported after it.

It looks there for uses of `from __feature__ import …`, which Handful has none of. Without it the window shows
5 % sooner, and loading torch, some 1,700 modules, costs the interpreter half a second less.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Give `import` back to Python; call it once, before anything large is imported."""
    import PySide6.QtCore  # noqa: F401  what puts the hook on

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
