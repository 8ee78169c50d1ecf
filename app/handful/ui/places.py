"""Where Handful keeps what belongs to the person: settings, untitled projects, caches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from handful.message import Message, said
from handful.project.document import ProjectError
from handful.project.recent import UNTITLED, new_untitled_path
from handful.project.session import Session
from handful.ui.speech import spoken
from handful.workflows.places import embedding_cache_path


@dataclass(frozen=True, slots=True)
class Places:
    """Folders and files outside the projects that the person names."""

    config: Path
    data: Path
    embeddings: Path  # the cache that the command line uses too

    @classmethod
    def of_user(cls) -> Places:
        """The platform's own folders."""
        dirs = PlatformDirs("handful", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, embedding_cache_path())

    @property
    def settings(self) -> Path:
        """Choices of the person."""
        return self.config / "settings.json"

    @property
    def recent(self) -> Path:
        """Projects opened lately."""
        return self.data / "recent.json"

    @property
    def log(self) -> Path:
        """What went wrong, with traces; stays on this computer."""
        return self.data / "handful.log"

    @property
    def door(self) -> Path:
        """Where a later start finds the process that runs already."""
        return self.data / "door"

    @property
    def untitled(self) -> Path:
        """Projects that have no name yet."""
        return self.data / "untitled"

    def new_session(self, settings: Mapping[str, str] | None = None) -> Session:
        """A new untitled project that begins with these settings, on disk at once. Raises ProjectError."""
        try:
            self.untitled.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or said(error)
            raise ProjectError(
                Message("the folder '{folder}' cannot be made: {reason}", folder=self.untitled, reason=reason)
            ) from error
        return Session.create(new_untitled_path(self.untitled, spoken(UNTITLED)), settings)

    @property
    def demo(self) -> Path:
        """The demo pictures."""
        return self.data / "demo"
