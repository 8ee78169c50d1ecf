"""The lines of the palette, narrowed down by what the person types. Knows texts, no command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from handful.ui.fuzzy import best

Index = QModelIndex | QPersistentModelIndex
_FIRST_ROLE = int(Qt.ItemDataRole.UserRole)


class PaletteRole(IntEnum):
    """Item data beyond text and icon."""

    KEY = _FIRST_ROLE + 1  # str
    HINT = _FIRST_ROLE + 2  # str, at the right end: the keys
    PLACES = _FIRST_ROLE + 3  # tuple[int, ...], the letters that were typed
    CHECKED = _FIRST_ROLE + 4  # bool
    FAINT = _FIRST_ROLE + 5  # bool, second rank though it can be chosen


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line. `key` is what comes back when it is chosen."""

    key: str
    text: str
    hint: str = ""
    icon: QIcon | None = None
    enabled: bool = True
    checked: bool = False
    faint: bool = False


class PaletteModel(QAbstractListModel):
    """All lines, or those that match, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PaletteItem, ...] = ()
        self._rows: list[tuple[int, tuple[int, ...]]] = []

    def set_items(self, items: Sequence[PaletteItem]) -> None:
        """Offer these."""
        self._items = tuple(items)
        self.narrow("")

    def narrow(self, wanted: str) -> None:
        """Show only what matches."""
        found = best(wanted, [item.text for item in self._items])
        if wanted.strip():  # what cannot be chosen now comes last
            found.sort(key=lambda each: not self._items[each[0]].enabled)
        self.beginResetModel()
        self._rows = [(place, hit.places) for place, hit in found]
        self.endResetModel()

    def row_of_checked(self) -> int:
        """The first line with a tick, or the first of all."""
        checked = (row for row, (place, _) in enumerate(self._rows) if self._items[place].checked)
        return next(checked, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        if not index.isValid() or not self._item(index).enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid():
            return None
        item = self._item(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.text
            case Qt.ItemDataRole.DecorationRole:
                return item.icon
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.text}, {item.hint}" if item.hint else item.text
            case PaletteRole.KEY:
                return item.key
            case PaletteRole.HINT:
                return item.hint
            case PaletteRole.PLACES:
                return self._rows[index.row()][1]
            case PaletteRole.CHECKED:
                return item.checked
            case PaletteRole.FAINT:
                return item.faint
        return None

    def _item(self, index: Index) -> PaletteItem:
        return self._items[self._rows[index.row()][0]]
