"""Labels come into the window: read by a job, shown beforehand, taken over as one step of undo."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from handful.project.document import UNKNOWN
from tests.ui.bench import named, settle


def command(app, key):
    action = app.window.command[key]
    assert action.isEnabled(), f"{key} is greyed"
    action.trigger()


def settled(app, qtbot, level):
    qtbot.waitUntil(lambda: any(n and n.level == level for n in app.notices), timeout=30_000)
    return [n for n in app.notices if n][-1]


@pytest.fixture
def table(pictures, tmp_path):
    """Of the heap: one new class, one unknown, one line without a file."""
    rows = ["path,label,unknown,source", "heap/a red.png,crimson,,", "heap/c blue.png,,true,person"]
    (tmp_path / "labels.csv").write_text("\n".join([*rows, "heap/gone.png,green,,"]))
    return tmp_path / "labels.csv"


def drop_on_grid(app, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    app.window.grid.dropEvent(event)


def test_a_table_is_shown_beforehand_and_taken_over_as_one_step(sorted_app, dialogs, table, qtbot):
    before = sorted_app.bench.project
    dialogs.table, dialogs.role = table, "labels"
    command(sorted_app, "import_table")
    notice = settled(sorted_app, qtbot, "warning")
    [preview] = dialogs.previews
    assert (preview.pictures, preview.added, preview.n_left_out) == (2, 0, 1)
    assert [(c.name, c.pictures, c.is_new) for c in preview.classes] == [
        ("crimson", 1, True),
        ("Unknown (none of the classes)", 1, False),
    ]
    assert notice.text == "2 pictures labelled by labels.csv · 1 left out"
    assert "heap/gone.png: no such file" in notice.details
    project = sorted_app.bench.project
    assert project.class_by_id(named(sorted_app.bench, "a red").label).name == "crimson"
    assert named(sorted_app.bench, "c blue").label == UNKNOWN
    command(sorted_app, "undo")
    assert sorted_app.bench.project.pictures == before.pictures
    assert sorted_app.bench.project.classes == before.classes


def test_class_folders_come_in_as_examples_and_are_learned(app, dialogs, pictures, qtbot):
    app.bench.drop([str(pictures / "heap")])
    dialogs.label_folders, dialogs.role = pictures / "classes", "examples"
    settle(qtbot, app.bench)
    command(app, "import_folders")
    settled(app, qtbot, "success")
    settle(qtbot, app.bench)
    assert {c.name for c in app.bench.project.classes} == {"red", "green"}
    assert named(app.bench, "a red").id in app.bench.project.predictions
    assert app.remembered.folder == str(pictures)


def test_nothing_is_changed_where_the_person_does_not_agree(sorted_app, dialogs, table, qtbot):
    before = sorted_app.bench.project
    dialogs.table = table
    command(sorted_app, "import_table")
    qtbot.waitUntil(lambda: bool(dialogs.previews), timeout=30_000)
    assert sorted_app.bench.project == before
    dialogs.table = None
    command(sorted_app, "import_table")  # cancelled: no dialog follows
    assert len(dialogs.previews) == 1


def test_a_table_that_is_dropped_is_imported_and_pictures_beside_it_are_added(
    app, dialogs, pictures, table, qtbot
):
    dialogs.role = "labels"
    drop_on_grid(app, table, pictures / "classes")
    settled(app, qtbot, "warning")
    settle(qtbot, app.bench)
    assert {c.name for c in app.bench.project.classes} == {"red", "green", "crimson"}
    assert len(app.bench.project.pictures) == 6


def test_a_project_that_is_dropped_is_opened(sorted_app, tmp_path):
    sorted_app.bench.session.copy_to(tmp_path / "copy.handful")
    drop_on_grid(sorted_app, tmp_path / "copy.handful")
    assert sorted_app.bench.session.path == tmp_path / "copy.handful"


def test_what_holds_no_label_is_told_in_words(app, dialogs, tmp_path, qtbot):
    dialogs.table = tmp_path / "numbers.csv"
    dialogs.table.write_text("a,b\n1,2\n")
    command(app, "import_table")
    assert "needs a column for the picture" in settled(app, qtbot, "error").text
    dialogs.table.write_text("path,label\nnowhere.png,cat\n")
    command(app, "import_table")
    assert settled(app, qtbot, "warning").text == "numbers.csv holds no label that can be used"


def test_reading_the_labels_can_be_stopped_and_then_nothing_happens(app, dialogs, table, qtbot):
    dialogs.role = "labels"
    app.importing.import_from(table)
    app.importing._stop()
    app.importing.import_from(table)  # the worker ends the first one before it
    settled(app, qtbot, "warning")
    assert len(dialogs.previews) == 1


def test_into_a_project_that_can_only_be_looked_at_nothing_is_imported(sorted_app, make_app, dialogs, table):
    second = make_app(sorted_app.bench.session.path)
    assert not second.window.command["import_table"].isEnabled()
    second.importing.drop([table])
    assert second.notices[-1].level == "warning"
    assert not dialogs.previews


def test_very_many_labels_are_taken_over_in_parts_that_are_one_step(
    sorted_app, dialogs, table, qtbot, monkeypatch
):
    monkeypatch.setattr("handful.ui.workbench.AT_ONCE", 1)
    steps = len(sorted_app.bench.session.steps.all)
    dialogs.table, dialogs.role = table, "labels"
    command(sorted_app, "import_table")
    settled(sorted_app, qtbot, "warning")
    assert len(sorted_app.bench.session.steps.all) == steps + 1
    assert sorted_app.bench.session.undo_words == "Import 2 labels"
