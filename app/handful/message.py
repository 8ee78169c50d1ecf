"""What the rooms without Qt say to people: English that can be said in another language later.

A message is made where something happens, on whatever thread, and is read somewhere else: in a terminal, a
log, a project file, or a window in Korean. So it is a value, not a look-up in a language that happens to be
set: the text itself is the English one, and it remembers the template and what was filled in. `ui` looks the
template up (`handful.ui.speech`), and nothing below it needs to know that languages exist.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

_KEPT: Final = "\x1f"  # begins a message that was written down with its template; no text for people has it


class Message(str):
    """`Message("there is no file '{name}'", name=path.name)`. Values may be messages themselves.

    The template is a literal, for `make translations` finds it by reading the source. One without values is
    not formatted.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """The English text, with its template and values beside it."""
        return cls._made(template.format(**values) if values else template, template, values)

    @classmethod
    def _made(cls, text: str, template: str, values: Mapping[str, object]) -> Message:
        made = super().__new__(cls, text)
        made.template, made.values = template, values
        return made

    def filled(self, **values: object) -> Message:
        """This template with these values."""
        return self._made(self.template.format(**values), self.template, values)

    def kept(self) -> str:
        """As text from which `recalled` makes the same message; plain English where nothing is filled in."""
        if not self.values:
            return str(self)
        return _KEPT + json.dumps([str(self), self.template, self.values], default=str)

    @classmethod
    def recalled(cls, text: str) -> Message:
        """What `kept` gave; any other text is a message without values.

        The text may be a stranger's: it is never formatted, and its template serves for a look-up only.
        """
        if text.startswith(_KEPT):
            try:
                match json.loads(text[len(_KEPT) :]):
                    case [str(said_in_english), str(template), dict(values)]:
                        return cls._made(said_in_english, template, values)
            except (ValueError, RecursionError):
                pass
        return cls._made(text, text, {})


def said(error: BaseException) -> Message:
    """What an error says: the message it was raised with, else its text."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Message) else Message.recalled(str(error) or type(error).__name__)
