"""A name that is renamed in place: a label until it is edited. Knows no class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from handful.ui.views.widgets.elided_label import ElidedLabel

HEIGHT_PX: Final = 28


class NameField(QWidget):
    """Shows a name; `edit()` or a double click turns it into a field: Enter confirms, Escape leaves it."""

    renamed = Signal(str)  # a new name was confirmed; it is not shown until `set_name`
    left_by_key = Signal()  # the field closed, and the person still is where it was

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel()
        self._label.setProperty("rank", "heading")
        self._field: QLineEdit | None = None  # made when it is first needed: a shelf has a hundred names
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._label)

    def set_name(self, name: str) -> None:
        """Show this name; a field that is open stays as the person left it."""
        self._label.set_text(name)

    def is_editing(self) -> bool:
        """Whether the field is open."""
        return self._field is not None and not self._field.isHidden()

    @Slot()
    def edit(self) -> None:
        """Open the field with the whole name selected."""
        if self.is_editing():
            return
        field = self._field = self._field or self._make_field()
        field.setText(self._label.text())
        field.setAccessibleName(self.tr("New name of {name}").format(name=self._label.text()))
        self._label.hide()
        field.show()
        field.end(False)
        field.home(True)  # all of it, seen from its beginning
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the field and goes no further."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self._field is not None and watched is self._field and escape:
            if event.type() == QEvent.Type.KeyPress:
                self._close(self._field)
            return True
        return super().eventFilter(watched, event)

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setFixedHeight(HEIGHT_PX)
        field.installEventFilter(self)
        field.editingFinished.connect(self._confirm)
        self._layout.addWidget(field)
        return field

    @Slot()
    def _confirm(self) -> None:
        """Leaving the field confirms it too, as in a file manager."""
        if self._field is None or not self.is_editing():
            return
        name = self._field.text().strip()
        self._close(self._field)
        if name and name != self._label.text():
            self.renamed.emit(name)

    def _close(self, field: QLineEdit) -> None:
        had_focus = field.hasFocus()
        field.blockSignals(True)
        field.hide()
        field.blockSignals(False)
        self._label.show()
        if had_focus:
            self.left_by_key.emit()
