"""An export from the window: asked for, written by a job, and told with what was left out."""

import pytest
from PySide6.QtCore import QObject

from handful.project.settings import AppSettings
from handful.ui.export_desk import ExportDesk
from handful.ui.remembered import Remembered
from handful.workflows.labels_out import ExportOrder


class Answers:
    """The dialog was answered beforehand."""

    order = None

    def export(self, folder, stem):
        self.asked = (folder, stem)
        return self.order


@pytest.fixture
def desk(bench, pictures, tmp_path, qtbot):
    bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    qtbot.waitUntil(lambda: not bench.intake.busy)
    owner, notices = QObject(), []
    remembered = Remembered(AppSettings(tmp_path / "settings.json"))
    desk = ExportDesk(bench, Answers(), remembered, lambda notice, follow=None: notices.append(notice), owner)
    desk.notices, desk.remembered = notices, remembered
    yield desk
    desk.close()
    owner.deleteLater()


def test_what_was_written_and_left_out_is_told_and_the_folder_remembered(desk, tmp_path, qtbot):
    desk._dialogs.order = ExportOrder(format="imagefolder", out=tmp_path / "out")
    desk.export()
    qtbot.waitUntil(lambda: any(n.level == "warning" for n in desk.notices))
    assert desk.notices[-1].text == "4 pictures went to out · 3 were left out"
    assert "a red.png: it has no label" in desk.notices[-1].details
    assert len(list((tmp_path / "out").rglob("*.png"))) == 4
    assert desk.remembered.folder == str(tmp_path)
    assert desk._dialogs.asked[1] == "test"


def test_sidecars_are_told_to_lie_beside_the_pictures(desk, pictures, qtbot):
    desk.write(ExportOrder(format="xmp", out=None))
    qtbot.waitUntil(lambda: any(n.level == "warning" for n in desk.notices))
    assert desk.notices[-1].text.startswith("4 pictures went to sidecars beside them")
    assert len(list(pictures.rglob("*.xmp"))) == 4


def test_a_cancelled_dialog_writes_and_says_nothing(desk):
    desk.export()
    assert desk.notices == []


def test_a_place_with_something_in_it_is_refused_in_words(desk, tmp_path, qtbot):
    desk.write(ExportOrder(format="yolo", out=tmp_path / "classes"))
    qtbot.waitUntil(lambda: bool(desk.notices) and desk.notices[-1].level == "error")
    assert "something there already" in desk.notices[-1].text
