"""The whole window on a tiny engine: commands, notices, what is kept, and that closing always ends."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from handful.ui.views.card_widget import CardWidget
from handful.workflows.learner_list import LEARNERS
from tests.ui.bench import answer, named, settle


def command(app, key):
    action = app.window.command[key]
    assert action.isEnabled(), f"{key} is greyed"
    action.trigger()


def test_the_first_start_opens_an_untitled_project_that_is_on_disk_already(app):
    assert app.bench.session.path.exists()
    assert app.bench.session.path.parent.name == "untitled"
    assert app.window.windowTitle().startswith("Untitled")


def test_a_restart_shows_everything_as_it_was(sorted_app, make_app, qtbot):
    sorted_app.bench.label([named(sorted_app.bench, "c blue").id], 1)
    before = sorted_app.bench.project
    sorted_app.window.close()
    again = make_app()
    assert again.bench.session.path == sorted_app.bench.session.path
    assert again.bench.project == before
    settle(qtbot, again.bench)
    assert again.bench.project.pictures == before.pictures


def test_adding_files_and_folders_by_dialog_is_like_dropping_them(app, pictures, dialogs, qtbot):
    dialogs.chosen_folder = str(pictures / "classes")
    command(app, "add_folder")
    dialogs.files = [str(p) for p in sorted((pictures / "heap").iterdir())]
    command(app, "add_files")
    settle(qtbot, app.bench)
    assert answer(app.bench, "a red") == "red"
    dialogs.files, dialogs.chosen_folder = [], None
    command(app, "add_files")  # cancelled dialogs change nothing
    command(app, "add_folder")
    assert len(app.bench.project.pictures) == 7


def test_labels_are_exported_and_the_notice_says_where(sorted_app, dialogs, tmp_path, qtbot):
    dialogs.labels = tmp_path / "labels.csv"
    command(sorted_app, "export")
    qtbot.waitUntil(lambda: any(n and n.level == "success" for n in sorted_app.notices))
    with dialogs.labels.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 7
    [red] = [row for row in rows if row["path"].endswith("a red.png")]
    assert (red["prediction"], red["unknown"], red["source"]) == ("red", "false", "model")


def test_an_export_to_a_place_that_cannot_be_written_is_said_and_leaves_nothing(
    sorted_app, dialogs, tmp_path, qtbot
):
    dialogs.labels = tmp_path / "no folder" / "labels.csv"
    command(sorted_app, "export")
    qtbot.waitUntil(lambda: any(n and n.level == "error" for n in sorted_app.notices))
    assert not dialogs.labels.parent.exists()


def test_a_new_project_leaves_the_old_one_on_disk_and_it_can_be_opened_again(sorted_app, dialogs, qtbot):
    old, path = sorted_app.bench.project, sorted_app.bench.session.path
    command(sorted_app, "new")
    assert not sorted_app.bench.project.pictures
    assert sorted_app.bench.session.path != path
    dialogs.open = path
    command(sorted_app, "open")
    assert sorted_app.bench.project == old


def test_new_in_an_empty_untitled_project_makes_no_second_one(app):
    path = app.bench.session.path
    command(app, "new")
    assert app.bench.session.path == path
    assert len(list(path.parent.glob("*.handful"))) == 1


def test_save_as_goes_on_in_the_copy(sorted_app, dialogs, tmp_path):
    old = sorted_app.bench.session.path
    dialogs.save = tmp_path / "mine.handful"
    command(sorted_app, "save_as")
    assert sorted_app.bench.session.path == dialogs.save
    assert len(sorted_app.bench.project.pictures) == 7
    assert old.exists()
    assert sorted_app.window.windowTitle().startswith("mine")


def test_what_is_no_project_is_refused_in_words_and_the_open_one_stays(sorted_app, dialogs, tmp_path):
    dialogs.open = tmp_path / "notes.handful"
    dialogs.open.write_text("these are my notes")
    before = sorted_app.bench.session.path
    command(sorted_app, "open")
    assert sorted_app.notices[-1].level == "error"
    assert "notes.handful" in sorted_app.notices[-1].text
    assert sorted_app.bench.session.path == before
    assert dialogs.open.read_text() == "these are my notes"


def test_a_damaged_project_given_at_the_start_is_reported_and_another_one_opens(make_app, tmp_path):
    broken = tmp_path / "broken.handful"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    app = make_app(broken)
    assert app.bench.session.path != broken
    assert app.window.notice.isVisible()


def test_a_second_window_on_the_same_project_can_only_look(sorted_app, make_app, qtbot):
    second = make_app(sorted_app.bench.session.path)
    assert second.bench.session.read_only
    refused = []
    second.bench.refused.connect(refused.append)
    second.bench.add_class("lynx")
    assert "close it there" in refused[0]
    assert refused[0].count(sorted_app.bench.session.path.name) == 1
    assert not second.window.command["undo"].isEnabled()


def test_a_second_window_without_a_project_starts_afresh(sorted_app, make_app):
    second = make_app()
    assert not second.bench.session.read_only
    assert second.bench.session.path != sorted_app.bench.session.path
    assert not second.bench.project.pictures


def test_duplicates_and_unreadable_files_are_listed_in_the_notice(sorted_app, pictures, tmp_path, qtbot):
    copy = tmp_path / "copy.png"
    copy.write_bytes((pictures / "heap" / "a red.png").read_bytes())
    sorted_app.bench.drop([str(copy), str(tmp_path / "missing.png")])
    settle(qtbot, sorted_app.bench)
    notice = sorted_app.notices[-1]
    assert notice.level == "warning"
    assert "copy.png" in notice.details
    assert "missing.png" in notice.details


def test_undo_and_redo_say_what_they_would_do(sorted_app, qtbot):
    sorted_app.bench.label([named(sorted_app.bench, "c blue").id], 1)
    undo = sorted_app.window.command["undo"]
    assert "Label" in undo.text()
    assert undo.iconText() == "Undo"
    undo.trigger()
    assert named(sorted_app.bench, "c blue").label is None
    assert "Label" in sorted_app.window.command["redo"].text()


def test_the_theme_is_kept(app, make_app):
    app.window.toolbar.theme_chosen.emit("dark")
    assert app.theme.is_dark
    app.window.close()
    assert make_app().theme.mode == "dark"


def test_another_theme_leaves_the_plot_and_the_status_as_they_are(sorted_app):
    fit, message = sorted_app.report.adaptation(), sorted_app.report.status().message
    sorted_app.window.toolbar.theme_chosen.emit("dark")
    assert fit.steps
    assert sorted_app.report.adaptation() == fit
    assert sorted_app.report.status().message == message


def test_a_refused_name_is_said_at_its_field_and_not_in_the_notice_too(sorted_app):
    sorted_app.window.shelf.add_class_requested.emit("RED")
    labels = [each.text() for each in sorted_app.window.shelf.findChildren(QLabel) if each.isVisible()]
    assert "There is already a class 'red'; choose another name" in labels
    assert sorted_app.notices == []


def test_a_refusal_goes_from_the_notice_with_the_next_step_that_is_taken(sorted_app):
    green = sorted_app.bench.project.class_named("green").id
    sorted_app.bench.rename_class(green, "red")
    assert sorted_app.notices[-1].level == "error"
    sorted_app.bench.rename_class(green, "lime")
    assert sorted_app.notices[-1] is None


def test_the_status_tells_the_device_and_ends_with_how_many_were_classified(sorted_app):
    state = sorted_app.report.status()
    assert state.device.startswith("CPU")
    assert state.device_reason
    assert not state.busy
    assert "3" in state.message


def test_the_adaptation_view_shows_the_leave_one_out_fit_and_grows_with_each_round(sorted_app, qtbot):
    first = sorted_app.report.adaptation()
    assert first.unit == "shot"
    assert first.steps == (1,)
    reds = sorted_app.bench.project.support(sorted_app.bench.project.class_named("red").id)
    sorted_app.bench.remove_pictures([reds[0].id])
    settle(qtbot, sorted_app.bench)
    assert not sorted_app.report.adaptation().running


def test_one_class_alone_is_no_fit(app, pictures, qtbot):
    app.bench.drop_as_new_class([str(pictures / "classes" / "red")])
    settle(qtbot, app.bench)
    assert app.report.adaptation().steps == ()
    assert app.report.adaptation().note == ""
    assert app.report.status().message == "Two classes with examples are needed to sort pictures"


def test_a_learner_is_chosen_in_the_toolbar_and_undone_by_command(sorted_app, qtbot):
    toolbar = sorted_app.window.toolbar
    button = next(b for b in toolbar.findChildren(QToolButton) if b.accessibleName().startswith("Learner"))
    choices = {action.text(): action for action in button.menu().actions()}
    assert list(choices) == [learner.title for learner in LEARNERS.values()]
    choices["Fine-tuning"].trigger()
    assert button.accessibleName() == "Learner: Fine-tuning"
    settle(qtbot, sorted_app.bench)
    adaptation = sorted_app.report.adaptation()
    assert (adaptation.unit, adaptation.total_steps, len(adaptation.losses)) == ("iteration", 20, 20)
    command(sorted_app, "undo")
    assert button.accessibleName() == "Learner: Ridge regression"
    settle(qtbot, sorted_app.bench)
    assert sorted_app.report.adaptation().unit == "shot"


def test_selecting_a_picture_fills_the_inspector_with_scores_and_reasons(sorted_app, qtbot):
    picture = named(sorted_app.bench, "a red")
    shown = []
    real = sorted_app.window.inspector.set_state
    sorted_app.window.inspector.set_state = lambda state: (shown.append(state), real(state))
    sorted_app.presenter.select([picture.id])
    qtbot.waitUntil(lambda: bool(shown[-1].nearest) and shown[-1].picture is not None, timeout=10_000)
    state = shown[-1]
    assert [bar.name for bar in state.scores] == ["green", "red"]
    assert state.scores[1].similarity > state.scores[0].similarity
    assert state.nearest[0].class_name == "red"
    assert (state.class_name, state.state) == ("red", "predicted")


def test_removing_the_last_pictures_in_the_inspector_gives_the_focus_back_to_the_grid(sorted_app, qtbot):
    sorted_app.presenter.select([p.id for p in sorted_app.bench.project.queries()])
    sorted_app.window.activateWindow()
    buttons = sorted_app.window.inspector.findChildren(QToolButton)
    remove = next(b for b in buttons if b.accessibleName() == "Remove")
    remove.setFocus()
    remove.click()
    qtbot.waitUntil(lambda: sorted_app.window.grid.isAncestorOf(QApplication.focusWidget()))


def test_a_window_that_closes_is_hidden_before_the_work_is_waited_for(app):
    seen = []
    app.window.closing.connect(lambda: seen.append(app.window.isVisible()))
    app.window.close()
    assert seen == [False]


def test_pressing_a_digit_in_the_grid_labels_the_selected_picture(sorted_app, qtbot):
    picture = named(sorted_app.bench, "c blue")
    sorted_app.presenter.select([picture.id])
    sorted_app.window.activateWindow()
    sorted_app.window.grid.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert named(sorted_app.bench, "c blue").label == sorted_app.bench.project.classes[1].id


def test_closing_while_classifying_ends_every_thread_and_loses_nothing(app, pictures, qtbot):
    app.bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    qtbot.waitUntil(lambda: app.host.busy)
    path = app.bench.session.path
    app.window.close()
    from handful.project.session import Session

    session = Session.open(path)
    assert len(session.project.pictures) == 7
    session.close()


def test_about_names_the_version(app, dialogs):
    import handful

    command(app, "about")
    assert handful.__version__ in dialogs.told[0]


@pytest.mark.timeout(300)
def test_the_demo_opens_in_a_project_of_its_own_and_is_classified(app, qtbot):
    app.window.grid.demo_requested.emit()
    qtbot.waitUntil(lambda: len(app.bench.project.queries()) > 50, timeout=240_000)
    settle(qtbot, app.bench)
    assert len(app.bench.project.classes) >= 8
    assert len(app.bench.project.predictions) == len(app.bench.project.queries())


def test_many_classes_come_on_the_shelf_a_few_at_a_time_until_all_are_there(app, qtbot):
    for i in range(14):
        app.bench.add_class(f"class {i}")
    shelf = app.window.shelf
    qtbot.waitUntil(lambda: len(shelf.findChildren(CardWidget)) == 14, timeout=10_000)


def test_recent_projects_are_offered_in_the_menu_and_open_from_there(sorted_app):
    old, path = sorted_app.bench.project, sorted_app.bench.session.path
    command(sorted_app, "new")
    menu = sorted_app.window.recent_menu
    menu.aboutToShow.emit()
    entry = menu.actions()[0]
    assert entry.text() == path.stem
    entry.trigger()
    assert sorted_app.bench.project == old
    path.with_name("gone.handful").touch()
    sorted_app.recent.add(path.with_name("gone.handful"))
    path.with_name("gone.handful").unlink()
    menu.aboutToShow.emit()
    assert [a.isEnabled() for a in menu.actions() if a.text() == "gone"] == [False]


def test_insight_is_shown_as_it_was_left(app, make_app, qtbot):
    app.window.insight.show_tab("confusion")
    app.window.insight.ask_for_room(True)
    app.window.close()
    again = make_app()
    qtbot.waitUntil(lambda: again.window.insight.tab == "confusion", timeout=10_000)
    assert again.window.insight.has_room
    again.window.insight.ask_for_room(False)
    again.window.close()
    assert not make_app().window.insight.has_room
