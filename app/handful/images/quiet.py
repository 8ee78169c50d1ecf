"""Pillow warns about odd files while it reads them; nobody could act on it, so the warnings stop here."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

_lock: Final = threading.Lock()
_stack: Final = ExitStack()
_readers = 0


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Ignore warnings that Pillow raises meanwhile.

    `warnings.catch_warnings` changes the whole process: two threads in it at once can leave each other's
    filters behind. So the first reader to come enters it, and the last one to go leaves it.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _readers
    with _lock:
        if _readers == 0:
            _stack.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("ignore", module=r"(PIL|pillow_heif)\.")
        _readers += 1


def _leave() -> None:
    global _readers
    with _lock:
        _readers -= 1
        if _readers == 0:
            _stack.close()
