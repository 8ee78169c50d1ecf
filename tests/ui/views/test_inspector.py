"""The inspector says what is known of the selection, and asks for what a person wants done with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView, QToolButton

from handful.ui.views.class_chips import ClassChip
from handful.ui.views.inspector import Inspector
from handful.ui.views.large_picture import LargePicture
from handful.ui.views.nearest import NearestButton
from handful.ui.views.score_bars import MOST_BARS, ScoreBars
from handful.ui.views.state import UNKNOWN_CLASS_ID, ClassChoice, InspectorState, NearestPicture, ScoreBar
from handful.ui.views.words import count
from tests.ui.views.pictures import CHOICES, plain_pixmap

LEFT = Qt.MouseButton.LeftButton
CAT, DOG = CHOICES
NBSP = "\u00a0"


@pytest.fixture
def inspector(qtbot, theme):
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(340, 1000)
    inspector.show()
    qtbot.waitExposed(inspector)
    inspector.build_plots()
    return inspector


@pytest.fixture
def predicted():
    return InspectorState(
        picture_ids=(5,),
        name="picture 5.jpg",
        path="/somewhere/picture 5.jpg",
        picture=plain_pixmap(200, 100),
        state="predicted",
        class_id=CAT.id,
        class_name="cat",
        class_colour=CAT.colour,
        confidence=0.87,
        scores=(ScoreBar(7, "cat", CAT.colour, 0.62), ScoreBar(8, "dog", DOG.colour, -0.04)),
        nearest=(
            NearestPicture(31, "cat", CAT.colour, plain_pixmap(50, 50)),
            NearestPicture(32, "dog", DOG.colour, None),
        ),
        choices=CHOICES,
    )


def labels(inspector):
    return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


def visible(inspector, kind):
    return [widget for widget in inspector.findChildren(kind) if widget.isVisible()]


def button(inspector, name):
    return next(b for b in visible(inspector, QAbstractButton) if name in (b.text(), b.accessibleName()))


def buttons(inspector):
    return {b.accessibleName() or b.text() for b in visible(inspector, QAbstractButton)}


def click(qtbot, inspector, name):
    qtbot.mouseClick(button(inspector, name), LEFT)


def table(inspector):
    model = inspector.findChild(QTableView).model()
    cells = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    return [tuple(row) for row in cells]


def test_nothing_selected_gives_a_hint(inspector):
    assert labels(inspector) == ["Select a picture to see what it looks like to the classifier, and why."]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, f"cat, 87{NBSP}% sure"),
        ({"confidence": 0.999}, f"cat, 99{NBSP}% sure"),
        ({"state": "unknown", "class_id": None}, "None of these classes"),
        ({"state": "labelled", "class_id": DOG.id, "class_name": "dog"}, "You said: dog"),
        (
            {"state": "labelled", "class_id": None, "class_name": None},
            "You said: none of these classes",
        ),
        ({"state": "pending", "class_id": None, "class_name": None}, "Not sorted yet"),
        ({"state": "unreadable", "error": "the file is cut short"}, "Cannot be read"),
        ({"role": "support", "state": "labelled"}, "Example of cat"),
        ({"picture_ids": tuple(range(1, 1201))}, "{n} pictures selected"),
    ],
)
def test_the_answer_is_said_in_words(inspector, predicted, changes, words):
    inspector.set_state(replace(predicted, **changes))
    assert words.format(n=count(1200)) in labels(inspector)  # as this language writes the number


def test_the_closest_class_and_the_reason_are_said_too(inspector, predicted):
    inspector.set_state(replace(predicted, state="unknown", class_id=None))
    assert "Closest is cat." in labels(inspector)
    inspector.set_state(replace(predicted, state="unreadable", error="the file is cut short"))
    assert "the file is cut short" in labels(inspector)


def test_a_waiting_picture_is_told_why(inspector, predicted):
    inspector.set_state(replace(predicted, state="pending", class_id=None, class_name=None))
    assert "It is sorted as soon as two classes have examples." in labels(inspector)
    inspector.set_state(replace(predicted, state="pending", class_id=None, has_examples=True))
    assert "Its turn has not come yet." in labels(inspector)


def test_why_a_picture_is_worth_labelling_is_said_of_one_but_not_of_many(inspector, predicted):
    inspector.set_state(replace(predicted, suggestion="Good next example: <b>cat</b>"))
    assert "Good next example: <b>cat</b>" in labels(inspector)
    inspector.set_state(replace(predicted, suggestion="Good next example: <b>cat</b>", picture_ids=(5, 6)))
    assert not any(text.startswith("Good next example") for text in labels(inspector))


def test_the_name_is_shown_and_the_path_is_its_tooltip(inspector, predicted):
    inspector.set_state(replace(predicted, path="/a <b>/picture 5.jpg"))
    name = next(label for label in inspector.findChildren(QLabel) if label.text() == "picture 5.jpg")
    assert "/a &lt;b&gt;/picture 5.jpg" in name.toolTip()


def test_a_chip_labels_every_selected_picture(inspector, predicted, qtbot):
    inspector.set_state(replace(predicted, picture_ids=(5, 6)))
    with qtbot.waitSignal(inspector.label_requested) as said:
        click(qtbot, inspector, "Label as dog")
    assert said.args == [[5, 6], DOG.id]


def test_the_last_chip_says_unknown(inspector, predicted, qtbot):
    inspector.set_state(predicted)
    with qtbot.waitSignal(inspector.label_requested) as said:
        click(qtbot, inspector, "Label as Unknown")
    assert said.args == [[5], UNKNOWN_CLASS_ID]


def test_only_a_persons_label_checks_a_chip(inspector, predicted, qtbot):
    def checked():
        return [chip.text() for chip in visible(inspector, ClassChip) if chip.isChecked()]

    inspector.set_state(predicted)
    assert checked() == []
    click(qtbot, inspector, "Label as dog")
    assert checked() == []
    inspector.set_state(replace(predicted, state="labelled", class_id=DOG.id, class_name="dog"))
    assert checked() == ["dog"]
    inspector.set_state(replace(predicted, state="labelled", class_id=None, class_name=None))
    assert checked() == ["Unknown"]


def test_the_chips_say_their_keys(inspector, predicted):
    inspector.set_state(predicted)
    inspector.set_label_keys(["1", "Ctrl+2"], "U")
    told = [chip.accessibleDescription() for chip in visible(inspector, ClassChip)]
    assert told == ["Key 1", "Key Ctrl+2", "Key U"]
    inspector.set_label_keys(["", "Q"], "")
    told = [chip.accessibleDescription() for chip in visible(inspector, ClassChip)]
    assert told == ["", "Key Q", ""]


def test_arrows_move_between_chips_and_space_chooses(inspector, predicted, qtbot):
    inspector.set_state(predicted)
    first = button(inspector, "Label as cat")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = button(inspector, "Label as dog")
    qtbot.waitUntil(second.hasFocus)
    with qtbot.waitSignal(inspector.label_requested) as said:
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert said.args == [[5], DOG.id]


@pytest.mark.parametrize(
    ("name", "changes", "signal", "arguments"),
    [
        ("Accept", {}, "accept_requested", [[5]]),
        ("As example", {}, "move_to_class_requested", [[5], 7]),
        ("Clear label", {"state": "labelled"}, "clear_label_requested", [[5]]),
        ("Remove", {}, "remove_pictures_requested", [[5]]),
        ("Not an example", {"role": "support"}, "return_pictures_requested", [[5]]),
        ("Label as dog", {"role": "support"}, "move_to_class_requested", [[5], 8]),
        ("Accept", {"picture_ids": (5, 6)}, "accept_requested", [[5, 6]]),
        ("Remove", {"picture_ids": (5, 6)}, "remove_pictures_requested", [[5, 6]]),
    ],
)
def test_a_button_asks_for_it(inspector, predicted, qtbot, name, changes, signal, arguments):
    inspector.set_state(replace(predicted, **changes))
    with qtbot.waitSignal(getattr(inspector, signal)) as said:
        click(qtbot, inspector, name)
    assert said.args == arguments


def test_only_what_makes_sense_is_offered(inspector, predicted):
    inspector.set_state(predicted)
    assert {"Accept", "As example"} <= buttons(inspector)
    assert not {"Clear label", "Not an example"} & buttons(inspector)
    inspector.set_state(replace(predicted, state="unreadable", class_id=None, error="0 bytes"))
    assert not {"Accept", "As example", "Clear label"} & buttons(inspector)
    inspector.set_state(replace(predicted, role="support", state="labelled"))
    assert not {"Accept", "As example", "Clear label", "Label as Unknown"} & buttons(inspector)


@pytest.mark.parametrize(
    ("pressed", "after", "expected"),
    [
        ("Accept", {"state": "labelled"}, "Clear label"),
        ("As example", {"role": "support", "state": "labelled"}, "Not an example"),
    ],
)
def test_a_button_that_goes_hands_the_focus_to_its_opposite_never_to_remove(
    inspector, predicted, qtbot, pressed, after, expected
):
    inspector.set_state(predicted)
    with qtbot.waitActive(inspector):
        inspector.activateWindow()
    button(inspector, pressed).setFocus()
    inspector.set_state(replace(predicted, **after))
    assert button(inspector, expected).hasFocus()
    inspector.set_state(replace(predicted, state="pending", class_id=None))
    assert not button(inspector, "Remove").hasFocus()


def test_an_example_is_not_moved_to_the_class_it_has(inspector, predicted, qtbot):
    inspector.set_state(replace(predicted, role="support", state="labelled"))
    with qtbot.assertNotEmitted(inspector.move_to_class_requested):
        click(qtbot, inspector, "Label as cat")


def test_a_nearest_example_can_be_gone_to(inspector, predicted, qtbot):
    inspector.set_state(predicted)
    shown = visible(inspector, NearestButton)
    assert [b.accessibleName() for b in shown] == ["Example of cat", "Example of dog"]
    with qtbot.waitSignal(inspector.picture_selected) as said:
        qtbot.mouseClick(shown[1], LEFT)
    assert said.args == [32]
    inspector.set_state(replace(predicted, nearest=()))
    assert visible(inspector, NearestButton) == []


def test_the_bars_have_a_table_behind_them(inspector, predicted, qtbot):
    inspector.set_state(predicted)
    assert not inspector.findChild(QTableView).isVisible()
    switch = next(b for b in inspector.findChildren(QToolButton) if b.text() == "Show as table")
    qtbot.mouseClick(switch, LEFT)
    assert inspector.findChild(QTableView).isVisible()
    assert table(inspector) == [("cat", "0.62"), ("dog", "-0.04")]


def test_a_long_name_leaves_the_numbers_in_sight(inspector, predicted, qtbot):
    long = "a name that is longer than the inspector is wide, and then some more of it"
    inspector.set_state(replace(predicted, scores=(ScoreBar(7, long, CAT.colour, 0.62),)))
    switch = next(b for b in inspector.findChildren(QToolButton) if b.text() == "Show as table")
    qtbot.mouseClick(switch, LEFT)
    shown = inspector.findChild(QTableView)
    number = shown.visualRect(shown.model().index(0, 1))
    assert number.width() > 0
    assert shown.viewport().rect().contains(number)


def test_the_bars_are_made_once_and_then_given_new_lengths(inspector, predicted):
    inspector.set_state(predicted)
    bars = inspector.findChild(ScoreBars)
    made = bars._bars
    assert made.opts["width"] == [0.62, -0.04]
    inspector.set_state(replace(predicted, scores=(ScoreBar(7, "cat", CAT.colour, 0.11),)))
    assert bars._bars is made
    assert made.opts["width"] == [0.11]


def test_of_many_classes_the_closest_are_shown_in_document_order_and_that_is_said(inspector, predicted):
    many = tuple(ScoreBar(i, f"class {i}", QColor("red"), (i * 37 % 100) / 100) for i in range(100))
    inspector.set_state(replace(predicted, scores=many))
    shown = inspector.findChild(ScoreBars).shown()
    assert len(shown) == MOST_BARS
    assert min(bar.similarity for bar in shown) == (100 - MOST_BARS) / 100
    assert [bar.class_id for bar in shown] == sorted(bar.class_id for bar in shown)
    assert "The 12 closest of 100 classes; the table has them all." in labels(inspector)
    assert len(table(inspector)) == 100


def test_a_hundred_chips_take_no_more_than_a_few_lines(inspector, predicted):
    choices = tuple(ClassChoice(i, f"class {i}", QColor("red")) for i in range(1, 101))
    inspector.set_state(replace(predicted, choices=choices))
    assert len(visible(inspector, ClassChip)) == 101
    assert inspector._chips.height() < 260


def test_several_pictures_have_no_bars_and_no_neighbours(inspector, predicted):
    inspector.set_state(replace(predicted, picture_ids=(5, 6)))
    assert not inspector.findChild(ScoreBars).isVisible()
    assert visible(inspector, NearestButton) == []


def test_before_the_plots_are_built_the_state_is_kept(qtbot, theme, predicted):
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.set_state(predicted)
    before = inspector._bars.panel.minimumHeight()
    inspector.build_plots()
    assert inspector._bars._bars.opts["width"] == [0.62, -0.04]
    assert inspector._bars.panel.minimumHeight() == before


def test_a_wide_picture_keeps_its_aspect_and_fills_the_width(inspector, predicted):
    inspector.set_state(predicted)
    large = inspector.findChild(LargePicture)
    shown = large.grab().toImage()
    scale = shown.width() / large.width()
    middle, top = shown.width() // 2, round(4 * scale)
    assert shown.pixelColor(middle, shown.height() // 2) == QColor("#336699")
    assert shown.pixelColor(round(3 * scale), shown.height() // 2) == QColor("#336699")
    assert shown.pixelColor(middle, top) != QColor("#336699")


def test_setting_the_same_state_twice_changes_and_emits_nothing(inspector, predicted, qtbot):
    inspector.set_state(predicted)
    picture = inspector.grab().toImage()
    with qtbot.assertNotEmitted(inspector.label_requested):
        inspector.set_state(predicted)
    assert inspector.grab().toImage() == picture


def test_every_state_is_painted_in_both_themes(inspector, predicted, theme):
    states = ("pending", "predicted", "unknown", "labelled", "unreadable")
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        looks = []
        for state in states:
            error = "0 bytes" if state == "unreadable" else None
            inspector.set_state(replace(predicted, state=state, error=error))
            looks.append(inspector.grab().toImage())
        assert all(a != b for i, a in enumerate(looks) for b in looks[:i])


def test_every_control_has_an_accessible_name(inspector, predicted):
    inspector.set_state(predicted)
    for widget in (*visible(inspector, QAbstractButton), inspector.findChild(LargePicture)):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, widget
