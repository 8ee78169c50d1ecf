"""Why a picture is worth labelling next, in words. Knows suggestions and classes, no widget."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from handful.project.document import Project
from handful.workflows.progress import Suggestion

CONTEXT: Final = "Suggestions"


def suggestion_text(project: Project, suggestion: Suggestion) -> str:
    """One line; a reason that names a class which is gone is left out."""
    names = {each.id: each.name for each in project.classes}
    known = [names[i] for i in suggestion.class_ids if i in names]
    if len(known) < len(suggestion.class_ids):
        return _tr("Good next example")
    match suggestion.reason:
        case "close":
            words = _tr("Good next example: a close call between {first} and {second}")
            return words.format(first=known[0], second=known[1])
        case "variety":
            return _tr("Good next example: unlike the examples of {name} so far").format(name=known[0])
    return _tr("Good next example: typical of a group without an example yet")


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
