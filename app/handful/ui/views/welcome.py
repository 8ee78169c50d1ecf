"""What stands in the grid's place while there is nothing to sort: three steps and where to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.glyphs import draw_dot, draw_picture

_ART_PX: Final = QSize(176, 96)
_STEPS: Final = 3
_CARD_PX: Final = 64
_TEXT_PX: Final = (200, 360)
_ART_FROM_PX: Final = 440  # the height from which there is room for the drawing
_ART_FROM_STACKED_PX: Final = 520


class Welcome(QWidget):
    """A large drop area; the grid around it takes the drops."""

    choose_files_requested = Signal()
    choose_folder_requested = Signal()
    demo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: list[QLabel] = []
        self._title = QLabel(self)
        self._title.setProperty("rank", "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._demo = QPushButton()
        self._demo.clicked.connect(self.demo_requested)
        self._art = _Art(theme)
        self._row = self._buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(4 * SPACE_PX,) * 4)
        column.setSpacing(2 * SPACE_PX)
        column.addStretch(2)
        column.addWidget(self._art, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._steps(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._row)
        self._hint = self._make_hint()
        column.addWidget(self._hint)
        column.addStretch(3)
        self._has_classes = False
        in_each_language(self, self._name)
        theme.changed.connect(self.update)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Start"))
        steps = (
            self.tr("Make a class on the left and drop a few examples on it. Two classes or more."),
            self.tr("Drop the pictures to sort here: files or whole folders."),
            self.tr("Look through the answers and correct what is wrong. It learns from that at once."),
        )
        for label, text in zip(self._texts, steps, strict=True):
            label.setText(text)
        self._files.setText(self.tr("Choose pictures…"))
        self._folder.setText(self.tr("Choose folder…"))
        self._demo.setText(self.tr("Try the demo"))
        self._demo.setToolTip(self.tr("Opens a small project with drawn pictures"))
        self._hint.setText(self.tr("A folder that holds one folder per class makes the classes by itself."))
        self.set_state(has_classes=self._has_classes)

    def set_state(self, *, has_classes: bool) -> None:
        """With classes there is a project already, and the demo would only be in the way."""
        self._has_classes = has_classes
        first = self.tr("Teach it with a handful of pictures")
        self._title.setText(self.tr("Drop the pictures to sort") if has_classes else first)
        self._demo.setVisible(not has_classes)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The steps are read in short lines, and in shorter ones where the pane is narrow."""
        least, most = _TEXT_PX
        for text in self._texts:
            text.setFixedWidth(min(max(self.width() - 14 * SPACE_PX, least), most))
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Buttons that do not fit beside each other stand below each other; the drawing gives way first."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight)
        stacked = self._row.sizeHint().width() > self.width() - 8 * SPACE_PX
        self._row.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._art.setVisible(self.height() >= (_ART_FROM_STACKED_PX if stacked else _ART_FROM_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed edge says: things can be dropped here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colours.border, 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        inset = 2 * SPACE_PX
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 12, 12)

    def _steps(self) -> QWidget:
        box = QWidget(self)
        rows = QGridLayout(box)
        rows.setContentsMargins(0, 0, 0, SPACE_PX)
        rows.setHorizontalSpacing(SPACE_PX + 4)
        rows.setVerticalSpacing(SPACE_PX)
        for row in range(_STEPS):
            text = QLabel(box)
            text.setProperty("rank", "muted")
            text.setWordWrap(True)
            self._texts.append(text)
            rows.addWidget(_Number(row + 1, self._theme), row, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(text, row, 1)
        return box

    def _buttons(self) -> QBoxLayout:
        files = self._files = QPushButton()
        files.setProperty("primary", True)
        files.clicked.connect(self.choose_files_requested)
        self.setFocusProxy(files)
        folder = self._folder = QPushButton()
        folder.clicked.connect(self.choose_folder_requested)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE_PX)
        row.addStretch()
        for button in (files, folder, self._demo):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addStretch()
        return row

    def _make_hint(self) -> QLabel:
        hint = QLabel(self)
        hint.setProperty("rank", "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hint.setWordWrap(True)
        return hint


class _Number(QWidget):
    """The number of a step in a quiet disc."""

    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__()
        self._number, self._theme = number, theme
        self.setFixedSize(22, 22)
        self.setAccessibleName(str(number))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_dot(painter, QPointF(11, 11), 11, self._theme.colours.selection)
        painter.setPen(self._theme.colours.accent)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class _Art(QWidget):
    """Three pictures on a pile, each with the dot of another class."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_ART_PX)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(_ART_PX.width() / 2, _ART_PX.height() / 2 + 4)
        for place, (shift, angle) in enumerate(((-46, -9.0), (46, 9.0), (0, 0.0))):
            painter.save()
            painter.translate(middle + QPointF(shift, abs(shift) / 8))
            painter.rotate(angle)
            self._paint_card(painter, self._theme.class_colour((0, 2, 1)[place]))
            painter.restore()

    def _paint_card(self, painter: QPainter, colour: QColor) -> None:
        colours = self._theme.colours
        card = QRectF(-_CARD_PX / 2, -_CARD_PX / 2, _CARD_PX, _CARD_PX)
        painter.setPen(QPen(colours.border, 1.2))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(card, 9, 9)
        draw_picture(painter, card.adjusted(16, 10, -16, -22), colours.faint)
        draw_dot(painter, QPointF(card.x() + 15, card.bottom() - 12), 4, colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.border)
        painter.drawRoundedRect(QRectF(card.x() + 24, card.bottom() - 14, 26, 4), 2, 2)
