"""Small files that are replaced as a whole, and damaged ones that are put aside instead of lost."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(file: Path, text: str) -> None:
    """The file holds either what it held before, or all of the text. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def keep_aside(file: Path) -> Path | None:
    """Rename a damaged file to "NAME.damaged", "NAME.2.damaged", …; None where that is not possible."""
    number = 1
    aside = file.with_name(f"{file.name}.damaged")
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}.{number}.damaged")
    try:
        os.replace(file, aside)
    except OSError:
        return None
    return aside
