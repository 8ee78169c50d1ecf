"""The shelf: cards that show their classes, take drops, and are worked by mouse and by keyboard alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton

from handful.ui.theme import Theme
from handful.ui.views.card_widget import CardWidget
from handful.ui.views.drags import dragged_pictures, pictures_mime
from handful.ui.views.shelf import Shelf
from handful.ui.views.state import ClassCard, ShelfState

SIGNALS = (
    *("add_class_requested", "rename_class_requested", "remove_class_requested", "add_files_requested"),
    *("paths_dropped", "paths_dropped_on_class", "pictures_dropped", "pictures_dropped_on_class"),
    *("picture_selected", "remove_pictures_requested", "return_pictures_requested", "class_expanded"),
)
MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
LEFT_BUTTON, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def thumbnails(first_id, count):
    pixmap = QPixmap(32, 24)
    pixmap.fill(QColor("#8899aa"))
    return tuple((first_id + i, pixmap) for i in range(count))


def make_card(class_id, name, shown=0, **fields):
    fields.setdefault("count", shown)
    fields.setdefault("colour", QColor("#d55e00"))
    return ClassCard(id=class_id, name=name, thumbnails=thumbnails(100 * class_id, shown), **fields)


def three_classes():
    return ShelfState(
        (make_card(1, "cat", 2), make_card(2, "dog", 3), make_card(3, "owl", 10, sorted_count=4))
    )


@pytest.fixture
def theme(qapp):
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True)
def qt_has_nothing_to_complain_about(qtlog):
    """Fails a test in which Qt warned; the offscreen platform says of itself what it cannot do."""
    yield
    assert [r.message for r in qtlog.records if "This plugin does not support" not in r.message] == []


@pytest.fixture
def shelf(qtbot, theme):
    shelf = Shelf(theme)
    qtbot.addWidget(shelf)
    shelf.resize(300, 700)
    shelf.show()
    shelf.activateWindow()
    qtbot.waitUntil(shelf.isActiveWindow)
    return shelf


@pytest.fixture
def heard(shelf):
    """What the shelf told: (signal, *arguments), in order."""
    told = []
    for name in SIGNALS:
        getattr(shelf, name).connect(lambda *arguments, name=name: told.append((name, *arguments)))
    return told


def card_of(shelf, name):
    return next(c for c in shelf.findChildren(CardWidget) if c.card.name == name and not c.isHidden())


def button_named(parent, beginning):
    return next(b for b in parent.findChildren(QToolButton) if b.accessibleName().startswith(beginning))


def add_field(shelf):
    return next(f for f in shelf.findChildren(QLineEdit) if f.accessibleName() == "Name of a new class")


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def accessible_name(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def centre_of(view, row):
    return view.visualRect(view.model().index(row)).center()


def open_menu(qtbot):
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu, words):
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def files_mime(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag_over(widget, data, action=MOVE, place=None):
    """Enter and move as the window system does; whether a drop would be taken."""
    place = place or QPoint(20, 20)
    enter = QDragEnterEvent(place, action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(place, action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, move)
    return enter.isAccepted() and move.dropAction() != Qt.DropAction.IgnoreAction


def drop(widget, data, action=MOVE):
    drag_over(widget, data, action)
    event = QDropEvent(QPointF(20, 20), action | COPY, data, LEFT_BUTTON, NO_KEYS)
    QApplication.sendEvent(widget, event)
    return event


# -- what is shown ----------------------------------------------------------------------------------------


def test_an_empty_shelf_says_what_a_class_is_and_lets_one_begin_at_once(qtbot, shelf, heard):
    assert any("A class is a kind of thing" in text for text in texts(shelf))
    qtbot.keyClicks(add_field(shelf), "cat")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    assert heard == [("add_class_requested", "cat")]


def test_the_introduction_goes_with_the_first_class_and_comes_back_after_the_last(shelf):
    shelf.set_state(three_classes())
    assert not any("A class is a kind of thing" in text for text in texts(shelf))
    shelf.set_state(ShelfState())
    assert any("A class is a kind of thing" in text for text in texts(shelf))


def test_a_card_says_its_name_its_examples_and_what_was_sorted_there(shelf):
    shelf.set_state(three_classes())
    assert texts(card_of(shelf, "owl")) == ["owl", "10 examples · 4 sorted here"]
    shelf.set_state(ShelfState((make_card(1, "cat", 1), make_card(2, "dog", 0))))
    assert "1 example" in texts(card_of(shelf, "cat"))
    assert "No examples yet" in texts(card_of(shelf, "dog"))


def test_names_are_shown_letter_by_letter_and_shortened_with_a_tooltip(shelf):
    name = "<b>bold</b> & a name that is far too long for the shelf"
    shelf.set_state(ShelfState((make_card(1, name),)))
    label = next(label for label in card_of(shelf, name).findChildren(QLabel) if label.text() == name)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.is_elided()
    assert "&lt;b&gt;bold" in label.toolTip()


def test_an_error_is_shown_on_its_own_card_and_goes_again(shelf):
    shelf.set_state(ShelfState((make_card(1, "cat", 1, error="none can be read"), make_card(2, "dog", 1))))
    assert "none can be read" in texts(card_of(shelf, "cat"))
    assert "none can be read" not in texts(card_of(shelf, "dog"))
    shelf.set_state(ShelfState((make_card(1, "cat", 1), make_card(2, "dog", 1))))
    assert "none can be read" not in texts(card_of(shelf, "cat"))


def test_cards_follow_the_document_order(qtbot, shelf):
    state = three_classes()
    shelf.set_state(state)
    shelf.set_state(replace(state, classes=state.classes[::-1]))
    QApplication.processEvents()
    tops = [card_of(shelf, name).mapTo(shelf, QPoint(0, 0)).y() for name in ("owl", "dog", "cat")]
    assert tops == sorted(tops)


def test_only_the_card_that_changed_is_touched(shelf, monkeypatch):
    state = three_classes()
    shelf.set_state(state)
    widgets = {name: card_of(shelf, name) for name in ("cat", "dog", "owl")}
    touched = []
    original = CardWidget.set_card
    monkeypatch.setattr(
        CardWidget, "set_card", lambda self, card: touched.append(card.name) or original(self, card)
    )
    cat, dog, owl = state.classes
    shelf.set_state(replace(state, classes=(cat, replace(dog, count=7), owl)))
    assert touched == ["dog"]
    assert {name: card_of(shelf, name) for name in widgets} == widgets


def test_setting_a_state_twice_changes_nothing_and_says_nothing(shelf, heard):
    state = replace(three_classes(), selected_picture=201)
    shelf.set_state(state)
    before = shelf.grab().toImage()
    shelf.set_state(state)
    shelf.set_state(replace(three_classes(), selected_picture=201))
    assert shelf.grab().toImage() == before
    assert heard == []


def test_a_hundred_classes_with_a_thousand_pictures_each_need_few_widgets(shelf):
    cards = tuple(make_card(i, f"class {i}", 24, count=1000) for i in range(1, 101))
    shelf.set_state(ShelfState(cards))
    card = card_of(shelf, "class 1")
    assert card.thumbnails.model().rowCount() < 10
    assert len(shelf.findChildren(CardWidget)) == 100


# -- adding, renaming, deleting ---------------------------------------------------------------------------


def test_the_name_stays_in_the_field_until_the_class_is_there(qtbot, shelf, heard):
    field = add_field(shelf)
    qtbot.keyClicks(field, "  Cat ")
    qtbot.mouseClick(button_named(shelf, "Add the class"), LEFT_BUTTON)
    assert heard == [("add_class_requested", "Cat")]
    shelf.set_state(ShelfState(message="there is already a class 'Cat'"))
    assert field.text() == "  Cat "
    assert "there is already a class 'Cat'" in texts(shelf)
    qtbot.keyClicks(field, "2")
    assert "there is already a class 'Cat'" not in texts(shelf)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    shelf.set_state(ShelfState((make_card(1, "Cat 2"),)))
    assert field.text() == ""


def test_an_empty_name_is_not_asked_for(qtbot, shelf, heard):
    qtbot.keyClicks(add_field(shelf), "   ")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    assert heard == []
    assert not button_named(shelf, "Add the class").isEnabled()


def test_a_refused_name_is_shown_again_when_it_is_submitted_again(qtbot, shelf):
    field = add_field(shelf)
    for _ in range(2):
        field.selectAll()
        qtbot.keyClicks(field, "cat")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        shelf.set_state(ShelfState(message="taken"))
        assert "taken" in texts(shelf)


def rename_field(card):
    return next(f for f in card.findChildren(QLineEdit) if f.accessibleName().startswith("New name of"))


def test_f2_renames_in_place_and_enter_asks_for_it(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_F2)
    field = rename_field(card)
    assert field.selectedText() == "dog"
    qtbot.keyClicks(field, "wolf")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [("rename_class_requested", 2, "wolf")]
    assert field.isHidden()
    assert card.hasFocus()
    assert "dog" in texts(card)  # until the state says otherwise


@pytest.mark.parametrize("typed", ["", "   ", "dog"])
def test_renaming_to_nothing_or_the_same_asks_for_nothing(qtbot, shelf, heard, typed):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    qtbot.mouseDClick(next(x for x in card.findChildren(QLabel) if x.text() == "dog"), LEFT_BUTTON)
    field = rename_field(card)
    field.clear()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == []


def test_escape_leaves_a_rename_without_asking(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    card.rename()
    qtbot.keyClicks(rename_field(card), "wolf")
    qtbot.keyClick(rename_field(card), Qt.Key.Key_Escape)
    assert heard == []
    assert rename_field(card).isHidden()
    assert card.hasFocus()


def test_leaving_a_rename_for_another_place_confirms_it_and_keeps_the_focus_there(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card_of(shelf, "dog").rename()
    qtbot.keyClicks(rename_field(card_of(shelf, "dog")), "wolf")
    add_field(shelf).setFocus()
    assert heard == [("rename_class_requested", 2, "wolf")]
    assert add_field(shelf).hasFocus()


def test_a_state_that_arrives_during_a_rename_does_not_disturb_it(qtbot, shelf):
    state = three_classes()
    shelf.set_state(state)
    card = card_of(shelf, "dog")
    card.rename()
    qtbot.keyClicks(rename_field(card), "wol")
    cat, dog, owl = state.classes
    shelf.set_state(replace(state, classes=(cat, replace(dog, sorted_count=9), owl)))
    assert rename_field(card).text() == "wol"
    assert rename_field(card).isVisible()


def test_delete_on_a_card_asks_for_removal_and_the_focus_goes_to_a_neighbour(qtbot, shelf, heard):
    state = three_classes()
    shelf.set_state(state)
    card_of(shelf, "dog").setFocus()
    qtbot.keyClick(card_of(shelf, "dog"), Qt.Key.Key_Delete)
    assert heard == [("remove_class_requested", 2)]
    shelf.set_state(replace(state, classes=(state.classes[0], state.classes[2])))
    assert card_of(shelf, "owl").hasFocus()
    shelf.set_state(replace(state, classes=state.classes[:1]))
    assert card_of(shelf, "cat").hasFocus()
    shelf.set_state(ShelfState())
    assert add_field(shelf).hasFocus()


@pytest.mark.parametrize(
    ("words", "told"),
    [("Add pictures…", "add_files_requested"), ("Delete class", "remove_class_requested")],
)
def test_the_menu_of_a_card_asks_for_its_class(qtbot, shelf, heard, words, told):
    shelf.set_state(three_classes())
    qtbot.mouseClick(button_named(card_of(shelf, "dog"), "More actions"), LEFT_BUTTON)
    choose(open_menu(qtbot), words)
    assert heard == [(told, 2)]


def test_the_menu_key_opens_the_menu_of_the_card_or_of_the_selected_picture(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(card, QContextMenuEvent(keyboard, QPoint(0, 0), QPoint(0, 0)))
    menu = open_menu(qtbot)
    assert card.rect().contains(card.mapFromGlobal(menu.pos()))
    choose(menu, "Rename")
    assert rename_field(card).hasFocus()
    qtbot.keyClick(rename_field(card), Qt.Key.Key_Escape)
    card.thumbnails.setCurrentIndex(card.thumbnails.model().index(2))
    QApplication.sendEvent(card.thumbnails, QContextMenuEvent(keyboard, QPoint(0, 0), QPoint(0, 0)))
    choose(open_menu(qtbot), "Move back to unsorted")
    assert heard == [("picture_selected", 202), ("return_pictures_requested", [202])]


def test_the_plus_button_and_the_insert_key_ask_for_files(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    qtbot.mouseClick(button_named(card_of(shelf, "owl"), "Add pictures to"), LEFT_BUTTON)
    qtbot.keyClick(card_of(shelf, "cat"), Qt.Key.Key_Insert)
    assert heard == [("add_files_requested", 3), ("add_files_requested", 1)]


# -- the keyboard -----------------------------------------------------------------------------------------


def test_arrow_keys_walk_over_the_cards_into_the_pictures_and_to_the_add_field(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    cat, dog, owl = (card_of(shelf, name) for name in ("cat", "dog", "owl"))
    cat.setFocus()
    qtbot.keyClick(cat, Qt.Key.Key_Up)
    assert cat.hasFocus()
    qtbot.keyClick(cat, Qt.Key.Key_Down)
    assert dog.hasFocus()
    qtbot.keyClick(dog, Qt.Key.Key_Right)
    assert dog.thumbnails.hasFocus()
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Right)
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Up)
    assert dog.hasFocus()
    qtbot.keyClick(dog, Qt.Key.Key_Right)
    qtbot.keyClick(dog.thumbnails, Qt.Key.Key_Down)
    assert owl.hasFocus()
    qtbot.keyClick(owl, Qt.Key.Key_Down)
    assert add_field(shelf).hasFocus()
    assert heard == [("picture_selected", 200), ("picture_selected", 201)]


def test_tab_goes_through_a_card_from_left_to_right_and_on_to_the_next(qtbot, shelf, heard):
    shelf.set_state(ShelfState((make_card(1, "cat", 2), make_card(2, "dog", 2))))
    card_of(shelf, "cat").setFocus()
    names = []
    for _ in range(5):
        names.append(accessible_name(QApplication.focusWidget()))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names == [
        "Class cat, 2 examples", "Add pictures to cat", "More actions for cat", "Examples of cat",
        "Class dog, 2 examples",
    ]  # fmt: skip
    assert heard == []


def test_space_unfolds_and_folds_a_card_that_has_more_pictures_than_fit(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    owl, cat = card_of(shelf, "owl"), card_of(shelf, "cat")
    qtbot.waitUntil(lambda: owl.thumbnails.model().rowCount() < 10)
    for card in (owl, owl, cat):
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert heard == [("class_expanded", 3, True), ("class_expanded", 3, False)]


def test_every_control_has_an_accessible_name(shelf):
    shelf.set_state(three_classes())
    for kind in (QToolButton, QLineEdit, CardWidget):
        for control in shelf.findChildren(kind):
            assert accessible_name(control), control
    interface = QAccessible.queryAccessibleInterface(card_of(shelf, "cat").thumbnails)
    spoken = [interface.child(i).text(QAccessible.Text.Name) for i in range(interface.childCount())]
    assert "Example 2 of the class cat" in spoken


# -- thumbnails -------------------------------------------------------------------------------------------


def test_a_click_selects_a_picture_and_unselects_the_one_on_another_card(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    cat, dog = card_of(shelf, "cat").thumbnails, card_of(shelf, "dog").thumbnails
    qtbot.mouseClick(cat.viewport(), LEFT_BUTTON, pos=centre_of(cat, 1))
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, pos=centre_of(dog, 0))
    assert heard == [("picture_selected", 101), ("picture_selected", 200)]
    assert (cat.selected_ids(), dog.selected_ids()) == ([], [200])


def test_the_state_selects_quietly_and_leaves_a_larger_selection_that_holds_the_picture(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, pos=centre_of(dog, 0))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(dog.viewport(), LEFT_BUTTON, control, centre_of(dog, 2))
    heard.clear()
    shelf.set_state(replace(three_classes(), selected_picture=202))
    assert dog.selected_ids() == [200, 202]
    shelf.set_state(replace(three_classes(), selected_picture=100))
    assert dog.selected_ids() == []
    assert card_of(shelf, "cat").thumbnails.selected_ids() == [100]
    shelf.set_state(three_classes())
    assert card_of(shelf, "cat").thumbnails.selected_ids() == []
    assert heard == []


def test_delete_and_backspace_on_pictures_ask_for_all_selected_ones(qtbot, shelf, heard):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    dog.selectAll()
    heard.clear()
    qtbot.keyClick(dog, Qt.Key.Key_Backspace)
    qtbot.keyClick(dog, Qt.Key.Key_Delete)
    ids = [200, 201, 202]
    assert heard == [("return_pictures_requested", ids), ("remove_pictures_requested", ids)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Move back to unsorted", ("return_pictures_requested", [201])),
        ("Remove from the project", ("remove_pictures_requested", [201])),
        ("Show in the inspector", ("picture_selected", 201)),
    ],
)
def test_the_menu_of_a_picture_is_for_the_one_under_the_pointer(qtbot, shelf, heard, words, told):
    shelf.set_state(three_classes())
    dog = card_of(shelf, "dog").thumbnails
    place = centre_of(dog, 1)
    mouse = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(mouse, place, dog.viewport().mapToGlobal(place))
    QApplication.sendEvent(dog.viewport(), event)
    choose(open_menu(qtbot), words)
    assert heard == [("picture_selected", 201), told]


def test_removed_pictures_go_without_a_word_and_the_others_stay_selected(shelf, heard):
    state = three_classes()
    shelf.set_state(replace(state, selected_picture=202))
    cat, dog, owl = state.classes
    less = replace(dog, count=2, thumbnails=dog.thumbnails[1:])
    shelf.set_state(replace(state, classes=(cat, less, owl), selected_picture=202))
    view = card_of(shelf, "dog").thumbnails
    assert view.picture_ids() == {201, 202}
    assert view.selected_ids() == [202]
    assert heard == []


def test_a_thumbnail_that_arrives_later_is_painted_in_its_place(shelf):
    state = ShelfState((replace(make_card(1, "cat", 2), thumbnails=((100, None), (101, None))),))
    shelf.set_state(state)
    pixmap = QPixmap(40, 40)
    pixmap.fill(QColor("#ff0000"))
    shelf.set_state(ShelfState((replace(state.classes[0], thumbnails=((100, None), (101, pixmap))),)))
    view = card_of(shelf, "cat").thumbnails
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    assert image.pixelColor(centre_of(view, 1) - QPoint(3, 3)).name() == "#ff0000"
    assert image.pixelColor(centre_of(view, 0) - QPoint(3, 3)).name() != "#ff0000"


def test_a_folded_card_shows_one_row_and_the_number_of_the_rest_and_a_click_there_unfolds(
    qtbot, shelf, heard
):
    shelf.set_state(ShelfState((make_card(1, "cat", 24, count=1000),)))
    view = card_of(shelf, "cat").thumbnails
    QApplication.processEvents()
    shown = view.model().rowCount()
    assert 3 <= shown < 8
    assert len({view.visualRect(view.model().index(row)).top() for row in range(shown)}) == 1
    qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=centre_of(view, shown - 1))
    assert ("class_expanded", 1, True) in heard
    shelf.set_state(ShelfState((make_card(1, "cat", 1000),)))
    assert view.model().rowCount() == 1000
    assert view.height() < 500


def test_dragged_thumbnails_carry_the_selected_ids_in_their_order(shelf):
    shelf.set_state(three_classes())
    view = card_of(shelf, "dog").thumbnails
    model = view.model()
    data = model.mimeData([model.index(2), model.index(0)])
    assert dragged_pictures(data) == [200, 202]
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_pulling_a_selected_picture_drags_all_selected_ones_with_their_number(
    qtbot, shelf, heard, monkeypatch
):
    shelf.set_state(three_classes())
    view = card_of(shelf, "dog").thumbnails
    view.selectAll()
    drags = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, *_: drags.append((dragged_pictures(drag.mimeData()), drag.pixmap()))
    )
    for step, place in enumerate(
        (centre_of(view, 0), centre_of(view, 0) + QPoint(30, 0), centre_of(view, 1))
    ):
        kind = QEvent.Type.MouseMove if step else QEvent.Type.MouseButtonPress
        button = Qt.MouseButton.NoButton if step else LEFT_BUTTON
        where = view.viewport().mapToGlobal(place).toPointF()
        event = QMouseEvent(kind, place.toPointF(), where, button, LEFT_BUTTON, NO_KEYS)
        QApplication.sendEvent(view.viewport(), event)
    qtbot.mouseRelease(view.viewport(), LEFT_BUTTON, pos=centre_of(view, 1))
    [(ids, pixmap)] = drags
    assert ids == [200, 201, 202]
    badge = pixmap.toImage().pixelColor(pixmap.width() - 5, pixmap.height() // 6)
    assert badge.name() == shelf._theme.colours.accent.name()


# -- drops ------------------------------------------------------------------------------------------------


def test_files_dropped_on_a_card_are_copied_to_its_class(shelf, heard, tmp_path):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    paths = [tmp_path / "a.jpg", tmp_path / "folder"]
    assert drag_over(card, files_mime(*paths))
    assert card.is_drop_target
    event = drop(card, files_mime(*paths))
    assert heard == [("paths_dropped_on_class", 2, paths)]
    assert all(isinstance(path, Path) for path in heard[0][2])
    assert event.dropAction() == COPY  # "move" would let a file manager delete the originals
    assert not card.is_drop_target


def test_pictures_dropped_on_a_card_are_told_without_those_that_it_holds_already(shelf, heard):
    shelf.set_state(three_classes())
    event = drop(card_of(shelf, "dog"), pictures_mime([201, 7, 100]))
    assert heard == [("pictures_dropped_on_class", 2, [7, 100])]
    assert event.isAccepted()


def test_a_card_takes_neither_its_own_pictures_nor_anything_else(shelf, heard):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    words = QMimeData()
    words.setText("hello")
    for data in (pictures_mime([200, 201]), words):
        assert not drag_over(card, data)
        assert not card.is_drop_target
        drop(card, data)
    assert heard == []


def test_a_card_under_a_drag_lights_up_in_its_colour_and_goes_dark_again(shelf):
    shelf.set_state(three_classes())
    card = card_of(shelf, "dog")
    QApplication.processEvents()
    dark = card.grab().toImage()
    drag_over(card, pictures_mime([7]))
    lit = card.grab().toImage()
    assert lit.pixelColor(card.width() // 2, 1).name() == "#d55e00"
    assert lit.pixelColor(5, card.height() - 8) != dark.pixelColor(5, card.height() - 8)
    QApplication.sendEvent(card, QDragLeaveEvent())
    assert card.grab().toImage() == dark


def test_what_is_dropped_on_the_free_area_makes_a_new_class(shelf, heard, tmp_path):
    shelf.set_state(three_classes())
    event = drop(shelf, files_mime(tmp_path / "a.jpg"))
    assert event.dropAction() == COPY
    drop(shelf, pictures_mime([5, 6]))
    assert heard == [("paths_dropped", [tmp_path / "a.jpg"]), ("pictures_dropped", [5, 6])]


def test_the_free_area_says_what_a_drop_does_only_while_something_is_dragged(qtbot, shelf):
    shelf.set_state(three_classes())
    veil = next(
        c for c in shelf.children() if getattr(c, "accessibleName", str)() == "Drop here to make a new class"
    )
    assert veil.isHidden()
    drag_over(card_of(shelf, "dog"), pictures_mime([7]))
    assert veil.isVisible()
    assert not veil.lit
    drag_over(shelf, pictures_mime([7]))
    assert veil.lit
    assert shelf.rect().contains(veil.geometry())
    QApplication.sendEvent(shelf, QDragLeaveEvent())
    qtbot.waitUntil(veil.isHidden)


def test_a_drag_leaves_the_keyboard_focus_and_typed_words_alone(qtbot, shelf):
    shelf.set_state(three_classes())
    add_field(shelf).setFocus()
    qtbot.keyClicks(add_field(shelf), "wo")
    drop(shelf, pictures_mime([7]))
    assert add_field(shelf).hasFocus()
    assert add_field(shelf).text() == "wo"


def test_a_drag_near_the_edge_scrolls_a_long_shelf(qtbot, shelf):
    shelf.set_state(ShelfState(tuple(make_card(i, f"class {i}", 2) for i in range(1, 30))))
    QApplication.processEvents()
    bar = shelf._area.verticalScrollBar()
    edge = shelf._area.mapTo(shelf, shelf._area.rect().bottomLeft()) - QPoint(-10, 5)
    drag_over(shelf, pictures_mime([7]), place=edge)
    qtbot.waitUntil(lambda: bar.value() > 30)
    QApplication.sendEvent(shelf, QDragLeaveEvent())


def test_a_new_class_that_the_person_named_is_scrolled_into_view(qtbot, shelf):
    cards = tuple(make_card(i, f"class {i}", 2) for i in range(1, 30))
    shelf.set_state(ShelfState(cards))
    qtbot.keyClicks(add_field(shelf), "zebra")
    qtbot.keyClick(add_field(shelf), Qt.Key.Key_Return)
    shelf.set_state(ShelfState((*cards, make_card(40, "zebra"))))
    QApplication.processEvents()
    card = card_of(shelf, "zebra")
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
