"""The status line: device, what is going on, how fast, how far, and the way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.glyphs import draw_dot, draw_ring
from handful.ui.views.state import StatusState
from handful.ui.views.widgets.elided_label import ElidedLabel

_HEIGHT_PX: Final = 36
_BAR_PX: Final = 160
_SLOW: Final = 10.0  # pictures per second, below which a decimal matters


class StatusLine(QWidget):
    """Says only what is known: no total, no bar with an end; no engine, no device."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT_PX)
        self._lamp = _Lamp(theme, self)
        self._device = QLabel(self)
        self._device.setTextFormat(Qt.TextFormat.PlainText)
        self._device.setProperty("rank", "muted")
        self._message = ElidedLabel("", self)
        self._message.setProperty("rank", "muted")
        self._progress_words = QLabel(self)
        self._progress_words.setProperty("rank", "small")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_PX)
        self._cancel = QPushButton(self)
        self._cancel.clicked.connect(self.cancel_requested)
        self._lay_out()
        self._state = StatusState()
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Status"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel what is running"))
        self.set_state(self._state)

    def set_state(self, state: StatusState) -> None:
        """Say this."""
        self._state = state
        ready = bool(state.device)
        self._device.setText(state.device if ready else self.tr("Loading the engine…"))
        reason = " — ".join(part for part in (state.device, state.device_reason) if part)
        waiting = self.tr("Pictures can be added and labelled meanwhile; they are sorted once it is there.")
        for widget in (self._device, self._lamp):
            widget.setToolTip(words.tooltip(reason if ready else waiting))
        self._device.setAccessibleDescription(reason if ready else waiting)
        self._lamp.set_ready(ready)
        self._message.set_text(state.message)
        self._set_progress(state)
        self._cancel.setVisible(state.busy and state.cancellable)

    def _set_progress(self, state: StatusState) -> None:
        said = self._say_progress(state)
        self._progress_words.setText(said)
        self._progress_words.setVisible(bool(said))
        self._bar.setVisible(state.busy)
        self._bar.setRange(0, state.total if state.busy else 1)
        self._bar.setValue(state.done if state.busy else 0)
        self._bar.setAccessibleDescription(said)

    def _say_progress(self, state: StatusState) -> str:
        parts = []
        if state.busy and state.total:
            done, total = words.count(state.done), words.count(state.total)
            parts.append(self.tr("{done} of {total}").format(done=done, total=total))
        if state.pictures_per_second is not None:
            speed = state.pictures_per_second
            number = words.count(round(speed)) if speed >= _SLOW else words.decimal(speed, 1)
            parts.append(self.tr("{n} pictures/s").format(n=number))
        return " · ".join(parts)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, 2, SPACE_PX, 2)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._lamp)
        row.addWidget(self._device)
        row.addSpacing(2 * SPACE_PX)
        row.addWidget(self._message, 1)
        row.addWidget(self._progress_words)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)


class _Lamp(QWidget):
    """Filled once the engine is there; hollow while it loads."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ready = False
        self.setFixedSize(10, 10)
        theme.changed.connect(self.update)

    def set_ready(self, ready: bool) -> None:
        self._ready = ready
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(5, 5)
        if self._ready:
            draw_dot(painter, centre, 4, self._theme.colours.success)
        else:
            draw_ring(painter, centre, 4, self._theme.colours.warning)
