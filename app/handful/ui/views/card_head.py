"""The upper part of a class card: the name, three buttons, the counts, what is wrong. Knows one class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX, Theme
from handful.ui.views import words
from handful.ui.views.state import ClassCard
from handful.ui.views.widgets.elided_label import ElidedLabel
from handful.ui.views.widgets.name_field import NameField
from handful.ui.views.widgets.quiet_button import quiet_button
from handful.ui.views.widgets.warning_line import WarningLine


class CardHead(QWidget):
    """Shows the words of one `ClassCard`; the thumbnails below it are somebody else's."""

    renamed = Signal(str)
    rename_left = Signal()  # by key, so that the focus goes back to the card
    add_clicked = Signal()
    more_clicked = Signal()
    fold_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name_text = ""
        self._name = NameField()
        self._counts = ElidedLabel()
        self._counts.setProperty("rank", "small")
        self._hint = _wrapping_label("small")
        in_each_language(
            self._hint, lambda: self._hint.setText(self.tr("Drop pictures here, or add some with +"))
        )
        self._error = _wrapping_label("danger")
        self._warning = WarningLine(theme)
        self._add = quiet_button(theme, "add")
        self._more = quiet_button(theme, "more")
        self._fold = quiet_button(theme, "chevron-down")
        self._lay_out()
        self._name.renamed.connect(self.renamed)
        self._name.left_by_key.connect(self.rename_left)
        self._add.clicked.connect(self.add_clicked)
        self._more.clicked.connect(self.more_clicked)
        self._fold.clicked.connect(self.fold_clicked)

    def set_card(self, card: ClassCard) -> None:
        """Show this class."""
        self._name_text = card.name
        self._name.set_name(card.name)
        self._counts.set_text(self._counts_text(card))
        self._hint.setVisible(card.count == 0)
        self._error.setText(card.error or "")
        self._error.setVisible(card.error is not None)
        self._warning.set_text("" if card.error is not None else card.warning)
        _describe(self._add, self.tr("Add pictures to {name}").format(name=card.name))
        _describe(self._more, self.tr("More actions for {name}").format(name=card.name))

    def show_fold(self, *, possible: bool, expanded: bool) -> None:
        """The button that unfolds and folds the thumbnails, where there is something to unfold."""
        self._fold.setVisible(possible)
        self._theme.set_icon(self._fold, "chevron-up" if expanded else "chevron-down", muted=True)
        text = self.tr("Fold the pictures of {name}") if expanded else self.tr("Show all pictures of {name}")
        _describe(self._fold, text.format(name=self._name_text))

    @property
    def counts(self) -> str:
        """The counts in words."""
        return self._counts.text()

    @property
    def name_field(self) -> NameField:
        """The name; its middle is where the colour chip belongs."""
        return self._name

    @property
    def more_button(self) -> QWidget:
        """Where the menu of the class opens."""
        return self._more

    def _counts_text(self, card: ClassCard) -> str:
        if card.count == 0:
            return self.tr("No examples yet")
        text = self.tr("1 example") if card.count == 1 else self.tr("{count} examples")
        text = text.format(count=words.count(card.count))
        if not card.sorted_count:
            return text
        return f"{text} · {self.tr('{count} sorted here').format(count=words.count(card.sorted_count))}"

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._name, 1)
        for button in (self._add, self._more, self._fold):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        for label in (self._counts, self._warning, self._error, self._hint):
            label.setContentsMargins(0, 0, SPACE_PX, 0)
            layout.addWidget(label)


def _wrapping_label(rank: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("rank", rank)
    return label


def _describe(button: QWidget, text: str) -> None:
    button.setAccessibleName(text)
    button.setToolTip(words.tooltip(text))
