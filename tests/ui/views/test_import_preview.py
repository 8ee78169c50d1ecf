"""The dialog that shows what an import would do: figures, classes, what is left out, and the role."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QTableView

from handful.ui.views.import_preview import ClassLine, ImportPreview, ImportPreviewState

STATE = ImportPreviewState(
    source="<b>labels</b>.csv",
    pictures=42,
    added=12,
    relabelled=3,
    classes=(ClassLine("cat", 30, False), ClassLine("dog", 12, True)),
    left_out=("gone.png: no such file",),
    n_left_out=1,
)


@pytest.fixture
def dialog(qtbot):
    dialog = ImportPreview(STATE)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_it_says_how_many_pictures_and_classes_are_new_and_which_labels_change(dialog):
    title, summary = texts(dialog)[:2]
    assert title == "<b>labels</b>.csv: labels for 42 pictures"
    assert summary == "12 pictures new here · 30 pictures known already · new classes: 1 · " + (
        "your own labels that change: 3"
    )
    model = dialog.findChild(QTableView).model()
    rows = [[model.index(r, c).data() for c in range(3)] for r in range(model.rowCount())]
    assert rows == [["cat", "30", ""], ["dog", "12", "new class"]]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


def test_what_is_left_out_is_unfolded_by_the_keyboard(dialog, qtbot):
    details = dialog.findChild(QPlainTextEdit)
    assert not details.isVisible()
    button = next(b for b in dialog.findChildren(QPushButton) if "left out" in b.text())
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert details.isVisible()
    assert details.toPlainText() == "gone.png: no such file"
    assert QAccessible.queryAccessibleInterface(details).text(QAccessible.Text.Name)


def test_enter_imports_as_labels_unless_examples_are_chosen(dialog, qtbot):
    assert not dialog.as_examples
    dialog.choose_examples()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.as_examples


def test_cancel_takes_nothing(dialog, qtbot):
    with qtbot.waitSignal(dialog.rejected):
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()


def test_without_anything_left_out_there_is_nothing_to_unfold(qtbot):
    dialog = ImportPreview(ImportPreviewState("labels", 1, 0, 0, (ClassLine("cat", 1, False),)))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not [b for b in dialog.findChildren(QPushButton) if "left out" in b.text()]
    assert "known already" in texts(dialog)[1]
