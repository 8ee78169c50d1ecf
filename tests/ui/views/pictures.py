"""A model of pictures for the grid, and the drags that fall on the views: no project, no files."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QApplication

from handful.ui.views.picture_model import PictureModel
from handful.ui.views.state import PICTURES_MIME, CellState, ClassChoice, GridRole

CHOICES = (ClassChoice(7, "cat", QColor("#0072b2")), ClassChoice(8, "dog", QColor("#d55e00")))


@dataclass
class FakePicture:
    """One item of the model."""

    id: int
    state: CellState = "predicted"
    class_name: str | None = "cat"
    colour: QColor | None = None
    confidence: float | None = 0.87
    error: str | None = None
    thumbnail: QPixmap | None = None
    suggestion: str | None = None


class FakePictures(PictureModel):
    """Answers the grid's roles, and remembers which rows were asked for a thumbnail."""

    def __init__(self, pictures, parent=None):
        super().__init__(parent)
        self.pictures = list(pictures)
        self.thumbnails_asked: set[int] = set()

    def picture_ids(self):
        return [picture.id for picture in self.pictures]

    def row_of(self, picture_id):
        ids = self.picture_ids()
        return ids.index(picture_id) if picture_id in ids else None

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self.pictures)

    def flags(self, index):
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        picture = self.pictures[index.row()]
        if role == GridRole.THUMBNAIL:
            self.thumbnails_asked.add(index.row())
        return {
            int(Qt.ItemDataRole.DisplayRole): f"picture {picture.id}.jpg",
            int(GridRole.PICTURE_ID): picture.id,
            int(GridRole.NAME): f"picture {picture.id}.jpg",
            int(GridRole.PATH): f"/somewhere/picture {picture.id}.jpg",
            int(GridRole.THUMBNAIL): picture.thumbnail,
            int(GridRole.CLASS_NAME): picture.class_name,
            int(GridRole.CLASS_COLOUR): picture.colour,
            int(GridRole.CONFIDENCE): picture.confidence,
            int(GridRole.STATE): picture.state,
            int(GridRole.ERROR): picture.error,
            int(GridRole.SUGGESTION): picture.suggestion,
        }.get(int(role))

    def remove_row(self, row):
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.pictures[row]
        self.endRemoveRows()

    def append(self, picture):
        self.beginInsertRows(QModelIndex(), len(self.pictures), len(self.pictures))
        self.pictures.append(picture)
        self.endInsertRows()


def one_of_each():
    """Every state that a cell can have, with a thumbnail and without."""
    return [
        FakePicture(1, "pending", None, None, None),
        FakePicture(2, "pending", None, None, None, thumbnail=plain_pixmap(40, 160)),
        FakePicture(3, "predicted", "cat", QColor("#0072b2"), 0.87, thumbnail=plain_pixmap(160, 90)),
        FakePicture(4, "unknown", "cat", QColor("#0072b2"), 0.4, thumbnail=plain_pixmap(64, 64)),
        FakePicture(5, "unknown", None, None, None),
        FakePicture(6, "labelled", "dog", QColor("#d55e00"), 0.2, thumbnail=plain_pixmap(64, 64)),
        FakePicture(7, "labelled", None, None, None, thumbnail=plain_pixmap(64, 64)),
        FakePicture(8, "unreadable", None, None, None, error="the file is cut short"),
        FakePicture(9, "unreadable", None, None, None),
        FakePicture(
            10, "predicted", "a class with a name that no cell has room for " * 3, QColor("red"), 1.0
        ),
    ]


def plain_pixmap(width, height, colour="#336699"):
    pixmap = QPixmap(width, height)
    pixmap.fill(QColor(colour))
    return pixmap


def pictures_data(*ids):
    data = QMimeData()
    data.setData(PICTURES_MIME, json.dumps(ids).encode())
    return data


def paths_data(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag_over(widget, data):
    """Drag it over the widget; answers whether a drop would be taken."""
    event = QDragEnterEvent(
        widget.rect().center(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget, data):
    """Drag it over the widget and let it go; answers whether it was taken."""
    if not drag_over(widget, data):
        return False
    event = QDropEvent(
        QPointF(widget.rect().center()),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
