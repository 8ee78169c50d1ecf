"""The words of an edit: what the undo menu says. Kept as action and arguments, so they can be translated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

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

_TEXTS: Final[dict[Action, tuple[str, str]]] = {  # for one picture, for any other number
    "add_class": ("Add class {name}",) * 2,
    "rename_class": ("Rename class {name} to {other}",) * 2,
    "remove_class": ("Remove class {name}",) * 2,
    "add_pictures": ("Add 1 picture", "Add {count} pictures"),
    "label": ("Label 1 picture as {name}", "Label {count} pictures as {name}"),
    "label_unknown": ("Label 1 picture as unknown", "Label {count} pictures as unknown"),
    "clear_label": ("Clear the label of 1 picture", "Clear the labels of {count} pictures"),
    "accept": ("Accept 1 prediction", "Accept {count} predictions"),
    "accept_above": (
        "Accept 1 prediction of {name} or more",
        "Accept {count} predictions of {name} or more",
    ),
    "move_to_class": ("Move 1 picture to class {name}", "Move {count} pictures to class {name}"),
    "promote": ("Use 1 picture as an example", "Use {count} pictures as examples"),
    "return_to_queries": ("Return 1 picture to the unsorted", "Return {count} pictures to the unsorted"),
    "remove_pictures": ("Remove 1 picture", "Remove {count} pictures"),
    "set_setting": ("Set {name} to {other}",) * 2,
    "import_labels": ("Import 1 label", "Import {count} labels"),
    "relink": ("Find 1 moved picture", "Find {count} moved pictures"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """An action and what it was done to. `count`: pictures; `name`, `other`: what the action's text names."""

    action: Action
    count: int = 0
    name: str = ""
    other: str = ""

    @property
    def text(self) -> str:
        """In English, e.g. "Label 3 pictures as cat"."""
        one, many = _TEXTS[self.action]
        template = one if self.count == 1 else many
        return template.format(count=self.count, name=self.name, other=self.other)

    def then(self, later: Wording) -> Wording:
        """The words of two edits that are one undo step; of different actions the first gives the words."""
        if later.action != self.action:
            return self
        if self.action in ("rename_class", "set_setting"):
            return replace(self, other=later.other)
        return replace(self, count=self.count + later.count)
