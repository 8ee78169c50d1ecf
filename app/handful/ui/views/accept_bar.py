"""Accepting everything above a confidence: says beforehand how many and how many of them may be wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.state import AcceptState
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.widgets.quiet_button import quiet_button
from handful.ui.views.words import count, decimal, pictures

_SLIDER_PX: Final = (72, 160)
QWIDGETSIZE_MAX: Final = (1 << 24) - 1  # Qt's own, which PySide6 does not name
_PAGE: Final = 10
_WHOLE_PERCENT: Final = 10  # an expected error from here on needs no decimal


class AcceptBar(QWidget):
    """Hidden until `open`. Levels are whole percents."""

    level_changed = Signal(int)
    accepted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(_PAGE)
        self._slider.setMinimumWidth(_SLIDER_PX[0])
        self._slider.setMaximumWidth(_SLIDER_PX[1])
        self._slider.setFixedHeight(20)
        self._level = QLabel()
        self._level.setProperty("rank", "heading")
        self._level.setMinimumWidth(self._level.fontMetrics().horizontalAdvance("≥ 100 %") + SPACE_PX)
        self._words = ElidedLabel()
        self._words.setProperty("rank", "muted")
        self._accept = QPushButton()
        self._accept.setProperty("primary", True)
        self._accept.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._close = quiet_button(theme, "close")
        self._below = ElidedLabel()
        self._below.setProperty("rank", "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self._slider, 1)
        row.addWidget(self._level)
        row.addWidget(self._words, 2)
        row.addWidget(self._accept)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 0, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX // 2)
        column.addLayout(row)
        column.addWidget(self._below)
        self._slider.valueChanged.connect(self.level_changed)
        self._accept.clicked.connect(self._on_accept)
        self._close.clicked.connect(self.closed)
        self._state = AcceptState()
        in_each_language(self, self._name)
        self.hide()

    def open(self, level_percent: int) -> None:
        """Show the bar at this level, with the slider under the keys."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(level_percent)
        self.show()
        self._slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_state(self, state: AcceptState) -> None:
        """Say what accepting would do."""
        self._state = state
        level = self.tr("≥ {percent}\u00a0%").format(percent=state.level_percent)
        self._level.setText(level)
        said = self._say(state)
        self._words.set_text(said)
        self._below.set_text(said)
        self._accept.setText(self.tr("Accept {n}").format(n=count(state.chosen)))
        self._accept.setEnabled(state.chosen > 0)
        self._accept.setAccessibleDescription(said)
        self._slider.setAccessibleDescription(said)
        self._fit()

    def _name(self) -> None:
        self._slider.setAccessibleName(self.tr("Least confidence to accept, in percent"))
        self._close.setAccessibleName(self.tr("Accept nothing"))
        self._close.setToolTip(self.tr("Accept nothing (Esc)"))
        self.set_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow grid the words stand below the slider."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """How many may be wrong is what matters: it is never cut off."""
        others = (self._level, self._accept, self._close)
        taken_px = _SLIDER_PX[1] + sum(each.sizeHint().width() for each in others) + 8 * SPACE_PX
        words_px = self.fontMetrics().horizontalAdvance(self._accept.accessibleDescription())
        is_narrow = self.width() < taken_px + words_px
        self._slider.setMaximumWidth(QWIDGETSIZE_MAX if is_narrow else _SLIDER_PX[1])
        self._words.setVisible(not is_narrow)
        self._below.setVisible(is_narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_accept(self) -> None:
        if self._accept.isEnabled():
            self.accepted.emit(self._slider.value())

    def _say(self, state: AcceptState) -> str:
        if not state.total:
            return self.tr("No proposal waits for an answer here")
        if not state.chosen:
            return self.tr("None of {pictures}").format(pictures=pictures(state.total))
        percent = 100 * state.expected_wrong / state.chosen
        error = decimal(percent, 0 if percent >= _WHOLE_PERCENT else 1)
        return self.tr("{n} of {pictures} · about {wrong} wrong ({error}\u00a0%)").format(
            n=count(state.chosen),
            pictures=pictures(state.total),
            wrong=count(round(state.expected_wrong)),
            error=error,
        )
