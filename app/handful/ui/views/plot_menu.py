"""The small menu of a plot: save its picture or its numbers, or copy them. Knows no plot."""

from __future__ import annotations

from typing import Final, Literal, get_args

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme

SaveKind = Literal["png", "svg", "csv"]
_ICON_PX: Final = 16


class PlotMenu(QToolButton):
    """A button with three dots; `save_requested` names the kind of file."""

    save_requested = Signal(str)
    copy_picture_requested = Signal()
    copy_table_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_icon(self, "more", muted=True)
        menu = QMenu(self)
        self._saves = [self._add(menu, kind) for kind in get_args(SaveKind)]
        menu.addSeparator()
        self._copies = [menu.addAction(""), menu.addAction("")]
        self._copies[0].triggered.connect(lambda: self.copy_picture_requested.emit())
        self._copies[1].triggered.connect(lambda: self.copy_table_requested.emit())
        self.setMenu(menu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        in_each_language(self, self._name)

    def set_title(self, title: str) -> None:
        """What the plot is called."""
        self._title = title
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("{title}: save or copy").format(title=self._title))
        self.setToolTip(self.tr("Save or copy"))
        texts = (
            self.tr("Save picture as PNG…"),
            self.tr("Save picture as SVG…"),
            self.tr("Save numbers as CSV…"),
            self.tr("Copy picture"),
            self.tr("Copy numbers"),
        )
        for action, text in zip((*self._saves, *self._copies), texts, strict=True):
            action.setText(text)

    def _add(self, menu: QMenu, kind: SaveKind) -> QAction:
        action = menu.addAction("")
        action.triggered.connect(lambda: self.save_requested.emit(kind))
        return action
