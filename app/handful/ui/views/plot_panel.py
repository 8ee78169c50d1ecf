"""A titled place for a plot with the table behind it. Owns the switch between the two; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from handful.ui.theme import SPACE_PX
from handful.ui.views.rows_model import RowsModel

_ROW_PX: Final = 26
_TABLE_ROWS: Final = 8


class PlotPanel(QWidget):
    """Title and switch above; below it a placeholder until there is a plot, then the plot or its table."""

    switched = Signal(bool)  # whether the table is shown now

    def __init__(self, title: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title, self)
        self._title.setProperty("rank", "heading")
        self._switch = QToolButton(self)
        self._switch.setCheckable(True)
        self._switch.setProperty("rank", "small")
        self._switch.setAccessibleName(self.tr("{title}: show as table").format(title=title))
        self._switch.toggled.connect(self._on_switched)
        self._caption = QLabel(self)
        self._caption.setProperty("rank", "small")
        self._caption.setTextFormat(Qt.TextFormat.PlainText)
        self._caption.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._plot: QWidget = QWidget(self)
        self._rows = RowsModel(titles, self)
        self._table = self._make_table(title)
        self._pages.addWidget(self._plot)
        self._pages.addWidget(self._table)
        self._share_width()
        self._lay_out()
        self.set_caption("")
        self._on_switched(False)

    def set_plot(self, plot: QWidget) -> None:
        """Put the plot where the placeholder was."""
        self._pages.removeWidget(self._plot)
        self._plot.deleteLater()
        self._plot = plot
        self._pages.insertWidget(0, plot)
        self._on_switched(self._switch.isChecked())

    def set_caption(self, caption: str) -> None:
        """Say what the plot leaves out or means; nothing where there is nothing to say."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))

    def put_under_title(self, line: QWidget) -> None:
        """A line of the owner's between the title and the plot."""
        self._column.insertWidget(1, line)

    def set_rows(self, rows: Sequence[Sequence[str]], titles: Sequence[str] | None = None) -> None:
        """The numbers behind the plot."""
        self._rows.set_rows(rows, titles)
        self._share_width()

    def set_plot_height(self, height_px: int) -> None:
        """As high as the plot needs, or as the table's first rows do; without this call it fills its room."""
        rows = min(self._rows.rowCount(), _TABLE_ROWS) + 1
        self._pages.setFixedHeight(rows * _ROW_PX + 4 if self._switch.isChecked() else height_px)

    def _make_table(self, title: str) -> QTableView:
        table = QTableView(self)
        table.setModel(self._rows)
        table.setAccessibleName(self.tr("{title} as a table").format(title=title))
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setStyleSheet(f"QTableView::item {{ padding: 0 {SPACE_PX}px; }}")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        return table

    def _share_width(self) -> None:
        """A long name is shortened; the numbers beside it are always seen."""
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._switch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX // 2)
        self._column.addLayout(top)
        self._column.addWidget(self._caption)
        self._column.addWidget(self._pages, 1)

    def _on_switched(self, table: bool) -> None:
        self._switch.setText(self.tr("Show as plot") if table else self.tr("Show as table"))
        self._pages.setCurrentWidget(self._table if table else self._plot)
        self.switched.emit(table)
