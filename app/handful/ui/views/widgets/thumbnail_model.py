"""The support pictures of one class as a list model. Owns ids and pixmaps it was given; loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from handful.ui.views.drags import pictures_mime
from handful.ui.views.state import PICTURES_MIME

Thumbnail = tuple[int, QPixmap | None]
PICTURE_ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class ThumbnailModel(QAbstractListModel):
    """Up to `limit` of the pictures it was given; changes are told as narrowly as possible."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[Thumbnail, ...] = ()
        self._shown: list[Thumbnail] = []
        self._limit: int | None = None
        self._class_name = ""

    @property
    def given(self) -> tuple[Thumbnail, ...]:
        """All pictures it was given, also those beyond the limit."""
        return self._given

    def set_pictures(self, pictures: Sequence[Thumbnail], *, class_name: str) -> None:
        """Show these pictures, in this order; the name is what a screen reader says."""
        self._class_name = class_name
        self._given = tuple(pictures)
        self._bring_up_to_date()

    def set_limit(self, limit: int | None) -> None:
        """Show no more than this many; None shows all."""
        if limit != self._limit:
            self._limit = limit
            self._bring_up_to_date()

    def row_of(self, picture_id: int) -> int | None:
        """Where this picture is shown."""
        return next((row for row, (shown_id, _) in enumerate(self._shown) if shown_id == picture_id), None)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """How many pictures are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The pixmap, the id, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        picture_id, pixmap = self._shown[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return pixmap
        if role == PICTURE_ID_ROLE:
            return picture_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.tr("Example {number} of the class {name}")
            return text.format(number=index.row() + 1, name=self._class_name)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every picture can be selected and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren

    def mimeTypes(self) -> list[str]:
        """Pictures of this window."""
        return [PICTURES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of these pictures, in the order shown."""
        return pictures_mime(self._shown[row][0] for row in sorted({index.row() for index in indexes}))

    def supportedDragActions(self) -> Qt.DropAction:
        """A picture moves to where it is dropped."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def _bring_up_to_date(self) -> None:
        """Replace what lies between the common beginning and the common end of old and new."""
        new = list(self._given[: self._limit])
        old_ids, new_ids = [i for i, _ in self._shown], [i for i, _ in new]
        first = _common(old_ids, new_ids)
        kept_at_end = _common(old_ids[first:][::-1], new_ids[first:][::-1])
        old_end, new_end = len(old_ids) - kept_at_end, len(new_ids) - kept_at_end
        if old_end > first:
            self.beginRemoveRows(_NO_PARENT, first, old_end - 1)
            del self._shown[first:old_end]
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(_NO_PARENT, first, new_end - 1)
            self._shown[first:first] = new[first:new_end]
            self.endInsertRows()
        self._refresh_pixmaps(new)

    def _refresh_pixmaps(self, new: list[Thumbnail]) -> None:
        for row, (picture_id, pixmap) in enumerate(new):
            if self._shown[row][1] is not pixmap:
                self._shown[row] = (picture_id, pixmap)
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])


def _common(first: Sequence[int], second: Sequence[int]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
