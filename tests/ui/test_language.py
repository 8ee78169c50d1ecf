"""The language is the system's until a person chooses one; a choice is kept, and the open window follows."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from handful.message import Message
from handful.ui.actions import action_table, plain
from handful.ui.language import LANGUAGES, OWN_NAMES, Language
from handful.ui.retelling import in_each_language, when_language_changes
from handful.ui.speech import spoken, spoken_error
from handful.ui.views import words
from tests.ui.bench import settle


@pytest.fixture
def language(qapp):
    language = Language("en")
    yield language
    language.close()
    QLocale.setDefault(QLocale.system())


@pytest.fixture
def of_system(qapp, monkeypatch):
    """A language of the system, where that prefers these."""
    made = []

    def make(*preferred):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: list(preferred))
        made.append(Language("system"))
        return made[-1]

    yield make
    for each in made:
        each.close()
    QLocale.setDefault(QLocale.system())


@pytest.mark.parametrize(
    ("preferred", "spoken_then"),
    [
        (("ko-KR", "ko", "en"), "ko"),
        (("ko",), "ko"),
        (("fr-FR", "ko-KR"), "ko"),
        (("en-GB", "ko-KR"), "en"),
        (("fr-FR",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_of_the_system_that_there_is_is_spoken(of_system, preferred, spoken_then):
    language = of_system(*preferred)
    assert (language.choice, language.code) == ("system", spoken_then)
    assert words.pictures(1) == {"ko": "사진 1장", "en": "1 picture"}[spoken_then]


def test_a_choice_is_spoken_at_once_and_taken_back_at_once(language):
    assert words.pictures(3) == "3 pictures"
    language.set_choice("ko")
    assert words.pictures(3) == "사진 3장"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"  # Qt's own buttons
    language.set_choice("en")
    assert words.pictures(3) == "3 pictures"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_numbers_are_written_as_in_the_language(language):
    language.set_choice("ko")
    assert QLocale().language() == QLocale.Language.Korean
    assert words.count(12_345) == "12,345"


def test_each_language_is_called_as_it_calls_itself():
    assert {name: OWN_NAMES.get(name) for name in LANGUAGES} == {
        "system": None,
        "en": "English",
        "ko": "한국어",
    }
    titles = {info.key: info.text for info in action_table()}
    assert [titles[f"language_{name}"] for name in LANGUAGES[1:]] == ["English", "한국어"]


def test_a_view_says_its_words_again_after_the_views_in_it_and_as_long_as_it_lives(qtbot, language):
    window = QWidget()
    qtbot.addWidget(window)
    label, said, told = QLabel(window), [], []
    in_each_language(label, lambda: said.append(words.pictures(2)))
    when_language_changes(window, lambda: told.append(list(said)))
    window.show()
    assert (said, told) == (["2 pictures"], [])
    language.set_choice("ko")
    qtbot.waitUntil(lambda: told == [["2 pictures", "사진 2장"]])
    shiboken6.delete(label)
    language.set_choice("en")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert len(said) == 2


def test_an_object_outside_of_a_window_hears_nothing_and_harms_nothing(qapp, language):
    heard, thing = [], QObject()
    when_language_changes(thing, lambda: heard.append(True))
    language.set_choice("ko")
    QCoreApplication.processEvents()
    assert heard == []


def test_a_message_is_spoken_with_what_is_filled_in(language):
    why = Message("no permission to read it")
    message = Message("cannot open '{name}': {reason}", name="a.handful", reason=why)
    assert spoken(message) == "cannot open 'a.handful': no permission to read it"
    language.set_choice("ko")
    assert spoken(message) == "'a.handful' 파일을 열 수 없습니다: 읽을 권한이 없습니다"
    assert spoken(Message.recalled(message.kept())).startswith("'a.handful' 파일을 열 수 없습니다")
    assert spoken(str(why)) == "읽을 권한이 없습니다"  # as an older project file has it
    assert spoken_error(ValueError(why)) == "읽을 권한이 없습니다"
    assert spoken("nobody translates this {") == "nobody translates this {"
    assert spoken("") == ""


def test_values_from_a_file_that_do_not_fit_leave_the_english_text(language):
    language.set_choice("ko")
    kept = '\x1f["as it was", "{size:.1f} GB; at most {most:.1f} GB are read", {"size": "much"}]'
    assert spoken(kept) == "as it was"


def test_the_letter_to_press_is_no_part_of_what_a_command_is_called():
    assert plain("&File") == "File"
    assert plain("프로젝트 열기(&O)…") == "프로젝트 열기"
    assert plain("salt && pepper (2)") == "salt & pepper (2)"


def test_a_person_chooses_the_language_in_the_menu_and_it_is_kept(app, pictures, qtbot):
    app.bench.drop([str(pictures / "classes")])
    settle(qtbot, app.bench)
    assert app.window.command["language_system"].isChecked()
    app.window.command["language_ko"].trigger()
    qtbot.waitUntil(lambda: app.window.menuBar().actions()[0].text() == "파일(&F)")
    assert app.window.command["language_ko"].isChecked()
    assert not app.window.command["language_system"].isChecked()
    assert app.settings.text("language") == "ko"
    assert app.window.command["undo"].text().startswith("실행 취소(&U): ")
    assert app.window.shelf.accessibleName() == "클래스"
    assert app.report.status().message.startswith(("준비됨", "사진"))
    app.window.command["language_en"].trigger()
    qtbot.waitUntil(lambda: app.window.menuBar().actions()[0].text() == "&File")
    assert app.settings.text("language") == "en"


def test_the_language_that_was_chosen_is_spoken_from_the_start(places, make_app):
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text('{"language": "ko"}', encoding="utf-8")
    app = make_app()
    titles = [menu.title() for menu in app.window.menuBar().findChildren(QMenu)]
    assert "파일(&F)" in titles
    assert app.window.command["language_ko"].isChecked()
    QApplication.processEvents()
