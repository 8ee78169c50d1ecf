"""The list model: rows follow the document without a reset, thumbnails come when they are asked for."""

import pytest
from PySide6.QtCore import Qt

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Facts, Prediction, Project
from handful.project.edits import NewPicture
from handful.ui.models.loader import PictureLoader
from handful.ui.models.picture_list import PictureListModel
from handful.ui.theme import Theme
from handful.ui.views.state import GridRole
from tests.workflows.tiny import RED, paint


@pytest.fixture
def loader(qapp):
    paths = {}
    loader = PictureLoader(paths.get, 100)
    loader.paths = paths
    yield loader
    loader.close()


@pytest.fixture
def model(loader):
    return PictureListModel(loader, Theme("light"), 64)


def project_of(*names) -> Project:
    found = [NewPicture(f"/pictures/{name}.png") for name in names]
    return apply(Project(), edits.add_pictures(Project(), found))[0]


def show(model, project, changed=()):
    model.set_pictures(project, tuple(p.id for p in project.queries()), changed)


def names(model):
    return [model.index(row).data(GridRole.NAME) for row in range(model.rowCount())]


def test_the_model_is_sound_while_pictures_come_and_go(model, qtmodeltester):
    show(model, project_of("a", "b", "c"))
    qtmodeltester.check(model)
    show(model, project_of("a", "b", "c", "d"))
    show(model, project_of("a"))
    assert names(model) == ["a.png"]


def test_added_pictures_are_inserted_and_removed_ones_taken_out_without_a_reset(model, qtbot):
    project = project_of("a", "b", "c", "d", "e")
    show(model, project)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    more, _ = apply(project, edits.add_pictures(project, [NewPicture("/pictures/f.png")]))
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        show(model, more)
    assert inserted.args[1:3] == [5, 5]
    ids = [p.id for p in more.queries()]
    fewer, change = apply(more, edits.remove_pictures(more, [ids[1], ids[2], ids[4]]))
    show(model, fewer, change.changed)
    assert names(model) == ["a.png", "d.png", "f.png"]
    assert resets == []
    assert [model.row_of(i) for i in ids] == [0, None, None, 1, None, 2]


def test_pictures_that_come_back_in_the_middle_are_shown_in_their_old_place(model):
    project = project_of("a", "b", "c")
    show(model, project)
    edit = edits.remove_pictures(project, [project.queries()[1].id])
    fewer, _ = apply(project, edit)
    show(model, fewer)
    back, _ = apply(fewer, edit.inverse())
    show(model, back)
    assert names(model) == ["a.png", "b.png", "c.png"]


def test_only_the_changed_rows_are_painted_anew(model, qtbot):
    project = project_of("a", "b", "c", "d")
    show(model, project)
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    ids = [p.id for p in project.queries()]
    show(model, project, (ids[0], ids[2], ids[3]))
    assert told == [(0, 0), (2, 3)]


def test_each_state_of_a_picture_is_told_and_a_persons_word_comes_first(model):
    project = project_of("a", "b", "c", "d", "e")
    project, _ = apply(project, edits.add_class(project, "cat"))
    cat = project.classes[0].id
    a, b, c, d, _e = (p.id for p in project.queries())

    def predicted(unknown):
        return Prediction(cat, unknown, 0.8, (cat,), (0.5,), "hash", 1)

    facts = {c: Facts("x", "the file is cut short"), d: Facts("y", "the file is cut short")}
    predictions = {a: predicted(False), b: predicted(True)}
    project = Project(
        classes=project.classes, pictures=project.pictures, facts=facts, predictions=predictions
    )
    project, _ = apply(project, edits.label(project, [d], cat))
    show(model, project)
    states = [model.index(row).data(GridRole.STATE) for row in range(5)]
    assert states == ["predicted", "unknown", "unreadable", "labelled", "pending"]
    assert model.index(0).data(GridRole.CLASS_NAME) == "cat"
    assert model.index(0).data(GridRole.CONFIDENCE) == pytest.approx(0.8)
    assert model.index(2).data(GridRole.ERROR) == "the file is cut short"
    assert model.index(3).data(GridRole.CLASS_COLOUR).isValid()
    assert model.index(4).data(GridRole.CLASS_NAME) is None
    heard = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(5)]
    assert heard == [
        "a.png: cat, 80\u00a0% sure",
        "b.png: none of these classes",
        "c.png cannot be read",
        "d.png: you said cat",
        "e.png: not classified yet",
    ]


def test_a_thumbnail_is_made_off_thread_when_it_is_asked_for(model, loader, tmp_path, qtbot):
    path = paint(tmp_path / "a.png", RED, size=(200, 100))
    project = apply(Project(), edits.add_pictures(Project(), [NewPicture(str(path))]))[0]
    loader.paths[project.queries()[0].id] = str(path)
    show(model, project)
    assert model.index(0).data(GridRole.THUMBNAIL) is None
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        pass
    pixmap = model.index(0).data(GridRole.THUMBNAIL)
    assert (pixmap.width(), pixmap.height()) == (64, 32)
    colour = pixmap.toImage().pixelColor(10, 10)
    assert colour.red() > 150 > colour.green()


def test_a_thumbnail_that_cannot_be_made_is_told_once_with_its_reason(loader, tmp_path, qtbot):
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    loader.paths[1] = str(bad)
    with qtbot.waitSignal(loader.unreadable, timeout=10_000) as told:
        assert loader.pixmap(1, 64) is None
    assert told.args[0] == 1
    assert "not a picture" in told.args[1]
    with qtbot.assertNotEmitted(loader.unreadable, wait=50):
        assert loader.pixmap(1, 64) is None


def test_what_was_asked_for_an_earlier_project_never_arrives(loader, tmp_path, qtbot):
    loader.paths[1] = str(paint(tmp_path / "a.png", RED))
    loader.pixmap(1, 64)
    loader.clear()
    with qtbot.assertNotEmitted(loader.loaded, wait=200):
        pass


def test_pictures_can_be_selected_and_dragged(model):
    show(model, project_of("a"))
    flags = model.flags(model.index(0))
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert flags & Qt.ItemFlag.ItemIsSelectable


def test_another_order_is_shown_anew_and_the_ids_are_told_at_once(model):
    project = project_of("a", "b", "c")
    show(model, project)
    ids = tuple(p.id for p in project.queries())
    model.set_pictures(project, ids[::-1])
    assert names(model) == ["c.png", "b.png", "a.png"]
    assert model.picture_ids() == ids[::-1]
    assert [model.row_of(i) for i in ids] == [2, 1, 0]


def test_very_many_scattered_changes_are_told_as_one(model):
    project = project_of(*map(str, range(400)))
    show(model, project)
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    show(model, project, [p.id for p in project.queries()][::2])
    assert told == [(0, 399)]
