"""Folders that are either written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handful.message import Message


@contextmanager
def folder_written_whole(path: Path) -> Iterator[Path]:
    """A hidden folder to write into, which becomes `path` when the block ends well.

    `path` has to be new, or an empty folder: nothing that is there is ever mixed with, or replaced. Whatever
    ends the block early leaves nothing; a crash leaves the hidden folder, whose name ends in ".part".
    Raises FileExistsError, and OSError.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(17, Message("there is something there already"), str(path))
    partial = target.with_name(f".{target.name[:40]}.{os.getpid()}.{secrets.token_hex(4)}.part")
    partial.mkdir()
    try:
        yield partial
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
