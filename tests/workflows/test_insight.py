"""Map, meters, doubts and confusion on a tiny engine whose embeddings are mean colours."""

import dataclasses

import numpy as np
import pytest

from handful.project import edits
from handful.project.changes import apply
from handful.project.document import UNKNOWN, Prediction, Project
from handful.project.edits import NewPicture
from handful.workflows import insight_map
from handful.workflows.insight_confusion import count_confusion
from handful.workflows.insight_examples import judge_examples
from handful.workflows.insight_map import draw_map
from handful.workflows.insight_values import HeldOutStep, PictureMap
from handful.workflows.progress import EmbeddingStep
from tests.workflows.tiny import BLUE, GREEN, RED, drain, paint, tiny_engine


@pytest.fixture
def engine():
    engine = tiny_engine()
    yield engine
    engine.cache.close()


def project_of(pictures) -> Project:
    project, _ = apply(Project(), edits.add_pictures(Project(), pictures))
    return project


def many(tmp_path, name, colour, n, seed, class_name=None):
    return [
        NewPicture(str(paint(tmp_path / f"{name} {i}.png", colour, seed + i)), class_name) for i in range(n)
    ]


@pytest.fixture
def colours(tmp_path):
    """Four examples each of red and green and one of blue, and three queries of each."""
    return project_of(
        many(tmp_path, "r", RED, 4, 0, "red")
        + many(tmp_path, "g", GREEN, 4, 10, "green")
        + many(tmp_path, "b", BLUE, 1, 20, "blue")
        + many(tmp_path, "query r", RED, 3, 30)
        + many(tmp_path, "query g", GREEN, 3, 40)
        + many(tmp_path, "query b", BLUE, 3, 50)
    )


@pytest.fixture
def mislabelled(tmp_path):
    """A red picture among the green examples."""
    return project_of(
        many(tmp_path, "r", RED, 4, 0, "red")
        + many(tmp_path, "g", GREEN, 4, 10, "green")
        + many(tmp_path, "wrong", RED, 1, 20, "green")
    )


@pytest.mark.parametrize("kind", ["straight", "neighbours"])
def test_every_readable_picture_and_every_class_has_a_place_near_its_like(engine, colours, kind):
    values, drawn = drain(draw_map(engine, colours, kind))
    assert drawn.picture_ids == tuple(colours.pictures)
    assert drawn.class_ids == tuple(c.id for c in colours.classes)
    assert np.isfinite(drawn.places).all()
    assert drawn.places.shape == (18, 2)
    distance = np.linalg.norm(drawn.places[9:, None] - drawn.prototypes[None], axis=2)
    assert sum(distance.argmin(1) == [0, 0, 0, 1, 1, 1, 2, 2, 2]) >= 8
    assert any(isinstance(v, EmbeddingStep) for v in values)


def test_a_straight_map_says_how_much_of_the_spread_it_shows_and_one_by_neighbours_does_not(engine, colours):
    _, straight = drain(draw_map(engine, colours, "straight"))
    _, neighbours = drain(draw_map(engine, colours, "neighbours"))
    assert 0.9 < straight.share <= 1.0  # three colours lie in a plane
    assert neighbours.share is None


def test_a_map_is_shown_while_it_takes_shape_and_is_the_same_again(engine, colours):
    values, drawn = drain(draw_map(engine, colours, "neighbours", seed=3))
    early = [v for v in values if isinstance(v, PictureMap)]
    assert [v.done for v in early] == sorted(v.done for v in early)
    assert early[0].done < 1.0 == drawn.done
    _, again = drain(draw_map(engine, colours, "neighbours", seed=3))
    np.testing.assert_array_equal(drawn.places, again.places)


def test_of_too_many_pictures_some_are_drawn_and_the_rest_is_counted(engine, colours, monkeypatch):
    monkeypatch.setattr(insight_map, "MAX_DRAWN", 4)
    _, drawn = drain(draw_map(engine, colours, "straight"))
    assert (len(drawn.picture_ids), drawn.left_out) == (9 + 4, 5)


def test_pictures_without_classes_have_a_map_too_and_no_picture_has_an_empty_one(engine, tmp_path):
    _, drawn = drain(draw_map(engine, project_of(many(tmp_path, "r", RED, 3, 0)), "neighbours"))
    assert (drawn.places.shape, drawn.class_ids) == ((3, 2), ())
    _, empty = drain(draw_map(engine, Project(), "neighbours"))
    assert empty.picture_ids == ()


def test_examples_of_clear_classes_are_recognised_and_one_alone_is_said_to_be_alone(engine, colours):
    values, judged = drain(judge_examples(engine, colours, "prototypes"))
    red, green, blue = judged.meters
    assert (red.right, red.held_out, red.n_examples, red.verdict) == (4, 4, 4, "enough")
    assert (green.right, green.taken_for) == (4, None)
    assert (red.low, red.high) == pytest.approx((0.5101, 1.0), abs=1e-4)
    assert (blue.held_out, blue.verdict, blue.low, blue.high) == (0, "alone", 0.0, 1.0)
    assert [v.done for v in values if isinstance(v, HeldOutStep)] == list(range(1, 9))
    assert judged.doubts == ()


@pytest.mark.parametrize("learner", ["prototypes", "matching", "ridge", "finetune"])
def test_an_example_under_the_wrong_class_is_doubted_and_named_with_what_it_looks_like(
    engine, mislabelled, learner
):
    _, judged = drain(judge_examples(engine, mislabelled, learner))
    red, green = (c.id for c in mislabelled.classes)
    [doubt] = judged.doubts
    assert mislabelled.pictures[doubt.picture_id].path.endswith("wrong 0.png")
    assert (doubt.class_id, doubt.looks_like) == (green, red)
    assert doubt.lead > 0
    assert doubt.harm > 0
    assert judged.meters[1].taken_for == red
    assert judged.support_revision == mislabelled.support_revision


def test_one_class_alone_leaves_nothing_to_judge(engine, tmp_path):
    _, judged = drain(judge_examples(engine, project_of(many(tmp_path, "r", RED, 3, 0, "red")), "prototypes"))
    assert (judged.meters, judged.doubts) == ((), ())


def prediction(class_id, unknown=False):
    return Prediction(class_id, unknown, 0.9, (1, 2, 3), (0.5, 0.1, 0.0), "hash", 1)


def test_labels_stand_beside_predictions_and_only_what_has_both_is_counted(colours):
    first, second, third, fourth, fifth, _, _, _, _ = (p.id for p in colours.queries())
    pictures = {
        **colours.pictures,
        **{
            i: colours.pictures[i].as_query(label)
            for i, label in ((first, 1), (second, 1), (third, UNKNOWN), (fifth, 2))
        },
    }
    predictions = {
        first: prediction(1),
        second: prediction(2),
        third: prediction(1, unknown=True),
        fourth: prediction(1),
    }
    project = dataclasses.replace(colours, pictures=pictures, predictions=predictions)
    _, confusion = drain(count_confusion(project))
    assert confusion.cells == {(1, 1): (first,), (1, 2): (second,), (UNKNOWN, UNKNOWN): (third,)}
    assert (confusion.agreeing, confusion.labelled) == (2, 3)
    assert (confusion.low, confusion.high) == pytest.approx((0.2077, 0.9385), abs=1e-4)
