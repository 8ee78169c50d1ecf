"""The bar on top: the project's name, groups of actions, the learner and the theme. Owns no action."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeVar, get_args

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.state import LearnerChoice, ThemeMode, ToolbarState
from handful.ui.views.widgets.action_button import ActionButton
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.widgets.separator import Separator

_ICON_PX: Final = 20
_MARK_PX: Final = 24
_NAME_PX: Final = 96  # at least so much of the project's name
_Button = TypeVar("_Button", bound=QToolButton)
_THEME_ICONS: Final[dict[ThemeMode, str]] = {"system": "system", "light": "sun", "dark": "moon"}


class Toolbar(QWidget):
    """Buttons show icon and words; low-priority actions, and all in a narrow window, show the icon only."""

    learner_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = ToolbarState()
        self._buttons: list[ActionButton] = []
        self._is_compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        in_each_language(self, self._name_parts)
        theme.changed.connect(self._show_mark)

    def _name_parts(self) -> None:
        self.setAccessibleName(self.tr("Toolbar"))
        self._name.setAccessibleName(self.tr("Project {name}").format(name=self._state.project_name))
        for action in self._theme_menu.actions():
            action.setText(self._theme_name(action.data()))
        self._show_learner()
        self._show_theme()
        self._fit()

    def set_groups(self, groups: Sequence[Sequence[QAction]]) -> None:
        """Show these actions as buttons, with a thin line between two groups."""
        while (item := self._groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.clear()
        for place, group in enumerate(groups):
            if place:
                self._groups.addWidget(Separator(self._theme))
            for action in group:
                self._groups.addWidget(self._make_button(action))
        self._order_tabs()
        self._fit()

    def set_state(self, state: ToolbarState) -> None:
        """Show this state."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self._name.set_text(state.project_name)
        self._name.setAccessibleName(self.tr("Project {name}").format(name=state.project_name))
        if (before.learners, before.learner) != (state.learners, state.learner):
            self._show_learner()
        self._show_theme()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the icons."""
        hint = self.sizeHint()
        wide = self._words_px() if not self._is_compact else 0
        return QSize(max(0, hint.width() - wide - self._name.sizeHint().width() + _NAME_PX), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words go when the room does."""
        super().resizeEvent(event)
        self._fit()

    # -- buttons --------------------------------------------------------------------------------------

    def _make_button(self, action: QAction) -> ActionButton:
        button = _flat(ActionButton(action))
        self._buttons.append(button)
        return button

    def _order_tabs(self) -> None:
        """From left to right, whatever was made first."""
        row = [*self._buttons, self._learner, self._theme_button]
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)

    def _fit(self) -> None:
        """Drop the words of the buttons where they leave no room for the project's name."""
        self._set_compact(False)
        wanted_px = self.sizeHint().width() - self._name.sizeHint().width() + _NAME_PX
        self._set_compact(wanted_px > self.width())

    def _set_compact(self, compact: bool) -> None:
        self._is_compact = compact
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            low = button.defaultAction().priority() == QAction.Priority.LowPriority
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if compact or low else style.ToolButtonTextBesideIcon
            )
        self._learner.setToolButtonStyle(
            style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        )
        self._layout.activate()

    def _words_px(self) -> int:
        metrics = self.fontMetrics()
        texts = [
            b.text() for b in self._buttons if b.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
        ]
        return sum(metrics.horizontalAdvance(text) for text in [*texts, self._learner.text()])

    # -- choices --------------------------------------------------------------------------------------

    def _show_learner(self) -> None:
        self._learner.setVisible(len(self._state.learners) > 1)
        self._learner_menu.clear()
        for choice in self._state.learners:
            self._add_learner(choice)
        chosen = next((c for c in self._state.learners if c.name == self._state.learner), None)
        title = chosen.title if chosen else self.tr("Learner")
        self._learner.setText(words.button_text(title))
        self._learner.setAccessibleName(self.tr("Learner: {title}").format(title=title))
        self._learner.setToolTip(words.tooltip(chosen.summary if chosen else ""))

    def _add_learner(self, choice: LearnerChoice) -> None:
        action = self._learner_menu.addAction(words.button_text(choice.title))
        action.setData(choice.name)
        action.setToolTip(words.tooltip(choice.summary))
        action.setCheckable(True)
        action.setChecked(choice.name == self._state.learner)

    @Slot(QAction)
    def _on_learner_triggered(self, action: QAction) -> None:
        action.setChecked(action.data() == self._state.learner)
        if action.data() != self._state.learner:
            self.learner_chosen.emit(action.data())

    def _show_theme(self) -> None:
        mode = self._state.theme
        self._theme.set_icon(self._theme_button, _THEME_ICONS[mode])
        for action in self._theme_menu.actions():
            action.setChecked(action.data() == mode)
        name = self._theme_name(mode)
        self._theme_button.setAccessibleName(self.tr("Theme: {name}").format(name=name))
        self._theme_button.setToolTip(self.tr("Theme: {name}").format(name=name))

    def _theme_name(self, mode: ThemeMode) -> str:
        names: dict[ThemeMode, str] = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        return names[mode]

    @Slot(QAction)
    def _on_theme_triggered(self, action: QAction) -> None:
        self._show_theme()
        if action.data() != self._state.theme:
            self.theme_chosen.emit(action.data())

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._mark = QLabel()
        self._mark.setAccessibleName("Handful")
        self._show_mark()
        self._name = ElidedLabel()
        self._name.setProperty("rank", "heading")
        self._groups = QHBoxLayout()
        self._groups.setSpacing(2)
        self._learner_menu = QMenu(self)
        self._learner_menu.setToolTipsVisible(True)
        self._learner_menu.triggered.connect(self._on_learner_triggered)
        self._learner = _menu_button(self._learner_menu)
        self._learner.setProperty("menu_arrow", "true")
        self._theme.set_icon(self._learner, "spark")
        self._build_theme_menu()
        self._lay_out()

    def _build_theme_menu(self) -> None:
        self._theme_menu = QMenu(self)
        group = QActionGroup(self)
        for mode in get_args(ThemeMode):
            action = self._theme_menu.addAction("")
            self._theme.set_icon(action, _THEME_ICONS[mode])
            action.setData(mode)
            action.setCheckable(True)
            group.addAction(action)
        self._theme_menu.triggered.connect(self._on_theme_triggered)
        self._theme_button = _menu_button(self._theme_menu)

    @Slot()
    def _show_mark(self) -> None:
        self._mark.setPixmap(self._theme.icon("handful").pixmap(_MARK_PX, _MARK_PX))

    def _lay_out(self) -> None:
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(12, SPACE_PX, 12, SPACE_PX)
        layout.setSpacing(SPACE_PX)
        layout.addWidget(self._mark)
        layout.addWidget(self._name, 1)
        layout.addLayout(self._groups)
        layout.addWidget(Separator(self._theme))
        layout.addWidget(self._learner)
        layout.addWidget(self._theme_button)


def _flat(button: _Button) -> _Button:
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    button.setMinimumHeight(32)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _menu_button(menu: QMenu) -> QToolButton:
    button = _flat(QToolButton())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
