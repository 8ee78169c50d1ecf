"""A flat button with an icon only, for the second rank."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from handful.ui.theme import Theme

_ICON_PX: Final = 16


def quiet_button(theme: Theme, icon_name: str) -> QToolButton:
    """A button of 28 x 28 px with a muted icon that a click does not give the focus to; give it a name."""
    button = QToolButton()
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    button.setFixedSize(28, 28)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    theme.set_icon(button, icon_name, muted=True)
    return button
