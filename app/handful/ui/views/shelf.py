"""The shelf of classes: cards, an add field, a free area for drops. Owns no class; says what is asked for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.card_widget import CardWidget
from handful.ui.views.drags import dragged_paths, dragged_pictures
from handful.ui.views.state import ShelfState
from handful.ui.views.widgets.add_row import AddRow
from handful.ui.views.widgets.drop_zone import DropZone
from handful.ui.views.widgets.edge_scroller import EdgeScroller
from handful.ui.views.widgets.steady_scroll_bar import steady

_DRAG_GONE_MS: Final = 120  # leaving a card for the next one is not the end of a drag
_LEAST_WIDTH_PX: Final = 232
_FREE_AREA_PX: Final = 176


class Shelf(QFrame):
    """All classes, in document order; see `handful.ui.views` for what the signals mean."""

    add_class_requested = Signal(str)
    rename_class_requested = Signal(int, str)
    remove_class_requested = Signal(int)
    add_files_requested = Signal(int)
    paths_dropped = Signal(list)
    paths_dropped_on_class = Signal(int, list)
    pictures_dropped = Signal(list)
    pictures_dropped_on_class = Signal(int, list)
    picture_selected = Signal(int)
    remove_pictures_requested = Signal(list)
    return_pictures_requested = Signal(list)
    class_expanded = Signal(int, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = ShelfState()
        self._cards: dict[int, CardWidget] = {}
        self.setProperty("pane", "true")
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self.setAcceptDrops(True)
        self._build()
        self._drag_gone = QTimer(self, interval=_DRAG_GONE_MS, singleShot=True)
        self._drag_gone.timeout.connect(self._end_drag)
        self._show_whether_empty()
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Classes"))
        self._title.setText(self.tr("Classes"))
        self._intro.setText(
            self.tr(
                "A class is a kind of thing to tell apart, like “mug” or “teapot”:"
                " name one here, then give it a handful of pictures."
            )
        )
        new_class = self.tr("Drop here to make a new class")
        self._free_area.set_words(self.tr("or drop pictures and folders here"), new_class)
        self._veil.set_words(new_class, new_class)

    def set_state(self, state: ShelfState) -> None:
        """Show this state; only the cards that differ from before are touched."""
        before = {card.id: card for card in self._state.classes}
        self._state = state
        self._drop_cards({card.id for card in state.classes})
        for place, card in enumerate(state.classes):
            widget = self._cards.get(card.id) or self._make_card(card.id)
            if before.get(card.id) != card:
                widget.set_card(card)
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        for widget in self._cards.values():
            widget.thumbnails.select_quietly(state.selected_picture)
        added = [card for card in state.classes if card.id not in before]
        self._add_row.set_state(state.message, [card.name for card in added])
        self._count.setText(words.count(len(state.classes)) if state.classes else "")
        self._show_whether_empty()

    def start_adding(self) -> None:
        """Put the cursor into the field for a new class."""
        self._add_row.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the add row stays there."""
        super().resizeEvent(event)
        self._layout.activate()
        self._veil.setGeometry(self._veil_place())

    # -- drops on the free area -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what a drop would do here."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Still over the free area."""
        self._consider(event)
        self._scroller.drag_moved(self.mapToGlobal(event.position().toPoint()))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The drag went to a card, or away."""
        self._on_drag_ended()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pictures or files for a new class."""
        ids, paths = dragged_pictures(event.mimeData()), dragged_paths(event.mimeData())
        self._end_drag()
        if not ids and not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction if ids else Qt.DropAction.CopyAction)
        event.accept()
        if ids:
            self.pictures_dropped.emit(ids)
        else:
            self.paths_dropped.emit(paths)

    def _consider(self, event: QDragMoveEvent) -> None:
        ids, paths = dragged_pictures(event.mimeData()), dragged_paths(event.mimeData())
        if not ids and not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction if ids else Qt.DropAction.CopyAction)
        event.accept()
        self._drag_gone.stop()
        self._show_zone(lit=True)

    def _show_zone(self, *, lit: bool) -> None:
        for zone in (self._free_area, self._veil):
            zone.set_lit(lit)
        self._veil.setGeometry(self._veil_place())
        self._veil.raise_()
        self._veil.setVisible(bool(self._cards))

    def _veil_place(self) -> QRect:
        """Over the add row, and as much higher as the words need."""
        place = self._add_row.geometry()
        place.setTop(place.bottom() + 1 - max(place.height(), self._veil.minimumSizeHint().height()))
        return place

    @Slot(QPoint)
    def _on_card_drag_moved(self, where: QPoint) -> None:
        self._drag_gone.stop()
        self._show_zone(lit=False)
        self._scroller.drag_moved(where)

    @Slot()
    def _on_drag_ended(self) -> None:
        self._show_zone(lit=False)
        self._scroller.stop()
        self._drag_gone.start()

    @Slot()
    def _end_drag(self) -> None:
        self._drag_gone.stop()
        self._scroller.stop()
        self._free_area.set_lit(False)
        self._veil.hide()

    # -- cards ----------------------------------------------------------------------------------------

    def _make_card(self, class_id: int) -> CardWidget:
        card = CardWidget(self._theme, self._holder)
        self._cards[class_id] = card
        card.rename_class_requested.connect(self.rename_class_requested)
        card.remove_class_requested.connect(self.remove_class_requested)
        card.add_files_requested.connect(self.add_files_requested)
        card.class_expanded.connect(self.class_expanded)
        card.paths_dropped_on_class.connect(self.paths_dropped_on_class)
        card.pictures_dropped_on_class.connect(self.pictures_dropped_on_class)
        card.picture_selected.connect(self._on_picture_selected)
        card.remove_pictures_requested.connect(self.remove_pictures_requested)
        card.return_pictures_requested.connect(self.return_pictures_requested)
        card.left.connect(self._go)
        card.drag_moved.connect(self._on_card_drag_moved)
        card.drag_ended.connect(self._on_drag_ended)
        return card

    def _drop_cards(self, kept: set[int]) -> None:
        """Remove the cards of classes that are gone; the keyboard focus goes to a neighbour."""
        focus = QApplication.focusWidget()
        for class_id in [i for i in self._cards if i not in kept]:
            card = self._cards.pop(class_id)
            if focus is not None and (focus is card or card.isAncestorOf(focus)):
                self._focus_beside(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _focus_beside(self, card: CardWidget) -> None:
        place = self._column.indexOf(card)
        neighbours = (self._column.itemAt(place + 1), self._column.itemAt(place - 1) if place else None)
        for item in neighbours:
            widget = item.widget() if item is not None else None
            if isinstance(widget, CardWidget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._add_row.start()

    @Slot(int, int)
    def _go(self, class_id: int, direction: int) -> None:
        """The arrow keys: to the card above or below, and from the last one to the add field."""
        ids = [card.id for card in self._state.classes]
        place = ids.index(class_id) + direction
        if place >= len(ids):
            self._add_row.start()
        elif place >= 0:
            card = self._cards[ids[place]]
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(card, 0, SPACE_PX)

    @Slot(int, int)
    def _on_picture_selected(self, class_id: int, picture_id: int) -> None:
        for other_id, card in self._cards.items():
            if other_id != class_id:
                card.thumbnails.select_quietly(None)
        self.picture_selected.emit(picture_id)

    @Slot(str)
    def _show_new(self, name: str) -> None:
        """A class that the person just added comes into view once it has its place."""
        card = next((c for c in self._state.classes if c.name == name), None)
        if card is not None:
            QTimer.singleShot(0, self._cards[card.id], self._reveal_last)

    @Slot()
    def _reveal_last(self) -> None:
        self._area.verticalScrollBar().setValue(self._area.verticalScrollBar().maximum())

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        title = self._title = QLabel()
        title.setProperty("rank", "title")
        self._count = QLabel()
        self._count.setProperty("rank", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_PX // 2, 0, 0, 0)
        head.addWidget(title)
        head.addWidget(self._count, 1)
        self._build_area()
        self._intro = self._make_intro()
        self._add_row = AddRow(self._theme)
        self._add_row.submitted.connect(self.add_class_requested)
        self._add_row.added.connect(self._show_new)
        self._free_area = DropZone(self._theme)
        self._free_area.setMaximumHeight(_FREE_AREA_PX)
        self._veil = DropZone(self._theme, self)
        self._veil.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(SPACE_PX)
        self._layout.addLayout(head)
        for widget in (self._area, self._intro, self._add_row, self._free_area):
            self._layout.addWidget(widget)
        self._layout.setStretchFactor(self._area, 1)
        self._layout.addStretch(0)

    def _build_area(self) -> None:
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady(self._area)  # thumbnails fill the width: a wider card is a taller one
        self._area.setWidget(self._holder)
        self._holder.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._scroller = EdgeScroller(self._area)

    def _make_intro(self) -> QLabel:
        intro = QLabel()
        intro.setWordWrap(True)
        intro.setProperty("rank", "muted")
        intro.setContentsMargins(SPACE_PX // 2, 0, SPACE_PX // 2, SPACE_PX)
        return intro

    def _show_whether_empty(self) -> None:
        empty = not self._cards
        self._area.setVisible(not empty)
        self._intro.setVisible(empty)
        self._free_area.setVisible(empty)
