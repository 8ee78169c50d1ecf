"""What all windows of the process share: settings, recent projects, language, looks, keys, and one engine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from handful.jobs import Workflow
from handful.message import Message
from handful.project.recent import RecentProjects
from handful.project.settings import AppSettings
from handful.ui.actions import action_table
from handful.ui.engine_host import engine_loader
from handful.ui.keymap import Keymap
from handful.ui.language import Language
from handful.ui.main_window import MainWindow
from handful.ui.places import Places
from handful.ui.remembered import Remembered
from handful.ui.theme import Theme
from handful.workflows.progress import LoadingStep

log = logging.getLogger(__name__)

LOOK_AGAIN_S: Final = 0.05


class Commons(QObject):
    """Made before the first window, and closed after the last one."""

    def __init__(self, qt: QApplication, places: Places, load: Workflow | None = None) -> None:
        """load: what loads the engine, where it is not the real thing."""
        super().__init__()
        self.places = places
        self.settings = AppSettings(places.settings)
        self.recent = RecentProjects(places.recent)
        self.remembered = Remembered(self.settings)
        self.language = Language(self.settings.text("language"), self)  # type: ignore[arg-type]
        self.theme = Theme(self.settings.text("theme"), self)  # type: ignore[arg-type]
        self.theme.apply(qt)
        self.keymap = Keymap(action_table(), self.settings.text("shortcuts"), self)
        self.engine = SharedEngine(load or engine_loader(self.settings.text("device"), places.embeddings))

    def make_window(self) -> MainWindow:
        """A window as the last one stood, with nothing in it and nobody who does what it asks for."""
        window = MainWindow(self.theme, self.keymap)
        window.restore_layout(self.settings.text("window_geometry"), self.settings.text("window_state"))
        return window

    def last_project(self) -> Path | None:
        """The one that was used last of those that are still there."""
        return next((entry.path for entry in self.recent.list() if entry.exists), None)

    def keep(self, name: str, value: str | tuple[int, ...]) -> None:
        """Keep a setting; where that is not possible, it holds until the app ends."""
        try:
            self.settings.set(name, value)
        except OSError as error:
            log.warning("the setting %s was not kept: %s", name, error)

    def close(self) -> None:
        """No window is open any more."""
        self.engine.close()
        self.language.close()


class SharedEngine:
    """Loads the engine when the first window asks for it, and gives the same one to all others."""

    def __init__(self, load: Workflow) -> None:
        self._load = load
        self._engine: Any = None
        self._loading = threading.Lock()

    def load(self) -> Generator[Any, None, Any]:
        """For the worker of a window. Who comes while another one loads waits, and can still be cancelled."""
        while not self._loading.acquire(timeout=LOOK_AGAIN_S):
            yield LoadingStep(Message("Loading the encoder"))
        try:
            if self._engine is None:
                self._engine = yield from self._load()
            return self._engine
        finally:
            self._loading.release()

    def close(self) -> None:
        """Let go of the cache of embeddings; no worker runs any more."""
        if self._engine is not None:
            self._engine.cache.close()
            self._engine = None
