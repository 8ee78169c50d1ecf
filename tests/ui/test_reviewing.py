"""Reviewing by keyboard alone in the whole window: decide, go on, look closely, take back, accept, order."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from handful.project.document import UNKNOWN
from handful.ui.views.class_chips import ClassChip
from handful.ui.views.palette_model import PaletteRole
from tests.ui.bench import named, settle

KEY, SHIFT, CONTROL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reviewer(sorted_app, qtbot):
    """The first picture is selected, and the pictures have the focus."""
    window = sorted_app.window
    window.activateWindow()
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.pictures.hasFocus)
    window.grid.select_row(0)
    return sorted_app


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            modifiers, key = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
            qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    return press


def selected(app):
    return [app.bench.project.pictures[i].path.split("/")[-1][:-4] for i in app.presenter.selection]


def label(app, name):
    return named(app.bench, name).label


def shown(app):
    return [app.bench.project.pictures[i].path.split("/")[-1][:-4] for i in app.arranger.ids]


def test_each_decision_moves_on_and_undo_leads_back_to_the_picture(reviewer, press):
    press(KEY.Key_2, KEY.Key_U, KEY.Key_1)
    assert [label(reviewer, n) for n in ("a red", "b green", "c blue")] == [2, UNKNOWN, 1]
    assert selected(reviewer) == ["c blue"]  # the last one stays
    press(KEY.Key_Z, KEY.Key_Z)
    assert label(reviewer, "b green") is None
    assert selected(reviewer) == ["b green"]
    press((SHIFT, KEY.Key_Z))
    assert label(reviewer, "b green") == UNKNOWN
    press(KEY.Key_C)
    assert label(reviewer, "b green") is None


def test_enter_accepts_skip_goes_to_the_next_undecided_and_round(reviewer, press):
    press(KEY.Key_Return)
    assert label(reviewer, "a red") == reviewer.bench.project.class_named("red").id
    press(KEY.Key_N)
    assert selected(reviewer) == ["c blue"]
    press(KEY.Key_N)
    assert selected(reviewer) == ["b green"]  # the first one is decided


def test_where_it_was_asked_to_stay_it_stays_also_next_time(reviewer, press, make_app):
    reviewer.window.command["advance"].trigger()
    press(KEY.Key_2)
    assert selected(reviewer) == ["a red"]
    reviewer.window.close()
    assert not make_app().window.command["advance"].isChecked()


def test_several_pictures_are_decided_together_and_stay_selected(reviewer, press):
    press((SHIFT, KEY.Key_Right), KEY.Key_2)
    assert [label(reviewer, n) for n in ("a red", "b green", "c blue")] == [2, 2, None]
    assert selected(reviewer) == ["a red", "b green"]


def test_a_key_makes_an_example_of_the_picture_and_the_next_one_is_selected(reviewer, press, qtbot):
    press(KEY.Key_P)
    assert named(reviewer.bench, "a red").role == "support"
    assert selected(reviewer) == ["b green"]
    settle(qtbot, reviewer.bench)
    press(KEY.Key_Z)
    assert named(reviewer.bench, "a red").role == "query"
    assert selected(reviewer) == ["a red"]


def test_among_the_undecided_a_decided_picture_goes_and_the_next_one_takes_its_place(reviewer, press):
    reviewer.window.command["show_unlabelled"].trigger()
    assert selected(reviewer) == ["a red"]
    press(KEY.Key_1, KEY.Key_1)
    assert selected(reviewer) == ["c blue"]
    press(KEY.Key_U)
    assert selected(reviewer) == []
    button = next(
        b for b in reviewer.window.grid.findChildren(QPushButton) if b.text() == "Show all pictures"
    )
    assert button.isVisible()
    press(KEY.Key_Space)  # the focus is on it
    assert shown(reviewer) == ["a red", "b green", "c blue"]


def test_the_preview_covers_the_window_and_decisions_and_arrows_go_on_in_it(reviewer, press, qtbot):
    preview = reviewer.window.preview
    press(KEY.Key_Space)
    assert preview.isVisible()
    assert preview.hasFocus()
    press(KEY.Key_2)
    assert label(reviewer, "a red") == 2
    assert selected(reviewer) == ["b green"]
    press(KEY.Key_Right, KEY.Key_Left, KEY.Key_Right)
    assert selected(reviewer) == ["c blue"]
    press(KEY.Key_Escape)
    assert not preview.isVisible()
    assert reviewer.window.grid.pictures.hasFocus()


def test_a_search_narrows_the_pictures_and_ends_with_escape(reviewer, press, qtbot):
    press(KEY.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "GREEN")
    press(KEY.Key_Return)
    assert shown(reviewer) == ["b green"]
    assert selected(reviewer) == ["b green"]
    assert reviewer.window.grid.pictures.hasFocus()
    press(KEY.Key_Slash, KEY.Key_Escape)
    assert len(shown(reviewer)) == 3


def test_accepting_above_a_confidence_says_beforehand_what_it_does_and_is_one_step(reviewer, press):
    bar = reviewer.window.grid.accept_bar
    press((CONTROL, KEY.Key_Return), KEY.Key_Home)
    button = next(b for b in bar.findChildren(QPushButton))
    assert button.text() == "Accept 3"
    doubts = [1 - p.confidence for p in reviewer.bench.project.predictions.values()]
    assert f"about {round(sum(doubts))} wrong" in button.accessibleDescription()
    press(KEY.Key_Return)
    assert label(reviewer, "c blue") == UNKNOWN
    assert None not in [label(reviewer, n) for n in ("a red", "b green", "c blue")]
    assert "Accept 3 predictions of 0% or more" in reviewer.window.command["undo"].text()
    assert bar.isHidden()
    press(KEY.Key_Z)
    assert [label(reviewer, n) for n in ("a red", "b green", "c blue")] == [None] * 3


def palette_lines(app):
    model = app.window.palette_list._model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_every_command_is_in_the_palette_and_does_what_it_says(reviewer, press, qtbot):
    press((CONTROL, KEY.Key_K))
    lines = palette_lines(reviewer)
    for key, action in reviewer.window.command.items():
        assert not action.isVisible() or key == "palette" or reviewer.window.commands.title(key) in lines
    assert {"Show: red", "Learner: Prototypes", "Label as: green"} <= set(lines)
    qtbot.keyClicks(QApplication.focusWidget(), "label red")
    press(KEY.Key_Return)
    assert label(reviewer, "a red") == reviewer.bench.project.class_named("red").id
    press((CONTROL, KEY.Key_K))
    qtbot.keyClicks(QApplication.focusWidget(), "show red")
    press(KEY.Key_Return)
    assert shown(reviewer) == ["a red"]


def test_the_history_names_each_step_and_leads_back_to_any_of_them(reviewer, press):
    press(KEY.Key_2, KEY.Key_U, KEY.Key_H)
    model = reviewer.window.palette_list._model
    assert palette_lines(reviewer)[:2] == ["Label 1 picture as unknown", "Label 1 picture as red"]
    assert palette_lines(reviewer)[-1] == "The beginning"
    assert model.index(0).data(PaletteRole.CHECKED)
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert [label(reviewer, n) for n in ("a red", "b green")] == [None, None]
    press(KEY.Key_H, KEY.Key_Up, KEY.Key_Up, KEY.Key_Return)
    assert [label(reviewer, n) for n in ("a red", "b green")] == [2, UNKNOWN]


def test_other_keys_for_a_command_are_chosen_in_the_sheet_with_a_word_on_conflicts_and_kept(
    reviewer, press, qtbot, make_app
):
    press(KEY.Key_F1)
    sheet = reviewer.shortcut_desk.sheet
    qtbot.waitUntil(sheet.isActiveWindow)
    sheet._search.setText("next undecided")
    sheet._table.setFocus()
    press(KEY.Key_Return, KEY.Key_Left)
    assert not sheet._set.isEnabled()
    press(KEY.Key_U)
    assert "belongs to “Unknown”" in sheet._message.text()
    assert sheet._set.text() == "Take over"
    sheet._set.click()
    assert reviewer.keymap.keys("skip") == ("U",)
    assert reviewer.keymap.keys("unknown") == ()
    sheet.close()
    reviewer.window.activateWindow()
    reviewer.window.grid.setFocus()
    qtbot.waitUntil(reviewer.window.grid.pictures.hasFocus)
    press(KEY.Key_U)
    assert (label(reviewer, "a red"), selected(reviewer)) == (None, ["b green"])
    reviewer.window.close()
    assert make_app().keymap.keys("skip") == ("U",)


def test_panes_are_reached_by_key_and_buttons_keep_space_in_the_inspector(reviewer, press, qtbot):
    window = reviewer.window
    press(KEY.Key_F6)
    assert window.inspector.isAncestorOf(QApplication.focusWidget())
    accept = next(b for b in window.inspector.findChildren(QPushButton) if b.text() == "Accept")
    accept.setFocus()
    press(KEY.Key_Space)
    assert label(reviewer, "a red") is not None
    assert not window.preview.isVisible()
    press(KEY.Key_F6)
    assert window.shelf.isAncestorOf(QApplication.focusWidget())
    press((SHIFT, KEY.Key_F6), (SHIFT, KEY.Key_F6))
    assert window.grid.isAncestorOf(QApplication.focusWidget())


def test_in_a_project_that_can_only_be_looked_at_no_decision_is_offered(reviewer, make_app, qtbot):
    second = make_app(reviewer.bench.session.path)
    second.window.grid.select_row(0)
    command = second.window.command
    offered = [
        k for k in ("accept", "unknown", "class_1", "promote", "remove", "undo") if command[k].isEnabled()
    ]
    assert offered == []
    assert command["order_name"].isEnabled()


def test_the_window_fits_a_small_screen(reviewer):
    window = reviewer.window
    assert window.minimumHeight() <= 500
    window.grid.accept_bar.open(90)
    QCoreApplication.sendPostedEvents()
    assert window.minimumSizeHint().height() <= 500


def chip_keys(app):
    chips = [c for c in app.window.inspector.findChildren(ClassChip) if not c.isHidden()]
    return {chip.text(): chip.accessibleDescription() for chip in chips}


def test_the_inspector_s_keys_are_those_that_the_person_chose(reviewer, press, qtbot):
    assert chip_keys(reviewer) == {"red": "Key 2", "green": "Key 1", "Unknown": "Key U"}
    reviewer.commons.keymap.assign("class_1", ("Q",))
    reviewer.commons.keymap.assign("unknown", ("X",))
    assert chip_keys(reviewer) == {"red": "Key 2", "green": "Key Q", "Unknown": "Key X"}
    chip = next(c for c in reviewer.window.inspector.findChildren(ClassChip) if c.text() == "red")
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    press(KEY.Key_1, KEY.Key_U)  # these keys have gone elsewhere, or nowhere
    assert label(reviewer, "a red") is None
    press(KEY.Key_Q)
    assert label(reviewer, "a red") == reviewer.bench.project.class_named("green").id


def test_the_button_that_accepts_above_a_confidence_keeps_its_short_words_when_greyed(
    reviewer,
):
    action, filters = reviewer.window.command["accept_above"], reviewer.window.grid.filters
    [button] = [b for b in filters.findChildren(QToolButton) if b.defaultAction() is action]
    for enabled in (False, True):
        action.setEnabled(enabled)
        assert button.text() == "Accept…"
