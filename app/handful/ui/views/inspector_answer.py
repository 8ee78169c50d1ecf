"""What is known of the picture, said in words with its mark. Knows the state, no widget of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from handful.ui.theme import SPACE_PX, Theme, text_on
from handful.ui.views.glyphs import draw_dot, draw_ring, draw_tick_badge, draw_warning
from handful.ui.views.state import InspectorState
from handful.ui.views.words import count, percent

_MARK_PX: Final = 18


class Answer(QWidget):
    """A mark, one line that answers, and a quieter one that adds to it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = _Mark(theme, self)
        self._words = QLabel(self)
        self._words.setProperty("rank", "title")
        self._more = QLabel(self)
        self._more.setProperty("rank", "muted")
        self._suggestion = QLabel(self)
        self._suggestion.setContentsMargins(0, SPACE_PX // 2, 0, 0)
        for label in (self._words, self._more, self._suggestion):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(SPACE_PX)
        rows.setVerticalSpacing(2)
        rows.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self._words, 0, 1)
        rows.addWidget(self._more, 1, 1)
        rows.addWidget(self._suggestion, 2, 1)
        rows.setColumnStretch(1, 1)

    def set_state(self, state: InspectorState) -> None:
        """Say it."""
        words, more = self._say(state)
        self._mark.set_state(state)
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        suggestion = state.suggestion if len(state.picture_ids) == 1 else ""
        self._suggestion.setText(suggestion)
        self._suggestion.setVisible(bool(suggestion))

    def _say(self, state: InspectorState) -> tuple[str, str]:
        many = len(state.picture_ids)
        if many > 1:
            text = self.tr("{n} pictures selected").format(n=count(many))
            return text, self.tr("What you choose is for all of them. Shown is the first.")
        if state.role == "support":
            return self.tr("Example of {name}").format(name=state.class_name), state.error or ""
        name = state.class_name
        match state.state:
            case "labelled":
                said = self.tr("You said: {name}").format(name=name)
                return said if name else self.tr("You said: none of these classes"), ""
            case "unknown":
                closest = self.tr("Closest is {name}.").format(name=name) if name else ""
                return self.tr("None of these classes"), closest
            case "predicted":
                return self._say_predicted(name or "", state.confidence), ""
            case "unreadable":
                return self.tr("Cannot be read"), state.error or ""
        when = self.tr("It is sorted as soon as two classes have examples.")
        return self.tr("Not sorted yet"), self.tr(
            "Its turn has not come yet."
        ) if state.has_examples else when

    def _say_predicted(self, name: str, confidence: float | None) -> str:
        if confidence is None:
            return name
        return self.tr("{name}, {percent} sure").format(name=name, percent=percent(confidence))


class _Mark(QWidget):
    """The grid's mark: dot, ring, tick or warning."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = InspectorState()
        self.setFixedSize(_MARK_PX, _MARK_PX + 2)
        theme.changed.connect(self.update)

    def set_state(self, state: InspectorState) -> None:
        self._state = state
        self.setVisible(len(state.picture_ids) <= 1 and (state.state != "pending" or state.role == "support"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, state = self._theme.colours, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 3, _MARK_PX - 2, _MARK_PX - 2)
        if state.state == "unreadable":
            draw_warning(painter, box, colours.warning)
        elif state.state == "labelled" and state.role == "query":
            draw_tick_badge(painter, box, colours.success, text_on(colours.success))
        elif state.state == "unknown" or state.class_colour is None:
            draw_ring(painter, QPointF(box.center()), 6, colours.muted)
        else:
            draw_dot(painter, QPointF(box.center()), 6, state.class_colour)
