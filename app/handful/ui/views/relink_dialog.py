"""The dialog that finds moved pictures again: what is missing, what was found, where to search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from handful.ui.theme import SPACE_PX
from handful.ui.views import words

_WIDTH_PX: Final = 600
_LIST_PX: Final = 180


@dataclass(frozen=True, slots=True)
class RelinkState:
    """missing: pictures that were not where they were; found: of these, found elsewhere.

    searching: what is searched, empty where nothing is. done, total: places or files; total 0: not known yet.
    lines: one text for each picture that is still missing, the first of them. message: what went wrong.
    """

    missing: int = 0
    found: int = 0
    searching: str = ""
    done: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()
    message: str = ""


class RelinkDialog(QDialog):
    """Once accepted, the person wants what was found; nothing is changed before."""

    folder_requested = Signal()
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find moved pictures"))
        self._title = _label("title")
        self._text = _label("muted")
        self._bar = QProgressBar()
        self._lines = QPlainTextEdit()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole
        self._folder = self._button(self.tr("Search in a folder…"), role.ActionRole)
        self._stop = self._button(self.tr("Stop"), role.ActionRole)
        self._take = self._button("", role.AcceptRole)
        self._take.setProperty("primary", True)
        self._lay_out()
        self._folder.clicked.connect(self.folder_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.set_state(RelinkState(searching=self.tr("Looking for the pictures at their places…")))

    def set_state(self, state: RelinkState) -> None:
        """Show this."""
        busy = bool(state.searching)
        self._title.setText(self._headline(state))
        self._text.setText(state.message or state.searching or self._advice(state))
        self._bar.setRange(0, state.total)
        self._bar.setValue(state.done)
        self._bar.setVisible(busy)
        self._lines.setPlainText("\n".join(state.lines))
        self._lines.setVisible(bool(state.lines))
        self._folder.setVisible(not busy and state.found < state.missing)
        self._stop.setVisible(busy)
        self._take.setText(self.tr("Use what was found"))
        self._take.setVisible(state.found > 0)
        self._take.setEnabled(not busy)
        self._take.setDefault(state.found == state.missing)
        self.adjustSize()

    def _headline(self, state: RelinkState) -> str:
        if not state.missing:
            return self.tr("Missing pictures") if state.searching else self.tr("No picture is missing")
        text = self.tr("{found} of {missing} found again")
        return text.format(found=words.count(state.found), missing=words.pictures(state.missing))

    def _advice(self, state: RelinkState) -> str:
        if state.found < state.missing:
            return self.tr(
                "Choose a folder that they may be in now: they are known by what they show, "
                "whatever they are called."
            )
        return self.tr("All are known by what they show. Labels stay as they are.") if state.missing else ""

    def _button(self, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = self._buttons.addButton(text, role)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        self._bar.setAccessibleName(self.tr("Progress of the search"))
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setFixedHeight(_LIST_PX)
        self._lines.setAccessibleName(self.tr("Pictures that are still missing"))
        for widget in (self._title, self._text, self._bar, self._lines):
            column.addWidget(widget)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._buttons)
        self.setMinimumWidth(_WIDTH_PX)


def _label(rank: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(label.textFormat().PlainText)
    label.setWordWrap(True)
    label.setProperty("rank", rank)
    return label
