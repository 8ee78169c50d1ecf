"""Edits of very many pictures, made part by part: the event loop has its turn between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer

AT_ONCE: Final = 2_000  # pictures of one part; about 30 ms


class Parts(QObject):
    """One such edit at a time. Whatever else is done to the project has to `finish` it before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Iterator[None] | None = None
        self._done: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a part is still to be made."""
        return self._parts is not None

    def start(self, parts: Iterator[None], done: Callable[[], None] | None = None) -> None:
        """Make the first part now and the others soon; `done` is called when none is left."""
        self.finish()
        self._parts, self._done = parts, done
        self._go_on()

    def finish(self) -> None:
        """Make all that is left, now."""
        while self._parts is not None:
            self._next()

    def _go_on(self) -> None:
        self._next()
        if self._parts is not None:
            QTimer.singleShot(0, self, self._go_on)

    def _next(self) -> None:
        if self._parts is not None and next(self._parts, self) is self:
            done, self._parts, self._done = self._done, None, None
            if done is not None:
                done()
