"""A model out of the window: asked for, written by a job, and told."""

import pytest
from PySide6.QtCore import QObject

from handful.project.settings import AppSettings
from handful.ui import model_desk as module
from handful.ui.model_desk import ModelDesk
from handful.ui.model_question import placed
from handful.ui.remembered import Remembered
from handful.workflows.model_forms import MODEL_FORMS
from tests.ui.bench import Answers

FORMS = tuple(MODEL_FORMS.values())


def desk_of(bench, tmp_path):
    owner, notices = QObject(), []
    remembered = Remembered(AppSettings(tmp_path / "settings.json"))
    desk = ModelDesk(bench, Answers(), remembered, lambda notice, follow=None: notices.append(notice), owner)
    desk.notices, desk.owner = notices, owner
    return desk


@pytest.fixture
def desk(sorted_bench, tmp_path):
    desk = desk_of(sorted_bench, tmp_path)
    yield desk
    desk.close()
    desk.owner.deleteLater()


def test_what_was_written_is_told(desk, tmp_path, qtbot):
    desk._dialogs.model = tmp_path / "colours.handful-model"
    desk.export()
    qtbot.waitUntil(lambda: any(n.level == "success" for n in desk.notices), timeout=30_000)
    assert desk.notices[-1].text.startswith("The model of 2 classes went to colours.handful-model (0.0 MB)")
    assert (tmp_path / "colours.handful-model").stat().st_size > 0


def test_what_goes_wrong_is_told(desk, tmp_path, qtbot):
    desk.write("handful-model", tmp_path / "missing" / "m.handful-model")
    qtbot.waitUntil(lambda: any(n.level == "error" for n in desk.notices), timeout=30_000)
    assert "was not written" in desk.notices[-1].text


def test_a_cancelled_dialog_writes_and_says_nothing(desk):
    desk.export()
    assert desk.notices == []


def test_where_no_form_is_possible_the_reason_is_said_and_nothing_is_asked(desk, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "why_not", lambda form: f"no {form} today")
    desk._dialogs.model = tmp_path / "m"
    desk.export()
    assert [n.text for n in desk.notices] == ["No onnx today"]


def test_before_the_engine_is_there_it_says_so(bench, tmp_path):
    desk = desk_of(bench, tmp_path)
    desk.export()
    assert "still loading" in desk.notices[-1].text
    desk.close()
    desk.owner.deleteLater()


def test_a_typed_ending_decides_the_form_and_a_missing_one_is_added(tmp_path):
    onnx, model = FORMS
    assert placed(tmp_path / "a.ONNX", model, FORMS, lambda _: False) == ("onnx", tmp_path / "a.ONNX")
    assert placed(tmp_path / "v 1.5", onnx, FORMS, lambda _: False) == ("onnx", tmp_path / "v 1.5.onnx")
    (tmp_path / "b.onnx").touch()
    assert placed(tmp_path / "b", onnx, FORMS, lambda _: False) is None
    assert placed(tmp_path / "b", onnx, FORMS, lambda _: True) == ("onnx", tmp_path / "b.onnx")
