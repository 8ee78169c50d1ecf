"""Where files are saved: the ending, and never over a file that the person was not asked about."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from handful.ui.dialogs import QtDialogs


@pytest.fixture
def save(qtbot, tmp_path, monkeypatch):
    """Answers the file dialog with a name and the question about replacing; collects what is asked."""
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = []

    def save(name, *, replace=True):
        def answer(box):
            asked.append(box.text())
            return QMessageBox.StandardButton.Yes if replace else QMessageBox.StandardButton.No

        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name and str(tmp_path / name), ""))
        monkeypatch.setattr(QMessageBox, "exec", answer)
        return QtDialogs(parent).project_to_save(str(tmp_path), "untitled.handful")

    save.asked = asked
    return save


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("birds.handful", "birds.handful"), ("birds", "birds.handful"), ("birds 1.5", "birds 1.5.handful")],
)
def test_a_name_gets_the_ending_where_it_is_missing(save, tmp_path, typed, saved):
    assert save(typed) == tmp_path / saved
    assert save.asked == []


def test_a_cancelled_dialog_saves_nowhere(save):
    assert save("") is None


@pytest.mark.parametrize("replace", [True, False])
def test_a_file_that_the_added_ending_would_hit_is_asked_about(save, tmp_path, replace):
    (tmp_path / "birds.handful").touch()
    path = save("birds", replace=replace)
    assert path == (tmp_path / "birds.handful" if replace else None)
    assert save.asked == ["birds.handful already exists. Replace it?"]
