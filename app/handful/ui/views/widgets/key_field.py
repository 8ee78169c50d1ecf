"""A field that takes the keys that are pressed in it, instead of their letters."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from handful.ui.retelling import in_each_language

_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_unknown,
    }
)
_LEAVE: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})


class KeyField(QLineEdit):
    """`pressed(QKeySequence)` for each chord; Tab and Escape keep their meaning."""

    pressed = Signal(QKeySequence)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        in_each_language(self, lambda: self.setPlaceholderText(self.tr("Press the new keys")))

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window acts while keys are chosen."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() not in _LEAVE)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show and tell what was pressed."""
        if event.key() in _LEAVE:
            event.ignore()
        elif event.key() not in _MODIFIERS:
            keys = chord(event)
            self.setText(keys.toString(QKeySequence.SequenceFormat.NativeText))
            self.pressed.emit(keys)


def chord(event: QKeyEvent) -> QKeySequence:
    """What was pressed, as a shortcut is written: "?" and not "Shift+?", and no word of the number pad."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
