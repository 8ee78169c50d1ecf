"""What the app remembers from one project to the next: the last folder, and how a new project learns."""

from __future__ import annotations

import logging
from pathlib import Path

from handful.project.settings import AppSettings
from handful.workflows.learner_list import DEFAULT_LEARNER, LEARNERS

log = logging.getLogger(__name__)


class Remembered:
    """Kept in the settings of the app; where they cannot be written it is remembered until the app ends."""

    def __init__(self, settings: AppSettings) -> None:
        self._settings = settings
        self._folder = settings.text("last_folder")
        self._learner = settings.text("learner")

    @property
    def folder(self) -> str:
        """The folder that a file dialog opens in; the person's own where the last one is gone."""
        return self._folder if self._folder and Path(self._folder).is_dir() else str(Path.home())

    def keep_folder(self, folder: str | Path) -> None:
        """Something was chosen there."""
        if str(folder) != self._folder:
            self._folder = str(folder)
            self._keep("last_folder", self._folder)

    def keep_learner(self, name: str) -> None:
        """The person chose this learner."""
        self._learner = name
        self._keep("learner", name)

    def of_new_project(self) -> dict[str, str]:
        """The settings that a new project begins with."""
        usual = self._learner == DEFAULT_LEARNER or self._learner not in LEARNERS
        return {} if usual else {"learner": self._learner}

    def _keep(self, name: str, value: str) -> None:
        try:
            self._settings.set(name, value)
        except OSError as error:
            log.warning("the setting %s was not kept: %s", name, error)
