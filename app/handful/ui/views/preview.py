"""One picture over the whole window, for looking closely while deciding by key. Opens no file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.inspector_answer import Answer
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.state import InspectorState
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.widgets.quiet_button import quiet_button
from handful.ui.views.words import count

_WALK: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
}


class Preview(QWidget):
    """Covers its parent while it is open; the window's picture commands work here too."""

    walked = Signal(int)  # -1 to the picture before, 1 to the next one
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._under = theme, parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = LargePicture(theme)
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._answer = Answer(theme)
        self._name = ElidedLabel()
        self._name.setProperty("rank", "muted")
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._place = QLabel()
        self._place.setProperty("rank", "muted")
        self._close = quiet_button(theme, "close")
        self._close.clicked.connect(self.close_preview)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE_PX)
        head.addWidget(self._answer, 3)
        head.addWidget(self._name, 2)
        head.addWidget(self._place)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addLayout(head)
        column.addWidget(self._picture, 1)
        parent.installEventFilter(self)
        self.hide()
        in_each_language(self, self._name_parts)

    def _name_parts(self) -> None:
        self.setAccessibleName(self.tr("Preview"))
        self._close.setAccessibleName(self.tr("Close the preview"))
        self._close.setToolTip(self.tr("Close the preview (Esc)"))

    def set_state(self, state: InspectorState, row: int | None, shown: int) -> None:
        """Show the first picture of this selection. `row`: its place among the `shown` ones of the grid."""
        if not state.picture_ids:
            self.close_preview()
            return
        self._picture.set_picture(state.picture, name=state.name, error=state.error)
        self._answer.set_state(state)
        self._name.set_text(state.name)
        self._place.setText(
            "" if row is None else self.tr("{n} of {total}").format(n=count(row + 1), total=count(shown))
        )

    def open(self) -> None:
        """Cover the parent."""
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_preview(self) -> None:
        """Go; `closed` tells, once."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on and back, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_preview()
        elif event.key() in _WALK:
            self.walked.emit(_WALK[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It covers all of its parent, whatever size that has."""
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing shines through."""
        QPainter(self).fillRect(self.rect(), self._theme.colours.window)
