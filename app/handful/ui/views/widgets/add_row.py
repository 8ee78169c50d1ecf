"""The field in which a new class is named, with the reason when it was refused. Knows names only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme

_ICON_PX = 18


class AddRow(QWidget):
    """Enter or the button submits; the words stay until a class of that name exists."""

    submitted = Signal(str)
    added = Signal(str)  # the class that was submitted is there now

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._submitted = ""
        self._typed_since = False
        self._field = QLineEdit()
        self._button = QToolButton()
        self._button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self._button.setFixedSize(32, 32)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setEnabled(False)
        theme.set_icon(self._button, "add")
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setProperty("rank", "danger")
        self._message.hide()
        self._lay_out()
        self._field.returnPressed.connect(self._submit)
        self._field.textEdited.connect(self._on_text_edited)
        self._field.textChanged.connect(self._on_text_changed)
        self._button.clicked.connect(self._submit)
        in_each_language(self, self._name)

    def _name(self) -> None:
        self._field.setPlaceholderText(self.tr("Add a class…"))
        self._field.setAccessibleName(self.tr("Name of a new class"))
        self._button.setAccessibleName(self.tr("Add the class"))
        self._button.setToolTip(self.tr("Add the class (Enter)"))

    def set_state(self, message: str, new_names: Sequence[str]) -> None:
        """Show why a name was refused; empty the field once the class is among the new ones."""
        submitted = self._submitted.casefold()
        if submitted and any(name.casefold() == submitted for name in new_names):
            name = next(name for name in new_names if name.casefold() == submitted)
            self._submitted = ""
            if self._field.text().strip().casefold() == submitted:
                self._field.clear()
            self.added.emit(name)
        self._show_message("" if self._typed_since else message)

    def start(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _submit(self) -> None:
        name = self._field.text().strip()
        if name:
            self._submitted, self._typed_since = name, False
            self.submitted.emit(name)
        else:
            self._field.clear()  # blanks would hide what the field is for

    @Slot()
    def _on_text_edited(self) -> None:
        self._typed_since = True
        self._show_message("")

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._button.setEnabled(bool(text.strip()))

    def _show_message(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._field.setAccessibleDescription(message)
        invalid = "true" if message else "false"
        if self._field.property("invalid") != invalid:
            self._field.setProperty("invalid", invalid)
            self._field.style().unpolish(self._field)
            self._field.style().polish(self._field)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX // 2)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_PX // 2)
        layout.addLayout(row)
        layout.addWidget(self._message)
