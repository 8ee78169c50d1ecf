"""The small menu of a plot: save its picture or its numbers, or copy them. Knows no plot."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from handful.ui.theme import Theme

SaveKind = Literal["png", "svg", "csv"]
_ICON_PX: Final = 16


class PlotMenu(QToolButton):
    """A button with three dots; `save_requested` names the kind of file."""

    save_requested = Signal(str)
    copy_picture_requested = Signal()
    copy_table_requested = Signal()

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("{title}: save or copy").format(title=title))
        self.setToolTip(self.tr("Save or copy"))
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_icon(self, "more", muted=True)
        menu = QMenu(self)
        self._add(menu, self.tr("Save picture as PNG…"), "png")
        self._add(menu, self.tr("Save picture as SVG…"), "svg")
        self._add(menu, self.tr("Save numbers as CSV…"), "csv")
        menu.addSeparator()
        menu.addAction(self.tr("Copy picture")).triggered.connect(lambda: self.copy_picture_requested.emit())
        menu.addAction(self.tr("Copy numbers")).triggered.connect(lambda: self.copy_table_requested.emit())
        self.setMenu(menu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _add(self, menu: QMenu, text: str, kind: SaveKind) -> None:
        menu.addAction(text).triggered.connect(lambda: self.save_requested.emit(kind))
