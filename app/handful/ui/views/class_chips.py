"""One button for each class, to label with one click, and the key that does the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import Theme, mix
from handful.ui.views import words
from handful.ui.views.flow import FlowLayout
from handful.ui.views.glyphs import draw_dot, draw_ring
from handful.ui.views.state import UNKNOWN_CLASS_ID, ClassChoice

_HEIGHT_PX: Final = 26
_NAME_PX: Final = 152
_PADDING_PX: Final = 10
_DOT_PX: Final = 4  # radius
_GAP_PX: Final = 6
_MOST_LINES: Final = 6
_FORWARD: Final = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK: Final = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class ClassChip(QAbstractButton):
    """A pill: dot, name, key. Checked says what the picture's class is; only the state can check it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour: QColor | None = None
        self._key = ""
        self.class_id = UNKNOWN_CLASS_ID
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def set_class(self, class_id: int, name: str, colour: QColor | None, key: str) -> None:
        """Stand for this class; without a colour for "none of these"."""
        self.class_id, self._colour, self._key = class_id, colour, key
        self.setText(name)
        self.setAccessibleName(self.tr("Label as {name}").format(name=name))
        self.setAccessibleDescription(self.tr("Key {key}").format(key=key) if key else "")
        self.setToolTip(words.tooltip(name))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """A click asks for a label; whether the picture gets it, the next state says."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the group, not to Qt's own order of focus."""
        if event.key() in (*_FORWARD, *_BACK):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the name, up to a limit."""
        metrics = QFontMetrics(self.font())
        name = min(metrics.horizontalAdvance(self.text()), _NAME_PX)
        key = metrics.horizontalAdvance(self._key) + 8 if self._key else 0
        return QSize(2 * _PADDING_PX + 2 * _DOT_PX + 6 + name + key, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, dot, name, key."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pill(painter)
        centre = QPointF(_PADDING_PX + _DOT_PX, self.height() / 2)
        if self._colour is None:
            draw_ring(painter, centre, _DOT_PX, colours.muted)
        else:
            draw_dot(painter, centre, _DOT_PX, self._colour)
        left = _PADDING_PX + 2 * _DOT_PX + 6
        room = QRectF(left, 0, self.width() - left - _PADDING_PX, self.height())
        if self._key:
            painter.setPen(colours.muted)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._key
            )
            room.setWidth(room.width() - painter.fontMetrics().horizontalAdvance(self._key) - 8)
        painter.setPen(colours.text)
        name = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_pill(self, painter: QPainter) -> None:
        colours = self._theme.colours
        fill = colours.selection if self.isChecked() else colours.raised
        if self.isDown() or self.underMouse():
            fill = mix(fill, colours.text, 0.12 if self.isDown() else 0.06)
        edge = QPen(colours.accent if self.isChecked() or self.hasFocus() else colours.border)
        edge.setWidthF(2 if self.hasFocus() else 1)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(fill)
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)


class ClassChips(QScrollArea):
    """The chips in lines, a few lines high at the most. Tab reaches the group, arrows move within it."""

    class_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[ClassChip] = []
        self._keys: tuple[str, ...] = ()
        self._unknown_key = ""
        self._box = QWidget()
        self._flow = FlowLayout(self._box, gap_px=_GAP_PX)
        self.setWidget(self._box)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        in_each_language(self, lambda: self.setAccessibleName(self.tr("Label as")))
        self._box.setAutoFillBackground(False)

    def set_keys(self, keys: Sequence[str], unknown: str) -> None:
        """The keys of the first classes and of "none of these", as the platform writes them; "" for none.

        They are shown from the next `set_choices` on.
        """
        self._keys, self._unknown_key = tuple(keys), unknown

    def set_choices(self, choices: tuple[ClassChoice, ...], checked: int | None, *, unknown: bool) -> None:
        """Offer these classes, and "none of these" where it makes sense; `checked` is the present label."""
        wanted = [(choice.id, choice.name, choice.colour) for choice in choices]
        offered: list[tuple[int, str, QColor | None]] = [*wanted]
        if unknown:
            offered.append((UNKNOWN_CLASS_ID, self.tr("Unknown"), None))
        while len(self._chips) < len(offered):
            self._add_chip()
        for number, (chip, (class_id, name, colour)) in enumerate(zip(self._chips, offered, strict=False), 1):
            key = self._keys[number - 1] if number <= len(self._keys) else ""
            chip.set_class(class_id, name, colour, self._unknown_key if class_id == UNKNOWN_CLASS_ID else key)
            chip.setChecked(class_id == checked)
            chip.show()
        for chip in self._chips[len(offered) :]:
            chip.hide()
        self._fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the chips."""
        step = 1 if event.key() in _FORWARD else -1 if event.key() in _BACK else 0
        shown = [chip for chip in self._chips if not chip.isHidden()]
        focused = next((i for i, chip in enumerate(shown) if chip.hasFocus()), None)
        if not step or focused is None:
            event.ignore()
            return
        target = shown[(focused + step) % len(shown)]
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is target else Qt.FocusPolicy.ClickFocus)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another number of lines."""
        super().resizeEvent(event)
        self._fit_height()

    def _add_chip(self) -> None:
        chip = ClassChip(self._theme, self._box)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._chips else Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(self._on_clicked)
        self._chips.append(chip)
        self._flow.addWidget(chip)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ClassChip):
            self.class_chosen.emit(chip.class_id)

    def _fit_height(self) -> None:
        most = _MOST_LINES * (_HEIGHT_PX + _GAP_PX) + _HEIGHT_PX // 2
        self.setFixedHeight(max(_HEIGHT_PX, min(self._flow.heightForWidth(self.viewport().width()), most)))
