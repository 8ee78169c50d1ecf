"""The language of the running application: which one, and the translations that make it so."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final, Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from handful.resources import resource_path

log = logging.getLogger(__name__)

LanguageChoice = Literal["system", "en", "ko"]
LANGUAGES: Final[tuple[LanguageChoice, ...]] = get_args(LanguageChoice)
SOURCE: Final = "en"
"""What the source is written in; there is no file for it."""
OWN_NAMES: Final[Mapping[LanguageChoice, str]] = {"en": "English", "ko": "한국어"}
"""Each language as it calls itself, so that whoever chose a wrong one finds the way back."""


class Language(QObject):
    """Installs the translators of Handful and of Qt. A change is told by Qt: see `in_each_language`."""

    def __init__(self, choice: LanguageChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: LanguageChoice = choice
        self._installed: list[QTranslator] = []
        self._system = QLocale.system()
        self._apply()

    @property
    def choice(self) -> LanguageChoice:
        """What the person chose."""
        return self._choice

    @property
    def code(self) -> str:
        """The language that is spoken now."""
        return self._wanted() if self._choice == "system" else self._choice

    def set_choice(self, choice: LanguageChoice) -> None:
        """Speak this language from now on; everything on the screen follows."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def close(self) -> None:
        """Take the translators away; the next window brings its own."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()

    def _wanted(self) -> str:
        """The first of the languages that the system prefers, and that there is."""
        preferred = [name.replace("_", "-").split("-")[0] for name in self._system.uiLanguages()]
        return next((name for name in preferred if name in OWN_NAMES), SOURCE)

    def _apply(self) -> None:
        """Numbers are written as in the language, too, and as at home where that is the system's."""
        before = self._installed
        self._installed = []
        same = QLocale(self.code).language() == self._system.language()
        QLocale.setDefault(self._system if same else QLocale(self.code))
        if self.code != SOURCE:
            self._install("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install("handful", str(resource_path("translations")))
        for translator in before:
            QCoreApplication.removeTranslator(translator)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(f"{name}_{self.code}", folder):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)
        else:
            log.warning("there is no translation %s_%s in %s", name, self.code, folder)
