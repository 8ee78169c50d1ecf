"""The inspector: one picture large, the answer and its reasons, and what to do about it. No project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.class_chips import ClassChips
from handful.ui.views.inspector_actions import InspectorActions
from handful.ui.views.inspector_answer import Answer
from handful.ui.views.inspector_evidence import Evidence
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.nearest import NearestPictures
from handful.ui.views.score_bars import ScoreBars
from handful.ui.views.state import UNKNOWN_CLASS_ID, InspectorState

_PICTURE_SHARE: Final = 0.32  # at most this part of the inspector's height
_PICTURE_ASPECT: Final = 0.8  # and of its width
_LEAST_PICTURE_PX: Final = 144
_HINT_PX: Final = 220


class Inspector(QWidget):
    """Shows the selection; every wish of the person leaves as a signal with picture ids."""

    label_requested = Signal(list, int)
    accept_requested = Signal(list)
    clear_label_requested = Signal(list)
    move_to_class_requested = Signal(list, int)
    remove_pictures_requested = Signal(list)
    return_pictures_requested = Signal(list)
    picture_selected = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = InspectorState()
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = LargePicture(theme)
        self.evidence = Evidence(theme, self._picture)
        self._answer = Answer(theme)
        self._actions = InspectorActions(theme)
        self._chips_title = QLabel()
        self._chips = ClassChips(theme)
        self._bars = ScoreBars(theme)
        self._nearest_title = QLabel()
        self._nearest = NearestPictures(theme)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_hint())
        self._scroll = self._make_scroll()
        self._pages.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._pages)
        self._connect()
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Inspector"))
        self._scroll.setAccessibleName(self.tr("Inspector"))
        self._nearest_title.setText(self.tr("Examples it looks most like"))
        self._hint.setText(self.tr("Select a picture to see what it looks like to the classifier, and why."))
        self.set_state(self._state)

    def build_plots(self) -> None:
        """Make the plot; the window calls it right after it is shown."""
        self._bars.build_plots()

    def set_state(self, state: InspectorState) -> None:
        """Show this selection."""
        self._state = state
        self._pages.setCurrentIndex(1 if state.picture_ids else 0)
        if not state.picture_ids:
            return
        self._picture.set_picture(state.picture, name=state.name, error=state.error)
        self.evidence.set_state(state)
        self._answer.set_state(state)
        self._actions.set_state(state)
        self._set_chips(state)
        one = len(state.picture_ids) == 1
        self._bars.setVisible(one and bool(state.scores))
        self._bars.set_scores(state.scores if one else ())
        self._nearest.set_pictures(state.nearest if one else ())
        for widget in (self._nearest_title, self._nearest):
            widget.setVisible(one and bool(state.nearest))

    def set_label_keys(self, keys: Sequence[str], unknown: str) -> None:
        """The keys of the first classes and of "none of these", as they are written on the chips."""
        self._chips.set_keys(keys, unknown)
        if self._state.picture_ids:
            self._set_chips(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tall inspector has a large picture."""
        super().resizeEvent(event)
        height = min(self.height() * _PICTURE_SHARE, self.width() * _PICTURE_ASPECT)
        self._picture.setFixedHeight(max(round(height), _LEAST_PICTURE_PX))

    def _ids(self) -> list[int]:
        return list(self._state.picture_ids)

    def _connect(self) -> None:
        self._chips.class_chosen.connect(self._choose_class)
        self._nearest.picture_selected.connect(self.picture_selected)
        self._actions.accept_requested.connect(lambda: self.accept_requested.emit(self._ids()))
        self._actions.clear_requested.connect(lambda: self.clear_label_requested.emit(self._ids()))
        self._actions.return_requested.connect(lambda: self.return_pictures_requested.emit(self._ids()))
        self._actions.remove_requested.connect(lambda: self.remove_pictures_requested.emit(self._ids()))
        self._actions.example_requested.connect(self._use_as_example)

    def _choose_class(self, class_id: int) -> None:
        """A query gets a label; an example moves to the other class."""
        if self._state.role == "query":
            self.label_requested.emit(self._ids(), class_id)
        elif class_id != self._state.class_id or len(self._state.picture_ids) > 1:
            self.move_to_class_requested.emit(self._ids(), class_id)

    def _use_as_example(self) -> None:
        if self._state.class_id:
            self.move_to_class_requested.emit(self._ids(), self._state.class_id)

    def _set_chips(self, state: InspectorState) -> None:
        query, one = state.role == "query", len(state.picture_ids) == 1
        self._chips_title.setText(self.tr("Label as") if query else self.tr("Move to"))
        decided = one and (state.state == "labelled" or not query)
        no_class = UNKNOWN_CLASS_ID if query else None
        checked = (no_class if state.class_id is None else state.class_id) if decided else None
        self._chips.set_choices(state.choices, checked, unknown=query)
        for widget in (self._chips_title, self._chips):
            widget.setVisible(bool(state.choices))

    def _make_hint(self) -> QWidget:
        page = QWidget()
        hint = self._hint = QLabel()
        hint.setProperty("rank", "muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setFixedWidth(_HINT_PX)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _make_scroll(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        for title in (self._chips_title, self._nearest_title):
            title.setProperty("rank", "heading")
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._picture, self.evidence, self._answer, self._actions),
            (self._chips_title, self._chips),
            (self._bars,),
            (self._nearest_title, self._nearest),
        )
        for group in groups:
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(SPACE_PX)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll
