"""What the grid asks of its model beyond the item data of `GridRole`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel


class PictureModel(QAbstractListModel):
    """A list of pictures that knows its ids without being asked row by row."""

    def picture_ids(self) -> Sequence[int]:
        """All of them, from the first row to the last."""
        raise NotImplementedError

    def row_of(self, picture_id: int) -> int | None:
        """Where a picture stands; None where it is not shown."""
        raise NotImplementedError
