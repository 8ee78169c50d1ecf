"""The dialog that takes pictures with a camera: what it sees, what they are for, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.state import ClassChoice

_VIEW_PX: Final = (560, 360)


@dataclass(frozen=True, slots=True)
class CameraState:
    """cameras: their names; camera: the place of the one in use. class_id: whose examples the pictures
    become, None for pictures to sort. taken: how many there are. error: why nothing is seen.
    """

    cameras: tuple[str, ...] = ()
    camera: int = 0
    classes: tuple[ClassChoice, ...] = ()
    class_id: int | None = None
    taken: int = 0
    error: str = ""


class CameraDialog(QDialog):
    """Stays open for one picture after the other."""

    picture_requested = Signal()
    camera_chosen = Signal(int)
    class_chosen = Signal(object)  # class id, None for pictures to sort

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Take pictures"))
        self._view = LargePicture(theme)
        self._view.setFixedHeight(_VIEW_PX[1])
        self._view.setMinimumWidth(_VIEW_PX[0])
        self._cameras = QComboBox()
        self._classes = QComboBox()
        self._count = QLabel()
        self._count.setProperty("rank", "muted")
        self._take = QPushButton(self.tr("Take picture"))
        self._take.setProperty("primary", True)
        self._take.setDefault(True)
        self._done = QPushButton(self.tr("Done"))
        self._done.setAutoDefault(False)
        self._state = CameraState()
        self._lay_out()
        self._take.clicked.connect(self.picture_requested)
        self._done.clicked.connect(self.accept)
        self._cameras.activated.connect(self.camera_chosen)
        self._classes.activated.connect(self._on_class_chosen)
        self._sees_nothing("")

    def set_state(self, state: CameraState) -> None:
        """Show this."""
        self._state = state
        with QSignalBlocker(self._cameras), QSignalBlocker(self._classes):
            self._cameras.clear()
            self._cameras.addItems(list(state.cameras))
            self._cameras.setCurrentIndex(state.camera)
            self._classes.clear()
            self._classes.addItem(self.tr("Pictures to sort"), None)
            for choice in state.classes:
                self._classes.addItem(self.tr("Examples of {name}").format(name=choice.name), choice.id)
            self._classes.setCurrentIndex(max(0, self._classes.findData(state.class_id)))
        self._form.setRowVisible(self._cameras, len(state.cameras) > 1)
        self._count.setText(self.tr("{pictures} taken").format(pictures=words.pictures(state.taken)))
        if state.error:
            self._sees_nothing(state.error)

    def show_frame(self, image: QImage) -> None:
        """What the camera sees now."""
        self._view.set_picture(QPixmap.fromImage(image), name=self._view_name(), error=None)
        if not self._take.isEnabled():
            self._take.setEnabled(True)
            self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sees_nothing(self, error: str) -> None:
        self._view.set_picture(None, name=self._view_name(), error=error or None)
        self._take.setEnabled(False)

    def _view_name(self) -> str:
        return self.tr("of the camera")

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.addRow(self.tr("Camera"), self._cameras)
        self._form.addRow(self.tr("They are"), self._classes)
        self._cameras.setAccessibleName(self.tr("Camera"))
        self._classes.setAccessibleName(self.tr("What the pictures are for"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(self._view)
        column.addLayout(self._form)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._take)
        row.addWidget(self._done)
        column.addLayout(row)

    @Slot(int)
    def _on_class_chosen(self, place: int) -> None:
        self.class_chosen.emit(self._classes.itemData(place))
