"""Files that are either written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TextIO, cast

_TEXT: Final[dict[str, Any]] = {
    "mode": "w",
    "encoding": "utf-8",
    "errors": "backslashreplace",
    "newline": "",
}


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text stream (UTF-8, newlines as written) whose content replaces `path` when the block ends well.

    Whatever ends the block early, Ctrl-C included, leaves the old file as it was and nothing beside it. A
    device or a pipe is written to directly: it must not be replaced. Raises OSError.
    """
    with _opened(path, _TEXT) as stream:
        yield cast(TextIO, stream)


@contextmanager
def written_bytes(path: Path) -> Iterator[BinaryIO]:
    """`written_whole` for bytes."""
    with _opened(path, {"mode": "wb"}) as stream:
        yield cast(BinaryIO, stream)


@contextmanager
def _opened(path: Path, how: dict[str, Any]) -> Iterator[IO[Any]]:
    if path.exists() and not path.is_file():
        with path.open(**how) as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open(**how) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
