"""Says in the person's language what the rooms without Qt say in English. Knows templates, no language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from handful.message import Message, said
from handful.ui.views.words import count

CONTEXT: Final = "Messages"


def spoken(text: str) -> str:
    """A message in the person's language, and in English where that lacks it; other text as it is.

    Whole numbers are written as the language writes them, and messages within a message are translated too.
    """
    if not text:
        return ""
    message = text if isinstance(text, Message) else Message.recalled(text)
    template = QCoreApplication.translate(CONTEXT, message.template)
    if not message.values:
        return template
    try:
        return template.format(**{name: _spoken_value(value) for name, value in message.values.items()})
    except (LookupError, ValueError, AttributeError):  # values that a file gave do not fit
        return str(message)


def spoken_error(error: BaseException) -> str:
    """What an error says."""
    return spoken(said(error))


def _spoken_value(value: object) -> object:
    if isinstance(value, Message):
        return spoken(value)
    return count(value) if isinstance(value, int) else value
