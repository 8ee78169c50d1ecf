"""Labels of a person beside the app's predictions: a sentence, a heat map and a table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme
from handful.ui.views import words
from handful.ui.views.confusion_grid import ConfusionGrid
from handful.ui.views.insight_state import ConfusionState, InsightClass
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.rows_model import Cell, Figure
from handful.ui.views.widgets.elided_label import ElidedLabel


class ConfusionView(QWidget):
    """Emits `selected(ids, by_mouse)` with the pictures of a cell or of a row of the table."""

    selected = Signal(list, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ConfusionState()
        self.panel = PlotPanel("", ("",) * 4, theme, self)
        self._figure = ElidedLabel(parent=self)
        self._figure.setProperty("rank", "muted")
        self.panel.put_in_place_of_title(self._figure, wide=True)
        self.grid = ConfusionGrid(theme)
        scroll = QScrollArea(self)
        scroll.setWidget(self.grid)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setStyleSheet("QAbstractScrollArea::corner { background: transparent; border: none; }")
        self.panel.set_plot(scroll, self.grid)
        self.grid.cell_chosen.connect(self._on_cell_chosen)
        self.panel.row_chosen.connect(self._on_row_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        in_each_language(self, self._name_parts)

    def _name_parts(self) -> None:
        titles = (self.tr("You said"), self.tr("The app said"), self.tr("Pictures"), self.tr("Of yours"))
        self.panel.set_titles(self.tr("Labels and predictions"), titles)
        self.set_state(self._state)

    def set_state(self, state: ConfusionState) -> None:
        """Show this; the largest disagreements come first in the table."""
        ordered = sorted(state.cells, key=lambda cell: (cell[0][0] == cell[0][1], -len(cell[1])))
        self._state = ConfusionState(
            state.axis, tuple(ordered), state.agreeing, state.labelled, state.low, state.high
        )
        self.grid.set_state(self._state)
        self.grid.setVisible(bool(state.axis))
        self._figure.set_text(self._say(state))
        self.panel.set_rows(self._rows())

    def focus_widget(self) -> QWidget:
        """What the keyboard works in."""
        return self.grid

    def _say(self, state: ConfusionState) -> str:
        if not state.labelled:
            return self.tr("Label some pictures to see where the app agrees with you")
        text = self.tr("{share} of {n} labels agree (95 %: {low} to {high})")
        if state.labelled == 1:
            text = self.tr("{share} of 1 label agrees (95 %: {low} to {high})")
        return text.format(
            share=words.percent(state.agreeing / state.labelled),
            n=words.count(state.labelled),
            low=words.percent(state.low),
            high=words.percent(state.high),
        )

    def _rows(self) -> list[tuple[Cell, ...]]:
        of_row: dict[int, int] = {}
        for (row, _), ids in self._state.cells:
            of_row[row] = of_row.get(row, 0) + len(ids)
        return [
            (
                self._name(self._state.axis[row]),
                self._name(self._state.axis[column]),
                Figure(len(ids), words.count(len(ids))),
                Figure(len(ids) / of_row[row], words.percent(len(ids) / of_row[row])),
            )
            for (row, column), ids in self._state.cells
        ]

    def _name(self, each: InsightClass | None) -> str:
        return each.name if each is not None else self.tr("none of these")

    @Slot(int, int, bool)
    def _on_cell_chosen(self, row: int, column: int, by_mouse: bool) -> None:
        self.selected.emit(list(dict(self._state.cells)[row, column]), by_mouse)

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        self.selected.emit(list(self._state.cells[row][1]), False)
