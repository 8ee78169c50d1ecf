"""The sheet of keyboard shortcuts: what each key does, and other keys for it. Emits wishes; keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.shortcut_model import ShortcutModel, ShortcutRow
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.widgets.key_field import KeyField

_SIZE_PX: Final = (640, 520)
_KEYS_PX: Final = 190
_FIELD_PX: Final = 150
_ROW_PX: Final = 28


class ShortcutSheet(QDialog):
    """`judge(command, keys)` answers what giving these keys would mean: (whether it may be, what to say)."""

    keys_chosen = Signal(str, str, bool)  # command, portable keys, whether beside the ones it has
    keys_cleared = Signal(str)
    reset_requested = Signal(str)  # a command; empty: all

    def __init__(self, theme: Theme, judge: Callable[[str, str], tuple[bool, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._judge = judge
        self.resize(*_SIZE_PX)
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._mark = self._search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.set_icon(self._mark, "search", muted=True)
        self._model = ShortcutModel(self)
        self._table = self._make_table()
        self._name = ElidedLabel()
        self._name.setProperty("rank", "heading")
        self._field = KeyField()
        self._field.setFixedWidth(_FIELD_PX)
        self._set = QPushButton()
        self._add = QPushButton()
        self._clear = QPushButton()
        self._reset = QPushButton()
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setProperty("rank", "muted")
        self._keys = ""
        self._lay_out()
        self._connect()
        in_each_language(self, self._name_parts)

    def _name_parts(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._search.setPlaceholderText(self.tr("Search commands and keys"))
        self._search.setAccessibleName(self.tr("Search commands and keys"))
        self._mark.setText(self.tr("Search commands and keys"))
        self._table.setAccessibleName(self.tr("Commands and their keys"))
        self._add.setText(self.tr("Add"))
        self._clear.setText(self.tr("Remove"))
        self._reset.setText(self.tr("Reset"))
        self._everything.setText(self.tr("Reset all"))
        self._on_row_changed()

    def set_rows(self, rows: Sequence[ShortcutRow]) -> None:
        """Show these commands; the chosen one stays chosen."""
        self._model.set_rows(rows)
        if not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._show_command()

    def say(self, text: str) -> None:
        """What a choice has led to."""
        self._message.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the table goes to the field for keys; it closes nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._table.hasFocus() and self._field.isEnabled():
                self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            elif self._search.hasFocus():
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _command(self) -> ShortcutRow | None:
        return self._model.row_at(self._table.currentIndex().row())

    @Slot()
    def _on_row_changed(self, *_: object) -> None:
        self._message.clear()
        self._show_command()

    def _show_command(self) -> None:
        row = self._command()
        can_change = row is not None and bool(row.key)
        self._keys = ""
        self._field.clear()
        self._name.set_text(row.text if row is not None else "")
        self._field.setAccessibleName(self.tr("New keys for {command}").format(command=self._name.text()))
        for widget in (self._field, self._reset):
            widget.setEnabled(can_change)
        self._clear.setEnabled(can_change and row is not None and bool(row.keys))
        self._set.setEnabled(False)
        self._add.setEnabled(False)
        self._set.setText(self.tr("Set"))

    @Slot(QKeySequence)
    def _on_pressed(self, keys: QKeySequence) -> None:
        row = self._command()
        if row is None:
            return
        self._keys = keys.toString(QKeySequence.SequenceFormat.PortableText)
        allowed, message = self._judge(row.key, self._keys)
        self._message.setText(message)
        self._set.setEnabled(allowed)
        self._add.setEnabled(allowed and bool(row.keys))
        self._set.setText(self.tr("Take over") if allowed and message else self.tr("Set"))

    def _choose(self, *, beside: bool) -> None:
        row = self._command()
        if row is not None and self._keys:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keys_chosen.emit(row.key, self._keys, beside)

    def _tell(self, signal: Callable[[str], None]) -> None:
        row = self._command()
        if row is not None:
            self._message.clear()
            signal(row.key)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_searched)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.doubleClicked.connect(lambda _index: self._field.setFocus())
        self._field.pressed.connect(self._on_pressed)
        self._set.clicked.connect(lambda: self._choose(beside=False))
        self._add.clicked.connect(lambda: self._choose(beside=True))
        self._clear.clicked.connect(lambda: self._tell(self.keys_cleared.emit))
        self._reset.clicked.connect(lambda: self._tell(self.reset_requested.emit))

    @Slot(str)
    def _on_searched(self, wanted: str) -> None:
        self._model.narrow(wanted)
        self._table.setCurrentIndex(self._model.index(0, 0) if self._model.rowCount() else QModelIndex())
        self._on_row_changed()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, _KEYS_PX)
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self._name, 1)
        for widget in (self._field, self._set, self._add, self._clear, self._reset):
            row.addWidget(widget)
        for button in (self._set, self._add, self._clear, self._reset):
            button.setAutoDefault(False)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._everything = box.addButton("", QDialogButtonBox.ButtonRole.ResetRole)
        self._everything.clicked.connect(lambda: self.reset_requested.emit(""))
        box.rejected.connect(self.reject)
        for each in box.buttons():
            if isinstance(each, QPushButton):
                each.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * SPACE_PX,) * 4)
        column.setSpacing(SPACE_PX)
        column.addWidget(self._search)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        column.addWidget(self._message)
        column.addWidget(box)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
