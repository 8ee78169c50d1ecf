"""Every command with its keys as a table, narrowed down by what the person types. Knows texts, no action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from handful.ui.fuzzy import match

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class ShortcutRow:
    """A command (or, without a key, something that cannot be changed), its keys and where they work."""

    key: str
    text: str
    keys: str
    where: str


class ShortcutModel(QAbstractTableModel):
    """Command, keys, where."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ShortcutRow, ...] = ()
        self._rows: tuple[ShortcutRow, ...] = ()
        self._wanted = ""

    def set_rows(self, rows: Sequence[ShortcutRow]) -> None:
        """Show these."""
        same = [row.key for row in rows] == [row.key for row in self._all]
        self._all = tuple(rows)
        if same and self._rows:
            kept = {row.key for row in self._rows}
            self._rows = tuple(row for row in self._all if row.key in kept)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _COLUMNS - 1))
        else:
            self.narrow(self._wanted)

    def narrow(self, wanted: str) -> None:
        """Only the commands, keys and menus in which the words are found."""
        self._wanted = wanted
        self.beginResetModel()
        self._rows = tuple(row for row in self._all if _is_wanted(wanted, row))
        self.endResetModel()

    def row_at(self, row: int) -> ShortcutRow | None:
        """What stands there."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.text, row.keys, row.where)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            keys = row.keys or self.tr("no key")
            return f"{row.text}: {keys}" if index.column() == 0 else self.data(index)
        return row.key if role == KEY_ROLE else None

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Command"), self.tr("Keys"), self.tr("Where"))[section]


def _is_wanted(wanted: str, row: ShortcutRow) -> bool:
    hit = match(wanted, f"{row.text} {row.keys} {row.where}")
    return hit is not None and hit.rank[0] <= 1  # every word in one piece
