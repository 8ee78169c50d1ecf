"""The row under the counts: search, what is shown, in which order, and accepting. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.class_marks import class_icon
from handful.ui.views.state import ClassChoice, GridState
from handful.ui.views.words import button_text

_TYPED_MS: Final = 120  # the person types on
_ICON_PX: Final = 16
_SEARCH_PX: Final = (88, 220)
_HEIGHT_PX: Final = 28


class FilterBar(QWidget):
    """Shows how the pictures are arranged; the menus hold the window's own commands and the classes."""

    text_changed = Signal(str)
    class_shown = Signal(int)
    search_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = GridState()
        self._search = self._make_search()
        self._show_button = self._make_menu_button("filter")
        self._order_button = self._make_menu_button("sort")
        self._accept_button = _flat(QToolButton())
        self._buttons = (self._show_button, self._order_button, self._accept_button)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(lambda: self.text_changed.emit(self._search.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX - 4, 0, 2 * SPACE_PX - 4, SPACE_PX)
        row.setSpacing(SPACE_PX // 2)
        row.addWidget(self._search, 1)
        row.addStretch(0)
        for button in self._buttons:
            row.addWidget(button)
        in_each_language(self, self._name_buttons)

    def set_commands(self, orders: Sequence[QAction], kinds: Sequence[QAction], accept: QAction) -> None:
        """Offer these in the menus, and the last one as a button."""
        self._order_menu.addActions(list(orders))
        self._show_menu.addActions(list(kinds))
        self._show_menu.addSeparator()
        accept.setIconText(self.tr("Accept…"))  # words of the button alone would not outlive its greying
        self._accept_button.setDefaultAction(accept)
        self._name_buttons()

    def set_state(self, state: GridState) -> None:
        """Say how the pictures are arranged, and offer these classes."""
        if state.choices != self._state.choices:
            self._offer_classes(state.choices)
        self._state = state
        if state.view.text != self._search.text() and not self._typed.isActive():
            with QSignalBlocker(self._search):
                self._search.setText(state.view.text)
        for action in self._class_actions():
            action.setChecked(state.view.kind == "class" and action.data() == state.view.class_id)
        self._name_buttons()

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def open_order(self) -> None:
        """Open the menu of orders."""
        self._order_button.showMenu()

    def open_show(self) -> None:
        """Open the menu of filters."""
        self._show_button.showMenu()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go from the search to the pictures, Escape ends the search."""
        if watched is not self._search or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._search.clear()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            return False
        self._typed.stop()
        self.text_changed.emit(self._search.text())
        self.search_left.emit()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words go when the room does."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the field and the icons."""
        height = super().minimumSizeHint().height()
        icons_px = sum(_icon_px(button) + SPACE_PX // 2 for button in self._buttons)
        return QSize(_SEARCH_PX[0] + icons_px + 4 * SPACE_PX, height)

    def _name_buttons(self) -> None:
        view = self._state.view
        self._search.setPlaceholderText(self.tr("Search names"))
        self._search.setAccessibleName(self.tr("Search names"))
        self._mark.setText(self.tr("Search names"))
        self._accept_button.setText(self.tr("Accept…"))
        shown = _checked_text(self._show_menu, self.tr("All pictures"))
        order = _checked_text(self._order_menu, self.tr("As added"))
        self._show_button.setText(shown)
        self._order_button.setText(order)
        for button, name in (
            (self._show_button, self.tr("Show: {what}").format(what=shown.replace("&&", "&"))),
            (self._order_button, self.tr("Sort by: {order}").format(order=order)),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        _mark(self._show_button, view.kind != "all")
        _mark(self._order_button, view.order != "added")
        self._fit()

    def _offer_classes(self, choices: Sequence[ClassChoice]) -> None:
        for action in self._class_actions():
            self._show_menu.removeAction(action)
            action.deleteLater()
        for choice in choices:
            icon = class_icon(choice.colour, self._theme.colours.muted)
            action = self._show_menu.addAction(icon, button_text(choice.name))
            action.setData(choice.id)
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, class_id=choice.id: self.class_shown.emit(class_id))

    def _class_actions(self) -> list[QAction]:
        return [action for action in self._show_menu.actions() if action.data() is not None]

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(_SEARCH_PX[0])
        field.setMaximumWidth(_SEARCH_PX[1])
        self._mark = field.addAction(self._theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._theme.set_icon(self._mark, "search", muted=True)
        field.textChanged.connect(self._on_typed)
        field.installEventFilter(self)
        return field

    @Slot()
    def _on_typed(self, *_: object) -> None:
        self._typed.start()

    def _make_menu_button(self, icon: str) -> QToolButton:
        button = _flat(QToolButton())
        menu = QMenu(button)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("menu_arrow", "true")
        self._theme.set_icon(button, icon)
        if icon == "sort":
            self._order_menu = menu
        else:
            self._show_menu = menu
        return button

    def _fit(self) -> None:
        """Drop the words of buttons, from the right to the left, where they leave no room for the search."""
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        room = self.width() - 4 * SPACE_PX - _SEARCH_PX[0]
        for button in (self._accept_button, self._show_button, self._order_button):
            if sum(b.sizeHint().width() + SPACE_PX for b in self._buttons) <= room:
                return
            button.setToolButtonStyle(style.ToolButtonIconOnly)


def _icon_px(button: QToolButton) -> int:
    """How wide a button is without its words."""
    words = button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
    return button.sizeHint().width() - (button.fontMetrics().horizontalAdvance(button.text()) if words else 0)


def _mark(button: QToolButton, is_chosen: bool) -> None:
    """Let the style show that something else than usual is chosen."""
    if button.property("chosen") != is_chosen:
        button.setProperty("chosen", is_chosen)
        button.style().unpolish(button)
        button.style().polish(button)


def _checked_text(menu: QMenu, otherwise: str) -> str:
    return next((action.text() for action in menu.actions() if action.isChecked()), otherwise)


def _flat(button: QToolButton) -> QToolButton:
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    button.setMinimumHeight(_HEIGHT_PX)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
