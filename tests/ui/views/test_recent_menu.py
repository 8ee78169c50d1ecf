"""The menu of recent projects: what is gone is greyed, and what is not wanted goes off the list."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from handful.ui.views.recent_menu import RecentEntry, RecentMenu

ENTRIES = (RecentEntry(Path("/a/cats & dogs.handful"), True), RecentEntry(Path("/b/gone.handful"), False))


@pytest.fixture
def menu(qtbot):
    menu = RecentMenu("Open recent")
    qtbot.addWidget(menu)
    menu.set_entries(ENTRIES)
    return menu


def texts(menu):
    return [a.text() for a in menu.actions() if not a.isSeparator()]


def test_projects_come_first_and_those_that_are_gone_are_greyed(menu, qtbot):
    assert texts(menu) == [
        "cats && dogs",
        "gone",
        "&Remove those that are gone",
        "&Clear the list",
    ]
    assert [a.isEnabled() for a in menu.actions()[:2]] == [True, False]
    assert "/a/cats &amp; dogs.handful" in menu.actions()[0].toolTip()
    with qtbot.waitSignal(menu.project_chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [Path("/a/cats & dogs.handful")]


def test_delete_takes_the_marked_one_off_the_list(menu, qtbot):
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(menu.actions()[0])
    with qtbot.waitSignal(menu.forget_requested) as forgotten:
        qtbot.keyClick(menu, Qt.Key.Key_Delete)
    assert forgotten.args == [ENTRIES[0].path]
    assert texts(menu)[0] == "gone"
    menu.close()


def test_the_menu_of_an_entry_takes_it_off_the_list_also_one_that_is_gone(menu, qtbot):
    for entry in ENTRIES:
        opened = menu.open_menu_of(menu.actions()[0], QPoint(0, 0))
        with qtbot.waitSignal(menu.forget_requested) as forgotten:
            opened.actions()[0].trigger()
        assert forgotten.args == [entry.path]
        opened.close()


def test_the_whole_list_or_what_is_gone_can_be_cleared(menu, qtbot):
    with qtbot.waitSignal(menu.forget_missing_requested):
        next(a for a in menu.actions() if "gone" in a.text() and "Remove" in a.text()).trigger()
    with qtbot.waitSignal(menu.clear_requested):
        menu.actions()[-1].trigger()


def test_an_empty_list_says_so_and_offers_nothing(menu):
    menu.set_entries(())
    assert texts(menu) == ["No other project yet"]
    assert not menu.actions()[0].isEnabled()
    menu.set_entries(ENTRIES[:1])
    assert texts(menu) == ["cats && dogs", "&Clear the list"]
