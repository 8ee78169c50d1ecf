"""Rules for the names of classes: what a person may type, and how a folder's name becomes one."""

from __future__ import annotations

import unicodedata
from typing import Final

from handful.message import Message
from handful.project.document import PictureClass, Project, ProjectError

MAX_NAME_LENGTH: Final = 100
_FORBIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control characters, lone surrogates, line breaks
_DIRECTION: Final = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # turn other text around


def checked_class_name(project: Project, name: str, *, renaming: PictureClass | None = None) -> str:
    """The name without white space around it. Raises ProjectError where it cannot be the name of a class."""
    stripped = name.strip()
    if not stripped:
        raise ProjectError(Message("a class needs a name; type at least one character"))
    if len(stripped) > MAX_NAME_LENGTH:
        start = tidy_class_name(stripped[:30])
        raise ProjectError(
            Message(
                "the name '{start}…' has {n} characters; shorten it to {most} or fewer",
                start=start,
                n=len(stripped),
                most=MAX_NAME_LENGTH,
            )
        )
    if any(_is_forbidden(character) for character in stripped):
        raise ProjectError(
            Message(
                "the name '{name}' holds control characters; type it again without",
                name=tidy_class_name(stripped),
            )
        )
    other = project.class_named(stripped)
    if other is not None and (renaming is None or other.id != renaming.id):
        raise ProjectError(Message("there is already a class '{name}'; choose another name", name=other.name))
    return stripped


def tidy_class_name(text: str) -> str:
    """A name that is allowed, as close to `text` as can be: for folders, whose names nobody chose for us."""
    allowed = "".join(" " if _is_forbidden(character) else character for character in text)
    return " ".join(allowed.split())[:MAX_NAME_LENGTH].strip() or "unnamed"


def _is_forbidden(character: str) -> bool:
    return character in _DIRECTION or unicodedata.category(character) in _FORBIDDEN
