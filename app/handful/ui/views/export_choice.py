"""The dialog that asks in which form labels leave the project. Shows what is on offer; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from handful.ui.theme import SPACE_PX

_WIDTH_PX: Final = 600
_INDENT_PX: Final = 28


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A form on offer. all_answers: it always tells of every picture. has_pictures: they can be linked."""

    name: str
    title: str
    summary: str
    all_answers: bool
    has_pictures: bool
    beside: bool


class ExportChoice(QDialog):
    """Once accepted, `chosen`, `persons_alone` and `links` say what the person wants."""

    def __init__(self, choices: Sequence[FormatChoice], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = {choice.name: choice for choice in choices}
        self.setWindowTitle(self.tr("Export labels"))
        self._forms = QButtonGroup(self)
        self._persons = QCheckBox(self.tr("Only what a person decided, not what the app proposes"))
        self._links = QCheckBox(self.tr("Hard links in place of copies (same drive, no extra space)"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setProperty("primary", True)
        self._lay_out(chosen)
        self._forms.buttonClicked.connect(self._show)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._show()

    @property
    def chosen(self) -> str:
        """The name of the form."""
        button = self._forms.checkedButton()
        return button.objectName() if button is not None else ""

    @property
    def persons_alone(self) -> bool:
        """Whether proposals of the app stay here."""
        return self._persons.isEnabled() and self._persons.isChecked()

    @property
    def links(self) -> bool:
        """Whether pictures are linked and not copied."""
        return self._links.isEnabled() and self._links.isChecked()

    def choose(self, name: str) -> None:
        """Mark a form, as a click would."""
        for button in self._forms.buttons():
            if button.objectName() == name:
                button.setChecked(True)
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _lay_out(self, chosen: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        for choice in self._choices.values():
            self._add(choice, column)
        self.choose(chosen)
        if self._forms.checkedButton() is None:
            self._forms.buttons()[0].setChecked(True)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._persons)
        column.addWidget(self._links)
        column.addSpacing(2 * SPACE_PX)
        column.addWidget(self._buttons)

    def _add(self, choice: FormatChoice, column: QVBoxLayout) -> None:
        button = QRadioButton(choice.title)
        button.setObjectName(choice.name)
        button.setAccessibleDescription(choice.summary)
        button.setProperty("rank", "heading")
        self._forms.addButton(button)
        words = QLabel(choice.summary)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("rank", "muted")
        words.setContentsMargins(_INDENT_PX, 0, 0, SPACE_PX)
        words.setFixedWidth(_WIDTH_PX)
        words.ensurePolished()
        words.setMinimumHeight(words.heightForWidth(_WIDTH_PX))
        column.addWidget(button)
        column.addWidget(words)

    @Slot()
    def _show(self, *_: object) -> None:
        """Options that mean nothing for a form are greyed."""
        button = self._forms.checkedButton()
        if button is None:
            return
        choice = self._choices[button.objectName()]
        self._persons.setEnabled(not choice.all_answers)
        self._links.setEnabled(choice.has_pictures)
        self._go.setText(self.tr("Write") if choice.beside else self.tr("Choose a place…"))
