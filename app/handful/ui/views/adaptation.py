"""The adaptation view: how well the classifier fits its examples, as a plot, a table and a sentence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views.fit_plot import FitPlot
from handful.ui.views.fit_series import Fit, fit_of
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.rows_model import Figure
from handful.ui.views.state import AdaptationState
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.words import decimal, percent

UPDATE_MS: Final = 34  # at most 30 times a second
_LEAST_PANEL_PX: Final = 136  # title, a sentence of two lines and a low plot


class AdaptationView(QWidget):
    """Shows the state it was given last, however fast states come."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = AdaptationState()
        self._stale = False
        self._figure = QLabel(self)
        self._figure.setProperty("rank", "title")
        self._meaning = QLabel(self)
        self._meaning.setProperty("rank", "muted")
        self._note = ElidedLabel(parent=self)
        self._note.setProperty("rank", "small")
        self._meaning.setTextFormat(Qt.TextFormat.PlainText)
        self._meaning.setWordWrap(True)
        self._panel = PlotPanel("", ("", "", ""), theme, self)
        self._panel.setMinimumHeight(_LEAST_PANEL_PX)
        self._plot = FitPlot(theme, self)
        self._panel.set_plot(self._plot)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=UPDATE_MS)
        self._pause.timeout.connect(self._show_if_stale)
        in_each_language(self, self._name)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Adaptation"))
        self._panel.set_titles(self.tr("Fit of the examples"))
        self._show()

    def build_plots(self) -> None:
        """Make the plot; the window calls it right after it is shown."""
        self._plot.build()

    def set_state(self, state: AdaptationState) -> None:
        """Show this; states that come too fast to be seen are passed over, never the last one."""
        if state == self._state:
            return
        self._state = state
        self._stale = True
        if not self._pause.isActive():
            self._show_if_stale()

    def _show_if_stale(self) -> None:
        if self._stale:
            self._show()
            self._pause.start()

    def _show(self) -> None:
        self._stale = False
        fit = fit_of(self._state)
        self._plot.set_fit(fit)
        self._figure.setText(percent(fit.accuracies[-1]) if fit.accuracies else "")
        self._figure.setVisible(bool(fit.accuracies))
        self._meaning.setText(self._say(fit))
        self._note.set_text(self._state.note)
        self._note.setVisible(bool(self._state.note))
        self._fill_table(fit)

    def _say(self, fit: Fit) -> str:
        if not fit.accuracies:
            return self.tr("Two classes with two examples each show here how well they can be told apart.")
        if fit.kind == "iteration":
            one, many = self.tr("are recognised after 1 step"), self.tr("are recognised after {n} steps")
            return one if fit.steps[-1] == 1 else many.format(n=fit.steps[-1])
        return self.tr("are recognised by the others")

    def _fill_table(self, fit: Fit) -> None:
        first = {
            "iteration": self.tr("Step"),
            "shot": self.tr("Examples per class"),
            "round": self.tr("Change"),
        }[fit.kind]
        accuracy = self.tr("Accuracy")
        if fit.losses:
            rows = [
                (str(step), Figure(right, percent(right)), Figure(loss, decimal(loss)))
                for step, right, loss in zip(fit.steps, fit.accuracies, fit.losses, strict=True)
            ]
            self._panel.set_rows(rows, (first, accuracy, self.tr("Loss")))
        else:
            both = zip(fit.steps, fit.accuracies, strict=True)
            told = [(str(step), Figure(right, percent(right))) for step, right in both]
            self._panel.set_rows(told, (first, accuracy))

    def _lay_out(self) -> None:
        line = QWidget(self)
        words = QHBoxLayout(line)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE_PX)
        words.addWidget(self._figure)
        words.addWidget(self._meaning, 1)
        self._panel.put_under_title(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX + 4, 2 * SPACE_PX, SPACE_PX + 4)
        column.setSpacing(SPACE_PX // 2)
        column.addWidget(self._panel, 1)
        column.addWidget(self._note)
