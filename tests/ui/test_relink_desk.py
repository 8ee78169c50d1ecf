"""Pictures that were moved: noticed, searched, and taken over as one step of undo."""

import shutil

import pytest
from PySide6.QtCore import Qt

from handful.ui.views.relink_dialog import RelinkDialog
from tests.ui.bench import named, settle


@pytest.fixture
def moved_app(sorted_app, make_app, pictures, tmp_path, qtbot):
    """The project was closed, its pictures went to `archive/`, and it is opened again."""
    path = sorted_app.bench.session.path
    sorted_app.window.close()
    (tmp_path / "archive").mkdir()
    shutil.move(pictures / "classes", tmp_path / "archive" / "sorted")
    shutil.move(pictures / "heap", tmp_path / "archive" / "unsorted")
    app = make_app(path)
    qtbot.waitUntil(lambda: bool(app.notices) and not app.relinking.busy, timeout=30_000)
    settle(qtbot, app.bench)
    return app


def wait_for_search(app, qtbot):
    qtbot.waitUntil(lambda: not app.relinking.busy, timeout=30_000)


def button(dialog, text):
    return next(b for b in dialog.findChildren(type(dialog._take)) if b.text() == text)


def test_missing_pictures_are_noticed_when_the_project_opens_and_found_in_a_chosen_folder(
    moved_app, dialogs, tmp_path, qtbot
):
    app = moved_app
    told = [n for n in app.notices if n and n.action == "Find them…"]
    assert told[-1].text == "7 pictures are not where they were"
    if app.notices[-1] is told[-1]:
        app.desk.follow_notice()
    else:  # what the sorting said has taken its place meanwhile
        app.relinking.open()
    wait_for_search(app, qtbot)
    dialog = app.relinking.dialog
    assert "0 of 7 pictures found again" in dialog.findChild(type(dialog._title)).text()
    assert "nothing was found" in dialog._text.text()
    dialogs.moved = tmp_path / "archive"
    qtbot.mouseClick(button(dialog, "Search in a folder…"), Qt.MouseButton.LeftButton)
    wait_for_search(app, qtbot)
    assert "7 of 7" in dialog._title.text()
    qtbot.mouseClick(button(dialog, "Use what was found"), Qt.MouseButton.LeftButton)
    settle(qtbot, app.bench)
    assert app.notices[-1].text == "7 pictures found again"
    assert app.relinking.dialog is None
    assert named(app.bench, "a red").path == str(tmp_path / "archive" / "unsorted" / "a red.png")
    project = app.bench.project
    assert not [f for f in project.facts.values() if f.error]
    assert named(app.bench, "a red").id in project.predictions
    app.window.command["undo"].trigger()
    assert not named(app.bench, "a red").path.startswith(str(tmp_path / "archive"))
    assert app.bench.session.redo_words == "Find 7 moved pictures"


def test_thumbnails_of_found_pictures_are_drawn(moved_app, dialogs, tmp_path, qtbot):
    app = moved_app
    qtbot.waitUntil(lambda: not app.presenter.busy, timeout=30_000)
    picture = named(app.bench, "a red").id
    assert app.presenter._small.pixmap(picture, 320) is None
    app.bench.relink({picture: str(tmp_path / "archive" / "unsorted" / "a red.png")})
    qtbot.waitUntil(lambda: app.presenter._small.pixmap(picture, 320) is not None, timeout=30_000)


def test_closing_the_dialog_changes_nothing(moved_app, dialogs, tmp_path, qtbot):
    app, before = moved_app, moved_app.bench.project
    app.window.command["find_moved"].trigger()
    wait_for_search(app, qtbot)
    dialogs.moved = tmp_path / "archive"
    app.relinking.dialog.folder_requested.emit()
    wait_for_search(app, qtbot)
    qtbot.keyClick(app.relinking.dialog, Qt.Key.Key_Escape)
    settle(qtbot, app.bench)
    assert app.relinking.dialog is None
    assert app.bench.project.pictures == before.pictures


def test_a_search_that_is_stopped_keeps_what_it_found_on_offer(moved_app, qtbot, tmp_path):
    app = moved_app
    app.relinking.open()
    wait_for_search(app, qtbot)
    app.relinking._on_progressed(0, (_step({named(app.bench, "a red").id: str(tmp_path / "x.png")}),))
    app.relinking.dialog.stop_requested.emit()
    dialog = app.relinking.dialog
    assert "1 of 7" in dialog._title.text()
    assert button(dialog, "Use what was found").isVisible()
    assert button(dialog, "Search in a folder…").isVisible()
    dialog.reject()


def _step(found):
    from handful.workflows.find_moved import SearchStep

    return SearchStep(1, 2, found)


def test_pictures_that_go_while_the_window_is_open_are_noticed_with_the_next_run(
    sorted_app, pictures, tmp_path, qtbot
):
    shutil.move(pictures / "heap", tmp_path / "gone")
    sorted_app.bench.choose_learner("matching")
    qtbot.waitUntil(
        lambda: any(n and n.text == "3 pictures are not where they were" for n in sorted_app.notices),
        timeout=30_000,
    )


def test_where_nothing_is_missing_the_dialog_says_so(sorted_app, qtbot):
    sorted_app.window.command["find_moved"].trigger()
    wait_for_search(sorted_app, qtbot)
    dialog = sorted_app.relinking.dialog
    assert dialog._title.text() == "No picture is missing"
    assert not button(dialog, "Use what was found").isVisible()
    assert not [n for n in sorted_app.notices if n and n.action == "Find them…"]
    dialog.reject()


def test_another_project_closes_the_dialog(moved_app, qtbot):
    moved_app.relinking.open()
    moved_app.window.command["new"].trigger()
    assert moved_app.relinking.dialog is None
    wait_for_search(moved_app, qtbot)


def test_a_folder_that_cannot_be_listed_is_said_in_the_dialog(moved_app, dialogs, tmp_path, qtbot):
    moved_app.relinking.open()
    wait_for_search(moved_app, qtbot)
    dialogs.moved = tmp_path / "nowhere"
    dialog = moved_app.relinking.dialog
    dialog.folder_requested.emit()
    wait_for_search(moved_app, qtbot)
    assert isinstance(dialog, RelinkDialog)
    assert "nowhere" in dialog._text.text()
    dialog.reject()
