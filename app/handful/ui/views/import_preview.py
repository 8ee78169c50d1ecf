"""The dialog that shows what an import of labels would do, before it is done. Changes no project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handful.ui.theme import SPACE_PX
from handful.ui.views import words
from handful.ui.views.rows_model import Cell, Figure, RowsModel

_WIDTH_PX: Final = 560
_ROW_PX: Final = 26
_MOST_ROWS: Final = 9
_DETAILS_PX: Final = 130


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of the import, how many pictures get it, and whether it is new to the project."""

    name: str
    pictures: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class ImportPreviewState:
    """added: pictures that are new to the project. relabelled: those that a person labelled otherwise before.

    left_out: one text a line that cannot be used, with the reason; `n_left_out` of them in all.
    """

    source: str
    pictures: int
    added: int
    relabelled: int
    classes: tuple[ClassLine, ...]
    left_out: tuple[str, ...] = ()
    n_left_out: int = 0


class ImportPreview(QDialog):
    """Once accepted, `as_examples` says what the pictures become."""

    def __init__(self, state: ImportPreviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import labels"))
        self._labels = QRadioButton(
            self.tr("As labels: decided, and still among the pictures to look through")
        )
        self._examples = QRadioButton(self.tr("As examples: what Handful learns the classes from"))
        self._roles = QButtonGroup(self)
        self._details = QPlainTextEdit("\n".join(state.left_out))
        self._unfold = QPushButton()
        self._lay_out(state)
        self._unfold.toggled.connect(self._show_left_out)
        self._labels.setChecked(True)
        self._go.setFocus()

    @property
    def as_examples(self) -> bool:
        """Whether the pictures become examples; otherwise they are labelled."""
        return self._examples.isChecked()

    def choose_examples(self) -> None:
        """Mark that role, as a click would."""
        self._examples.setChecked(True)

    def _lay_out(self, state: ImportPreviewState) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        title = self.tr("{name}: labels for {pictures}")
        column.addWidget(
            _line(title.format(name=state.source, pictures=words.pictures(state.pictures)), "title")
        )
        column.addWidget(_line(self._summary(state), "muted"))
        column.addWidget(self._table(state))
        if state.n_left_out:
            self._add_left_out(state, column)
        for button in (self._labels, self._examples):
            self._roles.addButton(button)
            column.addWidget(button)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._buttons())
        self.setMinimumWidth(_WIDTH_PX)

    def _summary(self, state: ImportPreviewState) -> str:
        new = [each for each in state.classes if each.is_new]
        parts = [self.tr("{n} new here").format(n=words.pictures(state.added))] if state.added else []
        if state.added < state.pictures:
            known = words.pictures(state.pictures - state.added)
            parts.append(self.tr("{n} known already").format(n=known))
        if new:
            parts.append(self.tr("new classes: {n}").format(n=words.count(len(new))))
        if state.relabelled:
            parts.append(self.tr("your own labels that change: {n}").format(n=words.count(state.relabelled)))
        return " · ".join(parts)

    def _table(self, state: ImportPreviewState) -> QTableView:
        model = RowsModel((self.tr("Class"), self.tr("Pictures"), ""), self)
        model.set_rows([self._row(each) for each in state.classes])
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(self.tr("Classes of the import"))
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        table.setFixedHeight((min(len(state.classes), _MOST_ROWS) + 1) * _ROW_PX + SPACE_PX)
        return table

    def _row(self, line: ClassLine) -> tuple[Cell, ...]:
        new = self.tr("new class") if line.is_new else ""
        return line.name, Figure(line.pictures, words.count(line.pictures)), new

    def _add_left_out(self, state: ImportPreviewState, column: QVBoxLayout) -> None:
        self._unfold.setText(self.tr("{n} left out: show why").format(n=words.count(state.n_left_out)))
        self._unfold.setCheckable(True)
        self._unfold.setAutoDefault(False)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFixedHeight(_DETAILS_PX)
        self._details.setAccessibleName(self.tr("What is left out, and why"))
        self._details.hide()
        column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._details)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = box.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setProperty("primary", True)
        self._go.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    @Slot(bool)
    def _show_left_out(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self.adjustSize()


def _line(text: str, rank: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("rank", rank)
    label.setVisible(bool(text))
    return label
