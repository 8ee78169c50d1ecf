"""The order of the grid follows what was asked for and what changes, few pictures at once, many later."""

import pytest

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Project
from handful.project.edits import NewPicture
from handful.project.review import View
from handful.ui import arranging
from handful.ui.arranging import Arranger
from handful.ui.tally import Tally


@pytest.fixture
def arranger(qapp):
    arranger = Arranger()
    yield arranger
    arranger.close()
    arranger.deleteLater()


def project_of(*names) -> Project:
    project, _ = apply(Project(), edits.add_class(Project(), "cat"))
    found = [NewPicture(f"/pictures/{name}.png") for name in names]
    return apply(project, edits.add_pictures(project, found))[0]


def names(arranger, project):
    return [project.pictures[i].path.split("/")[-1][:-4] for i in arranger.ids]


def do(arranger, project, edit):
    after, change = apply(project, edit)
    arranger.follow(after, change)
    return after


def test_asking_for_an_order_or_a_choice_arranges_at_once_and_says_who_asked(arranger, qtbot):
    project = project_of("b", "c", "a")
    arranger.open(project)
    with qtbot.waitSignal(arranger.arranged) as said:
        arranger.choose(View("name"))
    assert said.args == [True]
    assert names(arranger, project) == ["a", "b", "c"]
    arranger.choose(View("name", text="B"))
    assert names(arranger, project) == ["b"]
    arranger.open(project)
    assert (arranger.view, names(arranger, project)) == (View(), ["b", "c", "a"])


def test_what_no_longer_belongs_goes_and_what_does_now_comes_to_its_place(arranger):
    project = project_of("b", "c", "a")
    arranger.open(project)
    arranger.choose(View("name", "unlabelled"))
    [b] = [p.id for p in project.queries() if p.path.endswith("b.png")]
    label = edits.label(project, [b], 1)
    project = do(arranger, project, label)
    assert names(arranger, project) == ["a", "c"]
    project = do(arranger, project, label.inverse())
    assert names(arranger, project) == ["a", "b", "c"]
    project = do(arranger, project, edits.add_pictures(project, [NewPicture("/pictures/aa.png")]))
    assert names(arranger, project) == ["a", "aa", "b", "c"]
    project = do(arranger, project, edits.promote(project, [b]))  # has no answer, stays
    project = do(arranger, project, edits.move_to_class(project, [b], 1))
    assert names(arranger, project) == ["a", "aa", "c"]


def test_many_pictures_are_arranged_on_a_worker_and_changes_meanwhile_are_not_lost(
    arranger, qtbot, monkeypatch
):
    monkeypatch.setattr(arranging, "AT_ONCE", 2)
    project = project_of("b", "c", "a", "d")
    arranger.open(project)
    arranger.choose(View("name"))
    assert arranger.busy
    gone = next(p.id for p in project.queries() if p.path.endswith("c.png"))
    project = do(arranger, project, edits.remove_pictures(project, [gone]))
    assert names(arranger, project) == ["b", "a", "d"]
    qtbot.waitUntil(lambda: names(arranger, project) == ["a", "b", "d"])
    qtbot.waitUntil(lambda: not arranger.busy)


def test_the_order_by_date_is_made_from_the_files(arranger, qtbot, tmp_path):
    import os

    for name, seconds in (("old", 1), ("new", 9), ("middle", 5)):
        (tmp_path / f"{name}.png").touch()
        os.utime(tmp_path / f"{name}.png", (seconds, seconds))
    found = [NewPicture(str(tmp_path / f"{name}.png")) for name in ("old", "new", "middle")]
    project = apply(Project(), edits.add_pictures(Project(), found))[0]
    arranger.open(project)
    with qtbot.waitSignal(arranger.arranged):
        arranger.choose(View("time"))
    assert names(arranger, project) == ["new", "middle", "old"]


def test_new_scores_make_only_the_orders_anew_that_come_from_them(arranger, qtbot):
    arranger.open(project_of("b", "a"))
    arranger.choose(View("name"))
    with qtbot.assertNotEmitted(arranger.arranged):
        arranger.rescored()
    arranger.choose(View("uncertain"))
    with qtbot.waitSignal(arranger.arranged) as said:
        arranger.rescored()
    assert said.args == [False]


def test_the_tally_kept_up_to_date_is_the_tally_made_anew():
    project = project_of(*"abcdef")
    tally = Tally(project)
    ids = [p.id for p in project.queries()]
    steps = (
        lambda p: edits.label(p, ids[:2], 1),
        lambda p: edits.move_to_class(p, ids[2:4], 1),
        lambda p: edits.label(p, ids[:1], 0),
        lambda p: edits.remove_pictures(p, [ids[2], ids[5]]),
        lambda p: edits.add_pictures(p, [NewPicture("/pictures/z.png")]),
        lambda p: edits.remove_class(p, 1),
    )
    for make in steps:
        project, change = apply(project, make(project))
        tally.update(project, change)
        anew = Tally(project)
        assert +tally.states == anew.states
        assert +tally.sorted_into == anew.sorted_into
        assert (tally.support(1), tally.has_examples) == (anew.support(1), anew.has_examples)


def test_new_suggestions_arrange_anew_only_where_that_order_is_shown(arranger, qtbot):
    project = project_of("b", "c", "a")
    arranger.open(project)
    [b, _, a] = arranger.ids
    said = []
    arranger.arranged.connect(said.append)
    arranger.suggest((a,))
    assert (arranger.suggestions(), said) == ([a], [])
    arranger.choose(View("helpful"))
    assert names(arranger, project) == ["a", "b", "c"]
    arranger.suggest((b, a))
    assert names(arranger, project) == ["b", "a", "c"]
    assert said == [True, False]
    project = do(arranger, project, edits.label(project, [b], 1))
    assert arranger.suggestions() == [a]
    assert names(arranger, project) == ["b", "a", "c"]  # nothing moves under the person's hand
    arranger.open(project)
    assert arranger.suggestions() == []
