"""Suggestions for a project of colours: which pictures, why, and what is left out."""

import pytest

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import UNKNOWN, Project
from handful.project.edits import NewPicture
from handful.workflows import suggest as module
from handful.workflows.classify import classify
from handful.workflows.progress import Classified
from handful.workflows.suggest import suggest
from tests.workflows.tiny import BLUE, GREEN, RED, drain, paint, tiny_engine

COLOURS = {"red": RED, "green": GREEN, "blue": BLUE}


@pytest.fixture
def engine():
    engine = tiny_engine()
    yield engine
    engine.cache.close()


def edited(project, edit):
    return apply(project, edit)[0]


@pytest.fixture
def heap(tmp_path):
    """Nine reds, six greens and three blues, none with a label; ids in this order."""
    new = []
    for (name, colour), n in zip(COLOURS.items(), (9, 6, 3), strict=True):
        new += [NewPicture(str(paint(tmp_path / f"{name} {i}.png", colour, i))) for i in range(n)]
    return edited(Project(), edits.add_pictures(Project(), tuple(new)))


def names(project, suggestions):
    return [project.pictures[s.picture_id].path.rsplit("/", 1)[1].split()[0] for s in suggestions]


def suggested(engine, project, n=3):
    return drain(suggest(engine, project, n))[1]


def with_class(project, name, ids):
    project = edited(project, edits.add_class(project, name))
    return edited(project, edits.move_to_class(project, ids, project.classes[-1].id))


def classified(engine, project):
    predictions = {}
    for step in drain(classify(engine, project, "prototypes"))[0]:
        if isinstance(step, Classified):
            predictions |= step.predictions
    return Project(
        project.classes,
        project.pictures,
        project.facts,
        predictions,
        project.settings,
        project.support_revision,
    )


def test_before_any_class_a_typical_picture_of_each_colour_comes_the_largest_group_first(engine, heap):
    found = suggested(engine, heap)
    assert names(heap, found) == ["red", "green", "blue"]
    assert {(s.reason, s.class_ids) for s in found} == {("typical", ())}


def test_what_has_an_example_or_a_label_comes_later(engine, heap):
    project = with_class(heap, "red", [1])
    assert names(project, suggested(engine, project, 2)) == ["green", "blue"]
    stranger = edited(project, edits.label(project, [10], UNKNOWN))
    assert names(stranger, suggested(engine, stranger, 1)) == ["blue"]


def test_labelled_pictures_and_examples_are_never_suggested(engine, heap):
    project = with_class(heap, "red", [1, 2])
    project = edited(project, edits.label(project, [3, 10], project.classes[0].id))
    ids = {s.picture_id for s in suggested(engine, project, 100)}
    assert ids == set(project.pictures) - {1, 2, 3, 10}


def test_a_close_call_names_its_two_classes_and_variety_its_one(engine, heap, tmp_path):
    project = with_class(with_class(heap, "red", [1, 2, 3]), "green", [10, 11, 12])
    between = paint(tmp_path / "olive 0.png", (125, 120, 30), 50)
    project = edited(project, edits.add_pictures(project, (NewPicture(str(between)),)))
    project = classified(engine, project)
    red, green = (c.id for c in project.classes)
    found = {s.picture_id: s for s in suggested(engine, project, 100)}
    assert {s.reason for s in found.values()} == {"typical", "close", "variety"}
    for suggestion in found.values():
        n_named = {"typical": 0, "close": 2, "variety": 1}[suggestion.reason]
        assert len(suggestion.class_ids) == n_named
        assert set(suggestion.class_ids) <= {red, green}


def test_a_picture_that_cannot_be_read_is_left_out(engine, heap, tmp_path):
    (tmp_path / "red 0.png").write_bytes(b"no picture")
    assert 1 not in {s.picture_id for s in suggested(engine, heap, 100)}


def test_nothing_without_a_label_is_no_suggestion(engine):
    assert suggested(engine, Project()) == ()


def test_of_very_many_pictures_some_are_looked_at_always_the_same(engine, heap, monkeypatch):
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 5)
    found = suggested(engine, heap, 100)
    assert len(found) == 5
    assert found == suggested(engine, heap, 100)


def test_pictures_that_are_known_are_not_encoded_again_and_it_can_be_stopped(engine, heap):
    first = suggested(engine, heap)
    before = engine.encoder.embedded
    assert suggested(engine, heap) == first
    assert engine.encoder.embedded == before
    work = suggest(engine, heap)
    next(work)
    work.close()
