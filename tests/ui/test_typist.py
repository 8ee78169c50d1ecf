"""The person that counts keys: decides rightly, and every key counts."""

from pathlib import Path

import pytest

from handful.project.document import UNKNOWN
from handful.ui.typist import Typist
from tests.ui.bench import named

TRUTH = {"a red.png": "red", "b green.png": "green", "c blue.png": None}


@pytest.fixture
def typist(app, pictures, qtbot):
    app.window.activateWindow()
    app.window.grid.setFocus()
    qtbot.waitUntil(app.window.grid.isActiveWindow)
    typist = Typist(app, TRUTH)
    typist.bring((pictures / "classes", pictures / "heap"))
    return typist


def test_one_key_a_picture_labels_everything_rightly_and_dragging_and_arranging_count(app, typist):
    before = typist.count.actions
    assert before == 3  # two drags, and Home
    typist.arrange()
    arranged = typist.count.actions
    typist.finish()
    assert typist.count.actions == arranged + 3
    assert typist.count.keys == typist.count.actions - 2
    assert typist.judge().right == 3
    assert named(app.bench, "c blue").label == UNKNOWN
    assert named(app.bench, "b green").label == app.bench.project.class_named("green").id


def test_what_is_accepted_at_once_is_labelled_as_proposed_and_costs_the_keys_of_the_bar(app, typist):
    typist.arrange()
    before = typist.count.actions
    typist.accept_up_to(1.0)
    assert typist.count.accepted_at_once == 3
    assert not app.arranger.ids
    assert typist.count.actions == before + 2 + 9  # the bar, nine pages from 90 to 0, Enter
    for picture in app.bench.project.queries():
        proposal = app.bench.project.predictions[picture.id]
        assert picture.label == (UNKNOWN if proposal.unknown else proposal.class_id)


def test_teaching_makes_examples_of_what_the_app_has_right(app, typist):
    typist.arrange()
    typist.teach(3)
    typist.finish()
    taught = [p for p in app.bench.project.pictures.values() if p.role == "support"]
    assert len(taught) == 4 + typist.count.taught
    assert typist.judge().right == 3


def test_class_by_class_only_what_does_not_belong_is_clicked_and_all_is_right(app, typist):
    before = typist.count.actions
    wrong = sum(
        (None if each.unknown else app.bench.project.class_by_id(each.class_id).name)
        != TRUTH[Path(app.bench.project.pictures[i].path).name]
        for i, each in app.bench.project.predictions.items()
    )
    typist.by_class()
    assert typist.judge().right == 3
    assert typist.count.actions - before <= 3 * 2 + 3 * 2 + 2 * wrong
