"""Where a person says how many strangers to expect, and sees what that comes to. Knows no project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX
from handful.ui.views import words
from handful.workflows.progress import Outlook

SHARES: Final = (0.0, 0.1, 0.3, 0.5, 0.8)
"""Of the pictures, expected to show none of the classes, at each stop of the slider."""
_SLIDER_PX: Final = 22


@dataclass(frozen=True, slots=True)
class ThresholdState:
    """stranger_share: what is set. outlook: what that comes to; None while nothing is classified."""

    stranger_share: float
    outlook: Outlook | None = None


class Threshold(QWidget):
    """A slider of five stops, and a table: on simulated tasks, and on the person's own examples."""

    share_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._level = QLabel(self)
        self._level.setProperty("rank", "muted")
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, len(SHARES) - 1)
        self._slider.setPageStep(1)
        self._slider.setTracking(False)
        self._slider.setMinimumHeight(_SLIDER_PX)
        self._slider.sliderMoved.connect(self._say_level)
        self._slider.valueChanged.connect(self._on_chosen)
        self._table = QWidget(self)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._state = ThresholdState(SHARES[2])
        self._lay_out()
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Unknown"))
        self._title.setText(self.tr("Unknown"))
        self._slider.setAccessibleName(self.tr("Strangers to expect among the pictures"))
        self._slider.setToolTip(
            self.tr("Pictures of none of these classes: the more you expect, the more are called unknown.")
        )
        self._name_table()
        self.set_state(self._state)

    def set_state(self, state: ThresholdState) -> None:
        """Show this. A share between two stops is shown at the nearer one."""
        self._state = state
        stop = min(range(len(SHARES)), key=lambda i: abs(SHARES[i] - state.stranger_share))
        blocked = self._slider.blockSignals(True)
        if not self._slider.isSliderDown():
            self._slider.setValue(stop)
            self._say_level(stop)
        self._slider.blockSignals(blocked)
        self._table.setVisible(state.outlook is not None)
        if state.outlook is not None:
            self._fill(state.outlook)

    def _fill(self, outlook: Outlook) -> None:
        simulated = (outlook.answered, outlook.wrong, outlook.caught)
        own = (
            (outlook.own_answered, outlook.own_total),
            (outlook.own_wrong, outlook.own_answered),
            (outlook.own_caught, outlook.own_strangers if outlook.own_total else 0),
        )
        for (left, right), fraction, (n, of) in zip(self._cells, simulated, own, strict=True):
            left.setText(words.percent(fraction))
            right.setText(self.tr("{n} of {of}").format(n=n, of=of) if of else "–")

    @Slot(int)
    def _say_level(self, stop: int) -> None:
        names = (
            self.tr("never"),
            self.tr("few strangers expected"),
            self.tr("some strangers expected"),
            self.tr("many strangers expected"),
            self.tr("mostly strangers expected"),
        )
        self._level.setText(names[stop])
        self._slider.setAccessibleDescription(names[stop])

    @Slot(int)
    def _on_chosen(self, stop: int) -> None:
        self._say_level(stop)
        self.share_chosen.emit(SHARES[stop])

    def _lay_out(self) -> None:
        title = self._title = QLabel(self)
        title.setProperty("rank", "heading")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self._level)
        self._build_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX // 2)
        column.addLayout(top)
        column.addWidget(self._slider)
        column.addWidget(self._table)

    def _build_table(self) -> None:
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._heads = (self._small(), self._small())
        for place, head in enumerate(self._heads, start=1):
            grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignRight)
        self._rows = (self._small(), self._small(), self._small())
        for row, name in enumerate(self._rows, start=1):
            grid.addWidget(name, row, 0)
            cells = (self._small(), self._small())
            for place, cell in enumerate(cells, start=1):
                grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignRight)
            self._cells.append(cells)

    def _name_table(self) -> None:
        simulated, own = self._heads
        simulated.setText(self.tr("Simulated"))
        simulated.setToolTip(
            self.tr("Expected, on tasks of as many classes and examples made of other photographs")
        )
        own.setText(self.tr("Your examples"))
        own.setToolTip(
            self.tr("Each of your examples, left out in turn; as a stranger, with its whole class")
        )
        texts = (self.tr("Answered"), self.tr("Of these wrong"), self.tr("Strangers found"))
        for name, text, cells in zip(self._rows, texts, self._cells, strict=True):
            name.setText(text)
            for cell, head in zip(cells, self._heads, strict=True):
                cell.setAccessibleName(f"{text}, {head.text()}")

    def _small(self) -> QLabel:
        label = QLabel(self._table)
        label.setProperty("rank", "small")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
