"""New paths of moved pictures as an edit: labels stay, and no two pictures get the same file."""

from handful.project import edits
from handful.project.document import Facts, Project
from handful.project.moved import facts_of, relink
from handful.project.session import Session


def project_of(*paths):
    return edits.apply(Project(), edits.add_pictures(Project(), [edits.NewPicture(p) for p in paths]))[0]


def test_a_moved_picture_keeps_its_label_and_one_that_left_the_project_stays_out():
    project = project_of("/a.png", "/b.png")
    project, _ = edits.apply(project, edits.label(project, [1], 0))
    after, change = edits.apply(project, relink(project, {1: "/new/a.png", 9: "/new/c.png"}))
    assert (after.pictures[1].path, after.pictures[1].label) == ("/new/a.png", 0)
    assert change.changed == (1,)
    assert after.by_path() == {"/new/a.png": 1, "/b.png": 2}


def test_no_two_pictures_get_the_same_file():
    project = project_of("/a.png", "/b.png", "/c.png")
    edit = relink(project, {1: "/c.png", 2: "/new.png"})
    assert {i: after.path for i, (_, after) in edit.pictures.items()} == {2: "/new.png"}
    edit = relink(project, {1: "/new.png", 2: "/new.png"})
    assert list(edit.pictures) == [1]


def test_it_is_one_step_that_undo_takes_back_also_after_a_restart(tmp_path):
    session = Session.create(tmp_path / "p.handful")
    session.apply(
        edits.add_pictures(session.project, [edits.NewPicture("/a.png"), edits.NewPicture("/b.png")])
    )
    session.record_facts({1: Facts("hash", "no such file")})
    session.apply(relink(session.project, {1: str(tmp_path / "a.png"), 2: str(tmp_path / "b.png")}))
    session.record_facts(facts_of(session.project, [1, 2]))
    session.close()
    session = Session.open(tmp_path / "p.handful")
    assert session.undo_words == "Find 2 moved pictures"
    assert session.project.facts == {1: Facts("hash")}
    assert session.project.pictures[1].path == str(tmp_path / "a.png")
    session.undo()
    assert [p.path for p in session.project.pictures.values()] == ["/a.png", "/b.png"]
    session.redo()
    assert session.project.pictures[2].path == str(tmp_path / "b.png")
    session.close()
