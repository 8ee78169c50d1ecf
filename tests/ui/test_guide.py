from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget

from handful.resources import resource_path
from handful.ui.actions import action_table
from handful.ui.guide_desk import GuideDesk
from handful.ui.language import LANGUAGES

CODES = [code for code in LANGUAGES if code != "system"]


def read(code):
    return resource_path("guide", f"{code}.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = GuideDesk(window, lambda: made.code)
    made.code = "en"
    made.open()
    return made


def test_every_language_has_a_guide_with_the_same_chapters_and_keys():
    shapes = {code: re.findall(r"^(?:#+|- |\d\. |\| )", read(code), re.MULTILINE) for code in CODES}
    assert all(shape == shapes["en"] for shape in shapes.values())
    assert len(shapes["en"]) > 25


def test_the_keys_that_it_names_are_those_of_the_commands():
    named = re.findall(r"^\| ([A-Z/][A-Za-z0-9+]*|Enter|Space) \|", read("en"), re.MULTILINE)
    keys = {str(key).replace("Return", "Enter") for info in action_table() for key in info.shortcut}
    assert len(named) > 6
    assert set(named) <= keys


@pytest.mark.parametrize("code", CODES)
def test_it_opens_no_link_and_shows_no_picture_from_elsewhere(code):
    assert "://" not in read(code)
    assert "](" not in read(code)


def test_choosing_a_chapter_brings_it_to_the_top(desk, qtbot):
    chapters, text = desk.guide.findChild(QListWidget), desk.guide.findChild(QTextBrowser)
    qtbot.waitExposed(desk.guide)
    titles = [chapters.item(row).text() for row in range(chapters.count())]
    assert titles[:2] == ["The guide", "Your first project"]
    row = titles.index("Review by keyboard")
    chapters.setCurrentRow(row)
    assert text.textCursor().block().text() == "Review by keyboard"
    assert 0 <= text.cursorRect().top() < 40
    chapters.setCurrentRow(0)
    assert text.verticalScrollBar().value() < 40


def test_it_speaks_the_language_that_was_chosen_meanwhile(desk):
    desk.code = "ko"
    desk.open()
    assert desk.guide.findChild(QListWidget).item(0).text() == "The guide"  # until the language is told
    desk._show_text()
    assert desk.guide.findChild(QListWidget).item(0).text() == "사용 안내"
