"""What a view says once it says again when the person chooses another language. Knows no language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject


def in_each_language(owner: QObject, say: Callable[[], None]) -> None:
    """Call `say` now, and again after each change of the language, as long as `owner` lives.

    owner: a widget, for Qt tells widgets of a new language, and they tell their children.
    """
    when_language_changes(owner, say)
    say()


def when_language_changes(owner: QObject, say: Callable[[], None]) -> None:
    """Call `say` after each change of the language: for what has been said already."""
    _Retelling(owner, say)


class _Retelling(QObject):
    """A child of the owner; hearing of the language this way needs no method in each view."""

    def __init__(self, owner: QObject, say: Callable[[], None]) -> None:
        super().__init__(owner)
        self._say = say

    def event(self, event: QEvent) -> bool:
        """The owner passes it on after it has heard itself."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        return super().event(event)
