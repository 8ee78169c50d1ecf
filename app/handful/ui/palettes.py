"""What the palette offers: every command and choice by its name, and the steps of the undo history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence

from handful.project.history import Steps
from handful.ui.actions import LABEL_KEYS, plain, submenu_titles
from handful.ui.commands import Commands
from handful.ui.step_words import step_text
from handful.ui.theme import Theme
from handful.ui.views.class_marks import class_icon
from handful.ui.views.palette import Palette
from handful.ui.views.palette_model import PaletteItem
from handful.ui.views.state import LearnerChoice
from handful.ui.workbench import Workbench

_HERE = "palette"  # the command that opens this list is not in it


class Palettes(QObject):
    """Opens the palette with the one list or the other, and does what was chosen."""

    def __init__(
        self, palette: Palette, commands: Commands, bench: Workbench, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._palette, self._commands, self._bench, self._theme = palette, commands, bench, theme
        self._act: dict[str, Callable[[], None]] = {}
        self.learners: tuple[LearnerChoice, ...] = ()
        self.show_class: Callable[[int], None] = lambda _class_id: None
        self.label_as: Callable[[int], None] = lambda _place: None
        palette.chosen.connect(self._on_chosen)

    @Slot()
    def open_commands(self) -> None:
        """Every command with its keys, then the classes and the learners."""
        self._act = {}
        items = [self._command(key) for key in self._commands.actions if key != _HERE]
        items = [item for item in items if self._commands.actions[item.key].isVisible()]
        self._palette.open(
            self.tr("What do you want to do?"),
            [*items, *self._classes(), *self._learners()],
            self.tr("No command is called like that"),
        )

    @Slot()
    def open_history(self) -> None:
        """Every step, the latest on top; the tick is at the last one that is done."""
        self._act = {}
        steps = self._bench.session.steps
        self._palette.open(
            self.tr("Go back to just after…"),
            self._steps(steps),
            self.tr("No step is called like that"),
            at_tick=True,
        )

    def _command(self, key: str) -> PaletteItem:
        action = self._commands.actions[key]
        self._act[key] = action.trigger
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return PaletteItem(
            key,
            self._commands.title(key),
            keys,
            action.icon(),
            enabled=action.isEnabled(),
            checked=action.isCheckable() and action.isChecked(),
        )

    def _classes(self) -> list[PaletteItem]:
        items = []
        show, label = (plain(submenu_titles()[name]) for name in ("show", "label"))
        for place, each in enumerate(self._bench.project.classes):
            icon = class_icon(self._theme.class_colour(each.colour), self._theme.colours.muted)
            self._act[f"show {each.id}"] = lambda class_id=each.id: self.show_class(class_id)  # type: ignore[misc]
            items.append(PaletteItem(f"show {each.id}", f"{show}: {each.name}", icon=icon))
            if place >= len(LABEL_KEYS):
                self._act[f"label {each.id}"] = lambda place=place: self.label_as(place)  # type: ignore[misc]
                can_label = self._commands.actions["unknown"].isEnabled()
                items.append(
                    PaletteItem(f"label {each.id}", f"{label}: {each.name}", icon=icon, enabled=can_label)
                )
        return items

    def _learners(self) -> list[PaletteItem]:
        items = []
        for each in self.learners:
            key = f"learner {each.name}"
            self._act[key] = lambda name=each.name: self._bench.choose_learner(name)  # type: ignore[misc]
            chosen = each.name == self._bench.learner
            text = self.tr("Learner: {title}").format(title=each.title)
            items.append(PaletteItem(key, text, icon=self._theme.icon("spark"), checked=chosen))
        return items

    def _steps(self, steps: Steps) -> list[PaletteItem]:
        items = []
        for done in range(len(steps.all), 0, -1):
            self._act[f"{done}"] = lambda done=done: self._bench.go_to(done)  # type: ignore[misc]
            text = step_text(steps.all[done - 1].wording)
            undone = done > steps.done
            hint = self.tr("undone") if undone else ""
            items.append(PaletteItem(f"{done}", text, hint, checked=done == steps.done, faint=undone))
        self._act["0"] = lambda: self._bench.go_to(0)
        items.append(PaletteItem("0", self.tr("The beginning"), checked=steps.done == 0))
        return items

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        act = self._act.get(key)
        if act is not None:
            act()
