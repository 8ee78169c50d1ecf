"""The words of an undoable step in the person's language. Knows no step but its wording."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from handful.project.wording import Action, Wording
from handful.ui.views.words import count

CONTEXT: Final = "Steps"


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def step_text(wording: Wording) -> str:
    """As "Label 3 pictures as cat"."""
    one, many = _texts()[wording.action]
    template = one if wording.count == 1 else many
    return template.format(count=count(wording.count), name=wording.name, other=wording.other)


def _texts() -> dict[Action, tuple[str, str]]:
    """For one picture, and for any other number."""
    return {
        "add_class": (_tr("Add class {name}"),) * 2,
        "rename_class": (_tr("Rename class {name} to {other}"),) * 2,
        "remove_class": (_tr("Remove class {name}"),) * 2,
        "add_pictures": (_tr("Add 1 picture"), _tr("Add {count} pictures")),
        "label": (_tr("Label 1 picture as {name}"), _tr("Label {count} pictures as {name}")),
        "label_unknown": (_tr("Label 1 picture as unknown"), _tr("Label {count} pictures as unknown")),
        "clear_label": (_tr("Clear the label of 1 picture"), _tr("Clear the labels of {count} pictures")),
        "accept": (_tr("Accept 1 prediction"), _tr("Accept {count} predictions")),
        "accept_above": (
            _tr("Accept 1 prediction of {name} or more"),
            _tr("Accept {count} predictions of {name} or more"),
        ),
        "move_to_class": (
            _tr("Move 1 picture to class {name}"),
            _tr("Move {count} pictures to class {name}"),
        ),
        "promote": (_tr("Use 1 picture as an example"), _tr("Use {count} pictures as examples")),
        "return_to_queries": (
            _tr("Return 1 picture to the unsorted"),
            _tr("Return {count} pictures to the unsorted"),
        ),
        "remove_pictures": (_tr("Remove 1 picture"), _tr("Remove {count} pictures")),
        "set_setting": (_tr("Set {name} to {other}"),) * 2,
        "import_labels": (_tr("Import 1 label"), _tr("Import {count} labels")),
        "relink": (_tr("Find 1 moved picture"), _tr("Find {count} moved pictures")),
    }
