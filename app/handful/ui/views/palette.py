"""A list over the window to choose from by typing a few letters. Emits what was chosen; runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme
from handful.ui.views.palette_delegate import ROW_PX, PaletteDelegate
from handful.ui.views.palette_model import PaletteItem, PaletteModel, PaletteRole

_WIDTH_PX: Final = 560
_TOP_PX: Final = 64
_MOST_ROWS: Final = 12
_WALK: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class Palette(QWidget):
    """Lies over its parent until something is chosen, Escape is pressed or the focus goes elsewhere."""

    chosen = Signal(str)  # the key of a line

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._window = theme, parent
        self._before: QWidget | None = None
        self._at_tick = False
        self._pointer = QPoint()  # where the pointer was when the list opened
        self._field = QLineEdit()
        self._field.setClearButtonEnabled(True)
        self._model = PaletteModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(theme, self))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._nothing = QLabel()
        self._nothing.setProperty("rank", "muted")
        self._nothing.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._choose)
        self._list.entered.connect(self._on_entered)
        parent.installEventFilter(self)
        self.hide()

    def open(self, title: str, items: Sequence[PaletteItem], nothing: str, *, at_tick: bool = False) -> None:
        """Offer these lines, from the top on, or from the one with the tick on.

        title: what is chosen; nothing: said where no line matches.
        """
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._field.setPlaceholderText(title)
        self._field.setAccessibleName(title)
        self._list.setAccessibleName(title)
        self._nothing.setText(nothing)
        self._model.set_items(items)
        self._at_tick = at_tick
        self._field.clear()
        self._show_first()
        self._place()
        self._pointer = QCursor.pos()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_quietly(self) -> None:
        """Go without a choice; the focus returns to where it was."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field walk through the list; the palette follows the size of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._leave_if_left)
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event.key())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with an edge that stands out from what it lies on."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.faint, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)

    @Slot()
    def _leave_if_left(self) -> None:
        """A click beside the palette ends it; the window's menus and other programs do not."""
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self and not self.isAncestorOf(focus):
            self.hide()

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
        elif key in _WALK:
            self._walk(_WALK[Qt.Key(key)])
        else:
            return False
        return True

    def _walk(self, steps: int) -> None:
        """To the next line that can be chosen; single steps go round at the ends."""
        rows = self._model.rowCount()
        row, direction = self._list.currentIndex().row() + steps, 1 if steps > 0 else -1
        if abs(steps) > 1 and not 0 <= row < rows:  # a page beyond the end: from the end inwards
            row, direction = (0, 1) if row < 0 else (rows - 1, -1)
        self._show_row(self._usable(row, direction))

    def _usable(self, row: int, direction: int) -> int:
        """The first row from here on that can be chosen, round the ends; this row where there is none."""
        rows = max(1, self._model.rowCount())
        tried = ((row + direction * step) % rows for step in range(rows))
        usable = (r for r in tried if self._model.flags(self._model.index(r)) & Qt.ItemFlag.ItemIsEnabled)
        return next(usable, row % rows)

    @Slot(str)
    def _narrow(self, wanted: str) -> None:
        self._model.narrow(wanted)
        if wanted.strip():
            self._show_row(0)
        else:
            self._show_first()
        self._place()

    def _show_first(self) -> None:
        self._show_row(self._usable(self._model.row_of_checked() if self._at_tick else 0, 1))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        """A pointer that happens to rest where the list opens chooses nothing; one that moves does."""
        if QCursor.pos() != self._pointer:
            self._list.setCurrentIndex(index)

    def _show_row(self, row: int) -> None:
        index = self._model.index(row)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)
        heard = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else self._nothing.text()
        self._field.setAccessibleDescription(heard)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        key: str = index.data(PaletteRole.KEY)
        self.close_quietly()
        self.chosen.emit(key)

    def _place(self) -> None:
        """In the middle, near the top, as high as its lines, and always inside the window."""
        window = self._window
        rows = self._model.rowCount()
        self._nothing.setVisible(not rows)
        self._list.setVisible(bool(rows))
        width = min(_WIDTH_PX, window.width() - 4 * SPACE_PX)
        lines = min(rows, _MOST_ROWS) * ROW_PX if rows else self._nothing.sizeHint().height()
        height = lines + self._field.sizeHint().height() + 3 * SPACE_PX + 2
        height = min(height, window.height() - _TOP_PX - 4 * SPACE_PX)
        self.setGeometry((window.width() - width) // 2, _TOP_PX, width, height)
