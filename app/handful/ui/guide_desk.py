"""Opens the user guide, in the language that is spoken. Owns where its texts lie."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from handful.resources import resource_path
from handful.ui.retelling import when_language_changes
from handful.ui.views.guide import Guide


class GuideDesk(QObject):
    """One guide a window; `language` answers with the code of the language that is spoken now."""

    def __init__(self, window: QWidget, language: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._language = window, language
        self.guide: Guide | None = None

    @Slot()
    def open(self) -> None:
        """Show it beside whatever goes on."""
        if self.guide is None:
            self.guide = Guide(self._window)
            self._show_text()
            when_language_changes(self.guide, self._show_text)
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()

    def _show_text(self) -> None:
        if self.guide is not None:
            text = resource_path("guide", f"{self._language()}.md").read_text(encoding="utf-8")
            self.guide.set_text(text)
