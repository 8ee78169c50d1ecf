"""The map of the pictures with its table, its two ways of drawing, and a card for what is pointed at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.insight_state import NO_CLASS, MapState
from handful.ui.views.map_plot import MapPlot
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.rounding import fitted
from handful.ui.views.rows_model import Cell, Figure
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.workflows.insight_values import MapKind

_CARD_PX: Final = 112
_KINDS: Final[tuple[MapKind, ...]] = ("neighbours", "straight")

PixmapOf = Callable[[int], QPixmap | None]


class MapView(QWidget):
    """Emits `selected(ids, by_mouse)`, and `kind_chosen` when the map has to be drawn in the other way."""

    selected = Signal(list, bool)
    kind_chosen = Signal(str)

    def __init__(self, theme: Theme, pixmap_of: PixmapOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: MapState | None = None
        self._pixmap_of = pixmap_of
        self._pointed = 0
        self.panel = PlotPanel("", ("",) * 5, theme, self)
        self._kind = QComboBox(self)
        self._kind.addItems([""] * len(_KINDS))
        self._kind.activated.connect(lambda row: self.kind_chosen.emit(_KINDS[row]))
        self.panel.put_in_place_of_title(self._kind)
        self._said = ElidedLabel(parent=self)
        self._said.setProperty("rank", "small")
        self.plot = MapPlot(theme, self)
        self.panel.set_plot(self.plot)
        self.panel.row_chosen.connect(self._on_row_chosen)
        self.plot.selected.connect(self.selected)
        self.plot.pointed_at.connect(self._on_pointed_at)
        self._card = _Card(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.panel, 1)
        column.addWidget(self._said)
        in_each_language(self, self._name)

    def _name(self) -> None:
        titles = (self.tr("Picture"), self.tr("Class"), self.tr("Role"), self.tr("Across"), self.tr("Up"))
        self.panel.set_titles(self.tr("Map of the pictures"), titles)
        for row, text in enumerate((self.tr("By neighbours"), self.tr("Straight"))):
            self._kind.setItemText(row, text)
        self._kind.setAccessibleName(self.tr("How the map is drawn"))
        self._kind.setToolTip(
            self.tr("By neighbours: alike is near. Straight: a flat look at the space of embeddings.")
        )
        if self._state is not None:
            self.set_state(self._state)
        else:
            self.set_message(self.tr("The map is drawn as soon as the engine is free."))

    def build_plots(self) -> None:
        """Make the chart."""
        self.plot.build()

    def set_state(self, state: MapState) -> None:
        """Show this map."""
        self._state = state
        self._kind.setCurrentIndex(_KINDS.index(state.kind))
        self.plot.set_state(state)
        self.set_message(self._say(state))
        self.panel.set_rows_when_asked(lambda: self._rows(state))

    def focus_widget(self) -> QWidget:
        """What the keyboard works in."""
        return self.plot.overlay

    def set_message(self, text: str) -> None:
        """Say what is being done, or why there is no map."""
        self._said.set_text(text)
        self.plot.overlay.setAccessibleDescription(text)
        self._said.setToolTip(words.tooltip(text))

    def set_chosen(self, ids: Sequence[int]) -> None:
        """Ring the selected pictures."""
        self.plot.set_chosen(frozenset(ids))

    def refresh_card(self) -> None:
        """A thumbnail arrived."""
        if self._pointed:
            self._card.set_picture(self._pixmap_of(self._pointed))

    def _say(self, state: MapState) -> str:
        if not state.picture_ids:
            return self.tr("Pictures appear here, alike ones near each other.")
        if state.done < 1.0:
            return self.tr("Drawing the map: {percent}").format(percent=words.percent(state.done))
        if state.kind == "straight":
            text = self.tr("This plane shows {percent} of how the pictures differ.")
            said = text.format(percent=words.percent(state.share or 0.0))
        else:
            said = self.tr("Near is alike; how far apart groups are means little. Draw around to select.")
        if state.left_out:
            one, many = self.tr("1 more picture is not drawn."), self.tr("{n} more pictures are not drawn.")
            more = one if state.left_out == 1 else many.format(n=words.count(state.left_out))
            said = f"{said} {more}"
        return said

    def _rows(self, state: MapState) -> list[tuple[Cell, ...]]:
        roles = (self.tr("to sort"), self.tr("example"), self.tr("mean"))
        rows: list[tuple[Cell, ...]] = []
        for row, name in enumerate(state.names):
            class_row = int(state.class_rows[row])
            of_class = state.classes[class_row].name if class_row != NO_CLASS else ""
            rows.append((name, of_class, roles[int(state.examples[row])], *_place(state.places[row])))
        for row, class_row in enumerate(state.prototype_rows):
            name = state.classes[class_row].name
            rows.append(
                (self.tr("Mean of {name}").format(name=name), name, roles[2], *_place(state.prototypes[row]))
            )
        return rows

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        if self._state is not None and row < len(self._state.picture_ids):
            self.selected.emit([self._state.picture_ids[row]], False)

    @Slot(int, QPointF)
    def _on_pointed_at(self, picture_id: int, where: QPointF) -> None:
        self._pointed = picture_id
        if not picture_id or self._state is None:
            self._card.hide()
            return
        row = self._state.picture_ids.index(picture_id)
        class_row = int(self._state.class_rows[row])
        of_class = self._state.classes[class_row].name if class_row != NO_CLASS else ""
        self._card.set_words(self._state.names[row], of_class)
        self._card.set_picture(self._pixmap_of(picture_id))
        self._card.show_near(self.plot, where.toPoint())


def _place(place: Sequence[float]) -> tuple[Figure, Figure]:
    across, up = (Figure(float(v), words.decimal(float(v))) for v in place)
    return across, up


class _Card(QFrame):
    """A thumbnail with a name and a class, beside the pointer; never in its way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture, self._words = QLabel(self), QLabel(self)
        self._picture.setFixedSize(_CARD_PX, _CARD_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("rank", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self._picture)
        column.addWidget(self._words)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def set_words(self, name: str, of_class: str) -> None:
        """The file's name, and the class where there is one."""
        elided = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _CARD_PX)
        of_class = self.fontMetrics().elidedText(of_class, Qt.TextElideMode.ElideRight, _CARD_PX)
        self._words.setText(f"{elided}\n{of_class}" if of_class else elided)

    def set_picture(self, pixmap: QPixmap | None) -> None:
        """The thumbnail, or nothing until it is there."""
        if pixmap is None or pixmap.isNull():
            self._picture.setPixmap(QPixmap())
            return
        side = QSize(_CARD_PX, _CARD_PX)
        self._picture.setPixmap(fitted(pixmap, side, self.devicePixelRatioF(), 4))

    def show_near(self, plot: QWidget, point: QPoint) -> None:
        """Beside the pointer, anywhere in the window."""
        window = plot.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        where = plot.mapTo(window, point)
        self.adjustSize()
        room = window.rect()
        x = where.x() + 2 * SPACE_PX
        if x + self.width() > room.width():
            x = where.x() - 2 * SPACE_PX - self.width()
        y = min(max(0, where.y() - self.height() // 2), max(0, room.height() - self.height()))
        self.move(max(0, x), y)
        self.show()
        self.raise_()

    def _dress(self) -> None:
        colours = self._theme.colours
        self.setStyleSheet(
            f"QFrame {{ background: {colours.raised.name()}; border: 1px solid {colours.border.name()};"
            " border-radius: 6px; } QLabel { border: none; }"
        )
