"""A titled place for a plot with the table behind it. Owns the switch between the two; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
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

from handful.ui.retelling import when_language_changes
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.plot_export import image_of, png_of, svg_of
from handful.ui.views.plot_menu import PlotMenu
from handful.ui.views.rows_model import Cell, RowsModel

_ROW_PX: Final = 26
_TABLE_ROWS: Final = 8

Rows = Sequence[Sequence[Cell]]


class PlotPanel(QWidget):
    """Title, switch and menu above; below a placeholder until there is a plot, then the plot or its table."""

    switched = Signal(bool)  # whether the table is shown now
    save_requested = Signal(str)  # png, svg or csv
    row_chosen = Signal(int)  # of the table, by Enter or a double click

    def __init__(
        self, title: str, titles: Sequence[str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = ""
        self._theme = theme
        self._make_rows: Callable[[], Rows] | None = None
        self._saved: QWidget | None = None
        self._label = QLabel(self)
        self._label.setProperty("rank", "heading")
        self._switch = QToolButton(self)
        self._switch.setCheckable(True)
        self._switch.setProperty("rank", "small")
        self._switch.toggled.connect(self._on_switched)
        self.menu = PlotMenu(theme, self)
        self.menu.save_requested.connect(self.save_requested)
        self.menu.copy_picture_requested.connect(self._copy_picture)
        self.menu.copy_table_requested.connect(self._copy_table)
        self._caption = QLabel(self)
        self._caption.setProperty("rank", "small")
        self._caption.setTextFormat(Qt.TextFormat.PlainText)
        self._caption.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._plot: QWidget = QWidget(self)
        self._rows = RowsModel((), self)
        self._table = self._make_table()
        self._pages.addWidget(self._plot)
        self._pages.addWidget(self._table)
        self._share_width()
        self._lay_out()
        self.set_caption("")
        self.set_titles(title, titles)
        self._show_page(False)
        when_language_changes(self, lambda: self._name_switch(self._switch.isChecked()))

    def set_titles(self, title: str, titles: Sequence[str] | None = None) -> None:
        """What the plot is called, and the columns of its table where that is known already."""
        self.title = title
        self.setAccessibleName(title)
        self._label.setText(title)
        self._switch.setAccessibleName(self.tr("{title}: show as table").format(title=title))
        self._table.setAccessibleName(self.tr("{title} as a table").format(title=title))
        self.menu.set_title(title)
        self._name_switch(self._switch.isChecked())
        if titles is not None:
            self._rows.set_titles(titles)
            self._describe()

    def set_plot(self, plot: QWidget, saved: QWidget | None = None) -> None:
        """Put the plot in its place; `saved`: what a file shows, where that is another widget."""
        self._pages.removeWidget(self._plot)
        self._plot.deleteLater()
        self._plot, self._saved = plot, saved
        self._pages.insertWidget(0, plot)
        self._on_switched(self._switch.isChecked())

    def set_caption(self, caption: str) -> None:
        """Say what the plot leaves out or means; nothing where there is nothing to say."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))

    def put_under_title(self, line: QWidget) -> None:
        """A line of the owner's between the title and the plot."""
        self._column.insertWidget(1, line)

    def put_in_place_of_title(self, widget: QWidget, *, wide: bool = False) -> None:
        """A control or a sentence of the owner's, where a tab says the title already. wide: all the room."""
        self._label.hide()
        self._top.insertWidget(0, widget, int(wide))
        self._top.insertStretch(1, int(not wide))

    def set_rows(self, rows: Rows, titles: Sequence[str] | None = None) -> None:
        """The numbers behind the plot."""
        self._make_rows = None
        self._rows.set_rows(rows, titles)
        self._describe()
        self._share_width()

    def set_rows_when_asked(self, make: Callable[[], Rows]) -> None:
        """The numbers behind the plot, too many to write them all out before somebody looks."""
        self._make_rows = make
        self.setAccessibleDescription("")  # of the rows that were there before
        if self._switch.isChecked():
            self._fetch()

    def _describe(self) -> None:
        """Who cannot see the plot hears its first numbers; the table has them all."""
        self.setAccessibleDescription(self._rows.sentence(_TABLE_ROWS))

    def set_plot_height(self, height_px: int) -> None:
        """As high as the plot needs, or as the table's first rows do; without this call it fills its room."""
        rows = min(self._rows.rowCount(), _TABLE_ROWS) + 1
        self._pages.setFixedHeight(rows * _ROW_PX + 4 if self._switch.isChecked() else height_px)

    def table(self) -> tuple[tuple[str, ...], list[list[str | float]]]:
        """Titles and rows as they go into a file."""
        self._fetch()
        return self._rows.titles, self._rows.values()

    def picture(self) -> QImage:
        """The plot as an image, in the theme's colours."""
        return image_of(self._saved or self._plot, self._theme.colours.surface)

    def png(self) -> bytes:
        """The plot as a PNG file."""
        return png_of(self._saved or self._plot, self._theme.colours.surface)

    def svg(self) -> bytes:
        """The plot as an SVG file."""
        return svg_of(self._saved or self._plot, self._theme.colours.surface, self.title)

    @Slot()
    def _copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self.picture())

    @Slot()
    def _copy_table(self) -> None:
        """Tab-separated, as spreadsheets take it."""
        titles, rows = self.table()
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(str(cell) for cell in row) for row in [titles, *rows])
        )

    def _fetch(self) -> None:
        if self._make_rows is not None:
            make, self._make_rows = self._make_rows, None
            self._rows.set_rows(make())
            self._describe()
            self._share_width()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._rows)
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setStyleSheet(f"QTableView::item {{ padding: 0 {SPACE_PX}px; }}")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(_TABLE_ROWS)
        header.setHighlightSections(False)
        table.activated.connect(self._on_row_activated)
        return table

    @Slot(QModelIndex)
    def _on_row_activated(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

    def _share_width(self) -> None:
        """A long name is shortened; the numbers beside it are always seen."""
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(SPACE_PX // 2)
        self._top.addWidget(self._label, 1)
        self._top.addWidget(self._switch)
        self._top.addWidget(self.menu)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX // 2)
        self._column.addLayout(self._top)
        self._column.addWidget(self._caption)
        self._column.addWidget(self._pages, 1)

    def _on_switched(self, table: bool) -> None:
        if table:
            self._fetch()
        self._name_switch(table)
        self._show_page(table)

    def _show_page(self, table: bool) -> None:
        self._pages.setCurrentWidget(self._table if table else self._plot)
        self.switched.emit(table)

    def _name_switch(self, table: bool) -> None:
        self._switch.setText(self.tr("Show as plot") if table else self.tr("Show as table"))
