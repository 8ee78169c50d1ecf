"""What stands in the grid's place where no picture is of the kind that was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX


class NoMatch(QWidget):
    """Says so, and offers all pictures."""

    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QLabel()
        words.setProperty("rank", "title")
        hint = QLabel()
        hint.setProperty("rank", "muted")
        button = QPushButton()
        button.clicked.connect(self.all_requested)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_PX)
        column.addStretch(2)
        for widget in (words, hint, button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(button)
        in_each_language(words, lambda: words.setText(self.tr("No picture matches")))
        in_each_language(
            hint, lambda: hint.setText(self.tr("Nothing here is of the kind that you asked for."))
        )
        in_each_language(button, lambda: button.setText(self.tr("Show all pictures")))
