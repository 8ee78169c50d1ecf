"""The process that shows windows: its name, and the projects that the platform asks it to open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

import handful


class Application(QApplication):
    """`file_opened(str)`: a double click in the Finder, which on macOS is no argument but an event."""

    file_opened = Signal(str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self.setApplicationName("Handful")
        self.setApplicationVersion(handful.__version__)
        self.setDesktopFileName("handful")

    def event(self, event: QEvent) -> bool:
        """Only what is for the application itself comes here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(event.file())
            return True
        return super().event(event)
