"""How well each class's examples are recognised, as bars with intervals. Judges nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from handful.ui.theme import Theme, mix
from handful.ui.views import words
from handful.ui.views.glyphs import draw_dot
from handful.ui.views.insight_state import MeterState
from handful.workflows.insight_values import Verdict

_ROW_PX: Final = 26
_BAR_PX: Final = 10
_NAME_SHARE: Final = 0.27
_WORDS_PX: Final = 112
_CONTEXT: Final = "MeterBars"


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)


def verdict_words(verdict: Verdict) -> str:
    """In two words."""
    said: dict[Verdict, str] = {
        "alone": _tr("add a second"),
        "weak": _tr("add more"),
        "promising": _tr("add a few"),
        "enough": _tr("enough"),
    }
    return said[verdict]


def meter_sentence(meter: MeterState) -> str:
    """All that a meter says, in words."""
    if meter.held_out == 0:
        text = _tr("{name} has one example. With a second one you see here how well they are recognised.")
        return text.format(name=meter.shown.name)
    text = _tr("{right} of {n} examples of {name} are recognised by the others (95 %: {low} to {high}).")
    said = text.format(
        right=meter.right,
        n=meter.held_out,
        name=meter.shown.name,
        low=words.percent(meter.low),
        high=words.percent(meter.high),
    )
    if meter.taken_for:
        said += " " + _tr("Most of the rest look like {name}.").format(name=meter.taken_for)
    return said


class MeterBars(QWidget):
    """A row a class: its name, the share with its 95 % interval, and what to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._meters: tuple[MeterState, ...] = ()
        theme.changed.connect(self.update)

    def set_meters(self, meters: tuple[MeterState, ...]) -> None:
        """Show these."""
        self._meters = meters
        self.setFixedHeight(max(1, len(meters)) * _ROW_PX)
        self.setAccessibleName(self.tr("Recognised examples of each class"))
        self.setAccessibleDescription(" ".join(meter_sentence(meter) for meter in meters))
        self.update()

    def sizeHint(self) -> QSize:
        """A row a class."""
        return QSize(280, max(1, len(self._meters)) * _ROW_PX)

    def event(self, event: QEvent) -> bool:
        """A tip says the whole sentence."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // _ROW_PX
            text = words.tooltip(meter_sentence(self._meters[row])) if row < len(self._meters) else ""
            QToolTip.showText(event.globalPos(), text.replace("white-space:pre", "white-space:normal"), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot and name, bar and interval, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, meter in enumerate(self._meters):
            self._paint_row(painter, row * _ROW_PX, meter)

    def _paint_row(self, painter: QPainter, top: float, meter: MeterState) -> None:
        colours, middle = self._theme.colours, top + _ROW_PX / 2
        name_px = self.width() * _NAME_SHARE
        centred = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        draw_dot(painter, QPointF(6, middle), 4, meter.shown.colour)
        name = painter.fontMetrics().elidedText(
            meter.shown.name, Qt.TextElideMode.ElideRight, int(name_px - 18)
        )
        painter.setPen(colours.text)
        painter.drawText(QRectF(16, top, name_px - 16, _ROW_PX), centred, name)
        left, right = name_px + 4, self.width() - _WORDS_PX
        self._paint_bar(painter, QRectF(left, middle - _BAR_PX / 2, max(24.0, right - left), _BAR_PX), meter)
        said = verdict_words(meter.verdict)
        if meter.held_out:
            said = f"{meter.right}/{meter.held_out} · {said}"
        ink = {"weak": colours.warning, "alone": colours.warning, "enough": colours.success}
        painter.setPen(ink.get(meter.verdict, colours.muted))
        painter.drawText(QRectF(right + 8, top, _WORDS_PX - 8, _ROW_PX), centred, said)

    def _paint_bar(self, painter: QPainter, box: QRectF, meter: MeterState) -> None:
        colours = self._theme.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(colours.surface, colours.text, 0.08))
        painter.drawRoundedRect(box, 3, 3)
        if meter.held_out == 0:
            return
        share = meter.right / meter.held_out
        fill = QColor(meter.shown.colour)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * share, box.height()), 3, 3)
        y, low, high = box.center().y(), *(box.left() + box.width() * s for s in (meter.low, meter.high))
        for ink, width in ((colours.surface, 4.0), (colours.text, 1.6)):  # seen on every class's colour
            painter.setPen(QPen(ink, width))
            painter.drawLine(QPointF(low, y), QPointF(high, y))
            for x in (low, high):
                painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
