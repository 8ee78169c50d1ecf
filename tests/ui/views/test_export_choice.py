"""The dialog offers every form with its sentence, and greys the options that mean nothing for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QRadioButton

from handful.ui.export_question import format_choices, new_folder
from handful.ui.views.export_choice import ExportChoice
from handful.workflows.labels_out import FORMATS


@pytest.fixture
def dialog(qtbot):
    dialog = ExportChoice(format_choices(), "csv")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def options(dialog):
    return {box.text().split()[0]: box for box in dialog.findChildren(QCheckBox)}


def test_every_form_is_on_offer_and_says_what_it_is_to_a_screen_reader(dialog):
    buttons = dialog.findChildren(QRadioButton)
    assert [b.objectName() for b in buttons] == list(FORMATS)
    for button in buttons:
        told = QAccessible.queryAccessibleInterface(button)
        assert told.text(QAccessible.Text.Name)
        assert told.text(QAccessible.Text.Description) == FORMATS[button.objectName()].summary


@pytest.mark.parametrize("name", FORMATS)
def test_an_option_that_means_nothing_for_a_form_is_grey_and_not_taken(dialog, name):
    for box in options(dialog).values():
        box.setChecked(True)
    dialog.choose(name)
    assert dialog.chosen == name
    assert dialog.persons_alone == (name not in ("csv", "json"))
    assert dialog.links == FORMATS[name].has_pictures


def test_arrow_keys_choose_a_form_and_enter_goes_on(dialog, qtbot):
    dialog.findChildren(QRadioButton)[0].setFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert dialog.chosen == "json"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_escape_and_cancel_take_nothing(dialog, qtbot):
    box = dialog.findChild(QDialogButtonBox)
    with qtbot.waitSignal(dialog.rejected):
        box.button(QDialogButtonBox.StandardButton.Cancel).click()


def test_a_new_folder_never_takes_the_place_of_one_that_is_there(tmp_path):
    (tmp_path / "trip yolo").mkdir()
    (tmp_path / "trip yolo 2").symlink_to(tmp_path / "nowhere")
    assert new_folder(tmp_path, "trip yolo") == tmp_path / "trip yolo 3"
