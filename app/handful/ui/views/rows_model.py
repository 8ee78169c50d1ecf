"""The numbers behind a plot as a table model: said in the person's words, kept as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is said in the table, and as it goes into a file."""

    value: float
    text: str


Cell = str | Figure


class RowsModel(QAbstractTableModel):
    """Rows of text under column titles; the first column is to the left, numbers to the right."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._rows: tuple[tuple[Cell, ...], ...] = ()

    def set_rows(self, rows: Sequence[Sequence[Cell]], titles: Sequence[str] | None = None) -> None:
        """Show these rows, and under these titles where they changed."""
        new_rows, new_titles = tuple(map(tuple, rows)), tuple(titles or self._titles)
        if (new_rows, new_titles) == (self._rows, self._titles):
            return
        self.beginResetModel()
        self._rows, self._titles = new_rows, new_titles
        self.endResetModel()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Show the rows under these titles, of which there are as many as before, or none were known."""
        if len(titles) != len(self._titles):
            self.beginResetModel()
            self._titles = tuple(titles)
            self.endResetModel()
        elif self._titles != tuple(titles):
            self._titles = tuple(titles)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the columns."""
        return self._titles

    def values(self) -> list[list[str | float]]:
        """Every row as it goes into a file."""
        return [[c.value if isinstance(c, Figure) else c for c in row] for row in self._rows]

    def sentence(self, most: int) -> str:
        """The first rows in words: "Class: red, Similarity: 0.87; …"."""
        rows = (
            ", ".join(f"{title}: {_text(cell)}" for title, cell in zip(self._titles, row, strict=False))
            for row in self._rows[:most]
        )
        return "; ".join(rows) + ("; …" if len(self._rows) > most else "")

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and its side."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self._rows[index.row()][index.column()]
            return _text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Figure) else cell


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
