"""The examples that look most like the picture: small, clickable, best first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from handful.ui.theme import SPACE_PX, Theme, mix
from handful.ui.views import words
from handful.ui.views.flow import FlowLayout
from handful.ui.views.glyphs import draw_dot
from handful.ui.views.rounding import RoundedPixmaps
from handful.ui.views.state import NearestPicture

_SIDE_PX: Final = 64
_LABEL_PX: Final = 20
_RADIUS_PX: Final = 6


class NearestButton(QAbstractButton):
    """A thumbnail with the class it is an example of."""

    def __init__(self, theme: Theme, pictures: RoundedPixmaps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self.picture: NearestPicture | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def set_picture(self, picture: NearestPicture) -> None:
        """Stand for this example."""
        self.picture = picture
        self.setAccessibleName(self.tr("Example of {name}").format(name=picture.class_name))
        self.setToolTip(words.tooltip(picture.class_name))
        self.update()

    def sizeHint(self) -> QSize:
        """The same for all."""
        return QSize(_SIDE_PX, _SIDE_PX + _LABEL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile, picture, dot and class, and a ring for the keyboard."""
        if self.picture is None:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(0, 0, _SIDE_PX, _SIDE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(colours.surface, colours.text, 0.12 if self.underMouse() else 0.05))
        painter.drawRoundedRect(tile, _RADIUS_PX, _RADIUS_PX)
        thumbnail = self.picture.thumbnail
        if thumbnail is not None and not thumbnail.isNull():
            shown = self._pictures.get(thumbnail, QSize(_SIDE_PX, _SIDE_PX), self.devicePixelRatioF())
            size = shown.deviceIndependentSize()
            painter.drawPixmap(
                QPointF((_SIDE_PX - size.width()) // 2, (_SIDE_PX - size.height()) // 2), shown
            )
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX)
        self._paint_label(painter, self.picture)

    def _paint_label(self, painter: QPainter, picture: NearestPicture) -> None:
        draw_dot(painter, QPointF(4, _SIDE_PX + _LABEL_PX / 2 + 1), 3, picture.colour)
        painter.setPen(self._theme.colours.muted)
        room = QRectF(11, _SIDE_PX + 1, _SIDE_PX - 11, _LABEL_PX)
        name = painter.fontMetrics().elidedText(
            picture.class_name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)


class NearestPictures(QWidget):
    """The buttons in a line, and in a second one where the first is full."""

    picture_selected = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = RoundedPixmaps(_RADIUS_PX)
        self._buttons: list[NearestButton] = []
        self._flow = FlowLayout(self, gap_px=SPACE_PX)

    def set_pictures(self, pictures: tuple[NearestPicture, ...]) -> None:
        """Show these examples, best first."""
        while len(self._buttons) < len(pictures):
            button = NearestButton(self._theme, self._pictures, self)
            button.setProperty("rank", "small")
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)
            self._flow.addWidget(button)
        for button, picture in zip(self._buttons, pictures, strict=False):
            button.set_picture(picture)
            button.show()
        for button in self._buttons[len(pictures) :]:
            button.hide()
        self.updateGeometry()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NearestButton) and button.picture is not None:
            self.picture_selected.emit(button.picture.picture_id)
