"""Moved pictures are found by their content: beside the project, in a folder, and never by a name alone."""

import shutil

import pytest

from handful.project.document import Picture, Project
from handful.project.session import Session
from handful.workflows.find_moved import (
    find_missing,
    relink_file,
    search_folder,
    search_likely_places,
    why_missing,
)
from handful.workflows.labels_in import import_into_file
from handful.workflows.progress import WorkflowError
from tests.export.answering import paint
from tests.workflows.tiny import drain

NAMES = ("a", "b", "c")


@pytest.fixture
def project_file(tmp_path):
    """work/p.handful; its pictures are in photos/2024, beside the folder of the project."""
    rows = ["path,label"]
    for i, name in enumerate(NAMES):
        paint(tmp_path / "home" / "photos" / "2024" / f"{name}.png", i)
        rows.append(f"../photos/2024/{name}.png,cat")
    (tmp_path / "home" / "work").mkdir()
    (tmp_path / "home" / "work" / "labels.csv").write_text("\n".join(rows))
    drain(
        import_into_file(tmp_path / "home" / "work" / "p.handful", tmp_path / "home" / "work" / "labels.csv")
    )
    return tmp_path / "home" / "work" / "p.handful"


def opened(file):
    session = Session.open(file)
    session.close()
    return session.project


def missing_of(project):
    return drain(find_missing(project))[1]


def found_by(search):
    return {key: path for step in drain(search)[0] for key, path in step.found.items()}


def test_nothing_is_missing_while_all_pictures_are_where_they_were(project_file):
    assert missing_of(opened(project_file)) == ()


def test_a_tree_that_moved_as_a_whole_is_found_in_likely_places(project_file, tmp_path):
    shutil.move(tmp_path / "home", tmp_path / "elsewhere")
    moved = tmp_path / "elsewhere" / "work" / "p.handful"
    project = opened(moved)
    assert missing_of(project) == (1, 2, 3)
    found = found_by(search_likely_places(project, (1, 2, 3), moved.parent))
    assert {i: p.removeprefix(str(tmp_path)) for i, p in found.items()} == {
        i: f"/elsewhere/photos/2024/{name}.png" for i, name in enumerate(NAMES, start=1)
    }


def test_renamed_files_are_found_in_a_folder_and_a_changed_one_of_the_same_name_is_not(
    project_file, tmp_path
):
    photos = tmp_path / "home" / "photos" / "2024"
    (tmp_path / "new" / "deep").mkdir(parents=True)
    shutil.move(photos / "a.png", tmp_path / "new" / "deep" / "holiday.png")
    (photos / "b.png").unlink()
    paint(tmp_path / "new" / "b.png", 77)
    project = opened(project_file)
    missing = missing_of(project)
    assert missing == (1, 2)
    assert found_by(search_likely_places(project, missing, project_file.parent)) == {}
    assert found_by(search_folder(project, missing, tmp_path / "new")) == {
        1: str(tmp_path / "new" / "deep" / "holiday.png")
    }
    assert list(why_missing(project, [2])) == [(project.pictures[2].path, "not found yet")]


def test_files_with_the_name_of_a_missing_one_are_read_first_and_the_search_ends_with_the_last(
    project_file, tmp_path
):
    many = tmp_path / "many"
    for i in range(5):
        paint(many / f"{i}.png", 100 + i)
    (many / "z").mkdir()
    shutil.move(tmp_path / "home" / "photos" / "2024" / "c.png", many / "z" / "c.png")
    project = opened(project_file)
    steps, _ = drain(search_folder(project, (3,), many))
    assert [(s.done, s.total) for s in steps if s.total] == [(1, 6)]


def test_a_file_that_is_in_the_project_already_is_not_given_to_another_picture(project_file, tmp_path):
    photos = tmp_path / "home" / "photos" / "2024"
    project = opened(project_file)
    (photos / "a.png").unlink()
    shutil.copy(photos / "b.png", photos / "twin.png")
    assert found_by(search_folder(project, (1,), photos)) == {}


@pytest.mark.parametrize("old", ["C:\\Users\\me\\photos\\2024\\a.png", "/mnt/other/photos/2024/a.png"])
def test_the_end_of_an_old_path_of_any_system_leads_to_the_picture(project_file, old):
    project = opened(project_file)
    lost = Project(project.classes, {1: Picture(1, old, "query", 1)}, {1: project.facts[1]})
    found = found_by(search_likely_places(lost, (1,), project_file.parent))
    assert found[1].endswith("home/photos/2024/a.png")


def test_a_project_file_is_mended_as_one_step(project_file, tmp_path):
    shutil.move(tmp_path / "home" / "photos", tmp_path / "archive")
    report = drain(relink_file(project_file, tmp_path / "archive"))[1]
    assert (report.missing, report.found, report.still_missing) == (3, 3, ())
    assert missing_of(opened(project_file)) == ()
    session = Session.open(project_file)
    session.undo()
    assert missing_of(session.project) == (1, 2, 3)
    session.close()


def test_what_cannot_be_searched_is_refused_in_words(project_file, tmp_path):
    with pytest.raises(WorkflowError, match="no folder"):
        drain(relink_file(project_file, tmp_path / "nowhere"))
    session = Session.open(project_file)
    with pytest.raises(WorkflowError, match="close it there"):
        drain(relink_file(project_file, tmp_path))
    session.close()
