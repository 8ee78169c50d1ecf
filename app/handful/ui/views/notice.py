"""One message above the panes: level, words, details to unfold, an action, dismiss. Decides nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from handful.ui.retelling import in_each_language
from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme, mix
from handful.ui.views import words
from handful.ui.views.state import NoticeLevel, NoticeState
from handful.ui.views.widgets.quiet_button import quiet_button

_ICON_PX: Final = 20
_MOST_DETAILS_PX: Final = 140
_TINT: Final = 0.1


class NoticeBar(QWidget):
    """Hidden while there is nothing to say. All texts are shown letter by letter."""

    dismissed = Signal()
    action_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: NoticeState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        theme.changed.connect(self.update)
        self.hide()

    def set_state(self, state: NoticeState | None) -> None:
        """Show this message, or none. The same message again stays as the person left it."""
        if state == self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self._text.setText(state.text)
        self._action.setText(words.button_text(state.action))
        self._action.setVisible(bool(state.action))
        self._details.setPlainText(state.details)
        self._unfold.setVisible(bool(state.details))
        self._unfold.setChecked(False)
        self._fit_details()
        self.update()
        self.setAccessibleName(f"{self._level_name(state.level)}: {state.text}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape dismisses."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card in a breath of the level's colour."""
        colour = self._level_colour()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(mix(self._theme.colours.border, colour, 0.5), 1))
        painter.setBrush(mix(self._theme.colours.raised, colour, _TINT))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        self._theme.icon(self._icon_name(), colour).paint(painter, self._icon.geometry())

    @Slot(bool)
    def _on_unfold_toggled(self, unfolded: bool) -> None:
        self._details.setVisible(unfolded)
        text = self.tr("Hide details") if unfolded else self.tr("Show details")
        self._theme.set_icon(self._unfold, "chevron-up" if unfolded else "chevron-down", muted=True)
        self._unfold.setAccessibleName(text)
        self._unfold.setToolTip(text)

    def _fit_details(self) -> None:
        """As high as its lines, up to a limit."""
        lines = self._details.document().blockCount()
        margins_px = 2 * int(self._details.document().documentMargin()) + SPACE_PX + 4
        needed_px = lines * self._details.fontMetrics().lineSpacing() + margins_px
        self._details.setFixedHeight(min(needed_px, _MOST_DETAILS_PX))

    def _level_colour(self) -> QColor:
        colours = self._theme.colours
        by_level: dict[NoticeLevel, QColor] = {
            "info": colours.accent,
            "success": colours.success,
            "warning": colours.warning,
            "error": colours.danger,
        }
        return by_level[self._state.level if self._state else "info"]

    def _icon_name(self) -> str:
        return self._state.level if self._state else "info"

    def _level_name(self, level: NoticeLevel) -> str:
        names: dict[NoticeLevel, str] = {
            "info": self.tr("Note"),
            "success": self.tr("Done"),
            "warning": self.tr("Warning"),
            "error": self.tr("Error"),
        }
        return names[level]

    def _build(self) -> None:
        self._icon = QWidget()
        self._icon.setFixedSize(QSize(_ICON_PX, _ICON_PX))
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_requested)
        self._unfold = quiet_button(self._theme, "chevron-down")
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self._on_unfold_toggled)
        self._close = quiet_button(self._theme, "close")
        self._close.clicked.connect(self.dismissed)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        flag = Qt.TextInteractionFlag
        self._details.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self._details.setTabChangesFocus(True)
        in_each_language(self, self._name)
        self._lay_out()

    def _name(self) -> None:
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._close.setToolTip(self.tr("Dismiss (Esc)"))
        self._details.setAccessibleName(self.tr("Details"))
        self._on_unfold_toggled(self._unfold.isChecked())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for widget in (self._action, self._unfold, self._close):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_PX + 4, 6, SPACE_PX, 6)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._details)
