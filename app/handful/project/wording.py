"""The words of an edit: what the undo menu says. Kept as action and arguments, so they can be translated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from handful.message import Message

Action = Literal[
    "add_class",
    "rename_class",
    "remove_class",
    "add_pictures",
    "label",
    "label_unknown",
    "clear_label",
    "accept",
    "accept_above",
    "move_to_class",
    "promote",
    "return_to_queries",
    "remove_pictures",
    "set_setting",
    "import_labels",
    "relink",
]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)

_TEXTS: Final[dict[Action, tuple[Message, Message]]] = {  # for one picture, for any other number
    "add_class": (Message("Add class {name}"),) * 2,
    "rename_class": (Message("Rename class {name} to {other}"),) * 2,
    "remove_class": (Message("Remove class {name}"),) * 2,
    "add_pictures": (Message("Add 1 picture"), Message("Add {count} pictures")),
    "label": (Message("Label 1 picture as {name}"), Message("Label {count} pictures as {name}")),
    "label_unknown": (Message("Label 1 picture as unknown"), Message("Label {count} pictures as unknown")),
    "clear_label": (Message("Clear the label of 1 picture"), Message("Clear the labels of {count} pictures")),
    "accept": (Message("Accept 1 prediction"), Message("Accept {count} predictions")),
    "accept_above": (
        Message("Accept 1 prediction of {name} or more"),
        Message("Accept {count} predictions of {name} or more"),
    ),
    "move_to_class": (
        Message("Move 1 picture to class {name}"),
        Message("Move {count} pictures to class {name}"),
    ),
    "promote": (Message("Use 1 picture as an example"), Message("Use {count} pictures as examples")),
    "return_to_queries": (
        Message("Return 1 picture to the unsorted"),
        Message("Return {count} pictures to the unsorted"),
    ),
    "remove_pictures": (Message("Remove 1 picture"), Message("Remove {count} pictures")),
    "set_setting": (Message("Set {name} to {other}"),) * 2,
    "import_labels": (Message("Import 1 label"), Message("Import {count} labels")),
    "relink": (Message("Find 1 moved picture"), Message("Find {count} moved pictures")),
}
_OF_SETTINGS: Final = {
    "learner": Message("Change the learner to {other}"),
    "stranger_share": Message("Expect {other} of the pictures to be unknown"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """An action and what it was done to. `count`: pictures; `name`, `other`: what the action's text names."""

    action: Action
    count: int = 0
    name: str = ""
    other: str = ""

    @property
    def text(self) -> Message:
        """As "Label 3 pictures as cat"."""
        one, many = _TEXTS[self.action]
        template = one if self.count == 1 else many
        if self.action == "set_setting":
            template = _OF_SETTINGS.get(self.name, template)
        return template.filled(count=self.count, name=self.name, other=self.other)

    def then(self, later: Wording) -> Wording:
        """The words of two edits that are one undo step; of different actions the first gives the words."""
        if later.action != self.action:
            return self
        if self.action in ("rename_class", "set_setting"):
            return replace(self, other=later.other)
        return replace(self, count=self.count + later.count)
