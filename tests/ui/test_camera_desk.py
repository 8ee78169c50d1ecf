"""Pictures from a camera: offered where there is one, kept beside the project, taken in as asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QComboBox, QPushButton

from handful.ui import cameras as real
from tests.ui.bench import settle


def frame(colour):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class FakeCameras:
    """Two cameras that see what they are told to."""

    def __init__(self):
        self.there = ["front", "back"]
        self.running = []
        self.changed = lambda: None

    def names(self):
        return tuple(self.there)

    def watch(self, changed):
        self.changed = changed

    def start(self, place, seen, failed):
        camera = FakeCamera(self, place, seen, failed)
        self.running.append(camera)
        return camera


class FakeCamera:
    def __init__(self, owner, place, seen, failed):
        self.owner, self.place, self.see, self.fail = owner, place, seen, failed

    def stop(self):
        self.owner.running.remove(self)


@pytest.fixture
def cameras(sorted_app):
    cameras = FakeCameras()
    sorted_app.cameras.use(cameras)
    return cameras


@pytest.fixture
def dialog(sorted_app, cameras):
    sorted_app.window.command["camera"].trigger()
    yield sorted_app.cameras.dialog
    if sorted_app.cameras.dialog is not None:
        sorted_app.cameras.dialog.reject()


def button(dialog, text):
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def kept(app, qtbot):
    qtbot.waitUntil(lambda: not app.cameras.busy, timeout=30_000)
    settle(qtbot, app.bench)
    return sorted(p.name for p in app.bench.session.path.parent.glob("* pictures/*.jpg"))


def test_without_a_camera_there_is_no_command(sorted_app, cameras):
    action = sorted_app.window.command["camera"]
    assert action.isVisible()
    cameras.there.clear()
    cameras.changed()
    assert not action.isVisible()
    sorted_app.window.command["shortcuts"].trigger()
    rows = [row.text for row in sorted_app.shortcut_desk._rows()]
    assert "Take pictures" not in rows


def test_without_qtmultimedia_nothing_is_looked_for(app, monkeypatch):
    monkeypatch.setattr("handful.ui.camera_desk.has_multimedia", lambda: False)
    app.cameras.look()
    assert not app.cameras.busy
    assert not app.window.command["camera"].isVisible()


def test_qtmultimedia_that_lacks_a_system_library_is_as_if_it_were_not_there(app, monkeypatch, qtbot):
    monkeypatch.setattr("handful.ui.camera_desk.has_multimedia", lambda: True)
    monkeypatch.setattr("handful.ui.camera_desk.import_multimedia", lambda: False)
    app.cameras.look()
    qtbot.waitUntil(lambda: not app.cameras.busy, timeout=10_000)
    assert not app.window.command["camera"].isVisible()
    assert isinstance(real.has_multimedia(), bool)


def test_pictures_are_taken_by_the_keyboard_kept_beside_the_project_and_sorted(
    sorted_app, cameras, dialog, qtbot
):
    take = button(dialog, "Take picture")
    assert not take.isEnabled()  # nothing is seen yet
    for colour in ("#c01818", "#18c018"):
        cameras.running[0].see(frame(colour))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "2 pictures taken" in dialog._count.text()
    assert len(kept(sorted_app, qtbot)) == 2
    project = sorted_app.bench.project
    taken = [p for p in project.pictures.values() if p.path.endswith(".jpg")]
    assert [p.role for p in taken] == ["query", "query"]
    assert all(p.id in project.predictions for p in taken)


def test_they_become_examples_of_the_class_that_is_chosen(sorted_app, cameras, dialog, qtbot):
    classes = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName().startswith("What"))
    green = sorted_app.bench.project.class_named("green").id
    place = classes.findData(green)
    classes.setCurrentIndex(place)
    classes.activated.emit(place)
    cameras.running[0].see(frame("#10d010"))
    button(dialog, "Take picture").click()
    assert len(kept(sorted_app, qtbot)) == 1
    [taken] = [p for p in sorted_app.bench.project.pictures.values() if p.path.endswith(".jpg")]
    assert (taken.role, taken.label) == ("support", green)


def test_with_an_example_selected_they_are_for_its_class(sorted_app, cameras, qtbot):
    red = sorted_app.bench.project.class_named("red")
    sorted_app.presenter.select([sorted_app.bench.project.support(red.id)[0].id])
    sorted_app.window.command["camera"].trigger()
    dialog = sorted_app.cameras.dialog
    assert dialog._classes.currentText() == "Examples of red"
    dialog.reject()


def test_another_camera_is_chosen_and_the_first_is_let_go(cameras, dialog):
    assert [c.place for c in cameras.running] == [0]
    dialog.camera_chosen.emit(1)
    assert [c.place for c in cameras.running] == [1]
    cameras.there.pop()
    cameras.changed()
    assert [c.place for c in cameras.running] == [0]


def test_a_camera_that_fails_says_why_and_takes_nothing(sorted_app, cameras, dialog):
    cameras.running[0].see(frame("#102030"))
    cameras.running[0].fail("the camera is used by another program")
    view = QAccessible.queryAccessibleInterface(dialog._view)
    assert view.text(QAccessible.Text.Description) == "The camera is used by another program"
    assert not button(dialog, "Take picture").isEnabled()


def test_closing_lets_the_camera_go_also_with_the_window(sorted_app, cameras, qtbot):
    for end in (lambda: sorted_app.cameras.dialog.accept(), sorted_app.window.close):
        sorted_app.window.command["camera"].trigger()
        assert len(cameras.running) == 1
        end()
        assert cameras.running == []


def test_a_picture_that_cannot_be_kept_is_said_and_not_counted(sorted_app, cameras, dialog, qtbot):
    path = sorted_app.bench.session.path
    (path.parent / f"{path.stem} pictures").write_text("a file is in the way")
    cameras.running[0].see(frame("#c01818"))
    button(dialog, "Take picture").click()
    qtbot.waitUntil(lambda: any(n and n.level == "error" for n in sorted_app.notices), timeout=10_000)
    assert dialog._count.text().startswith("0")
