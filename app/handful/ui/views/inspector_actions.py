"""The buttons under the answer: what else can be done with the selected pictures."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.flow import FlowLayout
from handful.ui.views.state import InspectorState

_ICON_PX: Final = 20


class InspectorActions(QWidget):
    """Only what makes sense for the selection is shown."""

    accept_requested = Signal()
    example_requested = Signal()
    clear_requested = Signal()
    return_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = FlowLayout(self, gap_px=SPACE_PX)
        self._accept = self._add()
        self._accept.setProperty("primary", True)
        self._example = self._add("add")
        self._clear = self._add("undo")
        self._return = self._add("return")
        self._remove = self._add_remove()
        self._opposite = {self._accept: self._clear, self._example: self._return}
        self._opposite |= {after: before for before, after in self._opposite.items()}
        self._tint_accept()
        theme.changed.connect(self._tint_accept)
        self._accept.clicked.connect(self.accept_requested)
        self._example.clicked.connect(self.example_requested)
        self._clear.clicked.connect(self.clear_requested)
        self._return.clicked.connect(self.return_requested)
        self._remove.clicked.connect(self.remove_requested)
        in_each_language(self, self._name)

    def _name(self) -> None:
        for button, text, tip in (
            (self._accept, self.tr("Accept"), self.tr("Keep this answer (Enter in the grid)")),
            (self._example, self.tr("As example"), self.tr("Use it as an example to learn from")),
            (self._clear, self.tr("Clear"), self.tr("Take your label back")),
            (self._return, self.tr("Not an example"), self.tr("Back to the pictures to sort")),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self._clear.setAccessibleName(self.tr("Clear label"))
        self._remove.setAccessibleName(self.tr("Remove"))
        self._remove.setToolTip(self.tr("Remove from the project; the file stays where it is"))

    def set_state(self, state: InspectorState) -> None:
        """Show what makes sense."""
        query, many = state.role == "query", len(state.picture_ids) > 1
        held = next((button for button in self._opposite if button.hasFocus()), None)
        self._accept.setVisible(query and (many or state.state in ("predicted", "unknown")))
        self._example.setVisible(query and not many and state.class_id not in (None, 0))
        self._clear.setVisible(query and (many or state.state == "labelled"))
        self._return.setVisible(not query)
        if held is not None and held.isHidden():
            self._hand_on_focus(held)
        self.updateGeometry()

    def _hand_on_focus(self, held: QPushButton) -> None:
        """To what takes the step back; Qt would give it to the next button, and that removes the picture."""
        opposite = self._opposite[held]
        (self if opposite.isHidden() else opposite).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tint_accept(self) -> None:
        self._accept.setIcon(self._theme.icon("check", self._theme.colours.accent_text))

    def _add_remove(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self._theme.set_icon(button, "trash")
        self._row.addWidget(button)
        return button

    def _add(self, icon: str = "") -> QPushButton:
        button = QPushButton(self)
        if icon:
            self._theme.set_icon(button, icon)
        self._row.addWidget(button)
        return button
