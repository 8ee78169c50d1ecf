"""Every text is translated, its translation keeps the rules, and what is compiled is what is written."""

import ast
import importlib.util
import re
import string
import sys
from functools import cache

import pytest
from PySide6.QtCore import QTranslator

from tests.architecture.source import APP, ROOT

KOREAN = ROOT / "resources" / "translations" / "handful_ko.ts"
HANGUL = re.compile("[가-힣]")
LETTER_ASIDE = re.compile(r"\(&[A-Z]\)")
ERRORS_FOR_PEOPLE = frozenset(["ProjectError", "WorkflowError", "PictureError", "LabelsError", "XmpError"])
OF_COMMANDS = frozenset(
    f"workflows/{name}.py" for name in ("embed_classes", "encoding_speed", "label_folder", "self_test")
)
NAMES = frozenset(["ANIL", "COCO", "JSON", "MAML", "Meta-SGD"])
"""Texts that are the same in every language."""


@cache
def _translations():
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("handful_translations", path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool():
    return _translations()


@cache
def pairs():
    return sorted(_translations().read_ts(KOREAN).items())


def broken(rule):
    """Texts whose translation does not keep a rule."""
    return [(text, korean) for (_, text), korean in pairs() if not rule(text, korean)]


def fields(template):
    return sorted((name, spec) for _, name, spec, _ in string.Formatter().parse(template) if name is not None)


def test_every_text_in_the_source_has_its_finished_translation_and_no_other_is_kept(tool):
    found, translated = tool.texts_in_source(), {text for text, korean in pairs() if korean}
    assert sorted(found - translated) == [], "run `make translations` and translate these"
    assert sorted(translated - found) == [], "run `make translations`: these are no longer said"


def said_by(compiled):
    translator = QTranslator()
    assert translator.load(str(compiled))
    return [translator.translate(*text) for text, _ in pairs()]


def test_what_is_compiled_is_what_is_written(tool, tmp_path):
    """By what is said and not by its bytes, which another release of Qt may order otherwise."""
    korean = [korean for _, korean in pairs()]
    assert said_by(KOREAN.with_suffix(".qm")) == korean, "run `make translations`"
    tool.compile_ts(KOREAN, tmp_path / "again.qm")
    assert said_by(tmp_path / "again.qm") == korean


def test_a_translation_has_the_placeholders_of_its_text():
    assert broken(lambda text, korean: fields(text) == fields(korean)) == []


def test_a_letter_to_press_stays_and_stands_aside_before_the_dots():
    def rule(text, korean):
        letters = re.findall("&(.)", text.replace("&&", ""))
        wanted = [f"(&{letter.upper()})" for letter in letters]
        return LETTER_ASIDE.findall(korean) == wanted and korean.count("&") == len(letters)

    assert broken(rule) == []


@pytest.mark.parametrize("end", ["…", ".", "?", ":", " "])
def test_a_translation_ends_as_its_text(end):
    assert broken(lambda text, korean: text.endswith(end) == LETTER_ASIDE.sub("", korean).endswith(end)) == []


def test_blanks_and_lines_around_a_fragment_are_kept():
    def rule(text, korean):
        return text.count("\n") == korean.count("\n") and (text[:3] == " · ") == (korean[:3] == " · ")

    assert broken(rule) == []


def test_korean_is_korean_but_for_names_and_figures():
    def rule(text, korean):
        around = re.sub(r"\{[^}]*\}", "", korean)
        return text in NAMES or bool(HANGUL.search(around)) or not any(map(str.isalpha, around))

    assert broken(rule) == []


def test_no_particle_hangs_on_a_name_that_is_filled_in():
    names = r"\{(name|other|class_name|folder|file|path|learner|title|answer|step|label)\}['’”]?"
    hanging = re.compile(names + "(을|를|이|가|은|는|과|와|으로|로)(?![가-힣])")
    assert broken(lambda _, korean: not hanging.search(korean)) == []


def test_what_goes_wrong_below_the_window_is_said_in_messages():
    """An error raised with a plain text would stay English; those of commands may, for commands are."""
    plain = [
        f"{file.relative_to(APP)}:{node.lineno}"
        for room in ("project", "images", "export", "workflows")
        for file in sorted((APP / room).rglob("*.py"))
        if file.relative_to(APP).as_posix() not in OF_COMMANDS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args
        if getattr(node.exc.func, "id", "") in ERRORS_FOR_PEOPLE
        if isinstance(node.exc.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert plain == []


def test_texts_that_are_not_written_out_are_refused(tool, tmp_path):
    (tmp_path / "view.py").write_text("class View:\n    def say(self, text):\n        self.tr(f'{text}!')\n")
    with pytest.raises(tool.NotLiteralError, match=r"view\.py:3"):
        tool.texts_in_source(tmp_path)


def test_a_new_text_waits_for_its_translation_and_one_known_elsewhere_is_proposed(tool, tmp_path):
    file = tmp_path / "handful_xx.ts"
    known = {("Old", "Stop"): "Halt", ("Old", "Gone"): "Weg"}
    missing = tool.write_ts(file, "xx", {("Old", "Stop"), ("New", "Stop"), ("New", "Go")}, known)
    assert sorted(missing) == [("New", "Go"), ("New", "Stop")]
    assert tool.read_ts(file) == {("Old", "Stop"): "Halt"}
    assert '<translation type="unfinished">Halt</translation>' in file.read_text(encoding="utf-8")
