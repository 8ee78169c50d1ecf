"""Which pictures are shown for review, in which order, and what accepting them would do."""

import pytest

from handful.project.accepting import accept_curve
from handful.project.changes import apply
from handful.project.document import UNKNOWN, Facts, Picture, PictureClass, Prediction, Project
from handful.project.edits import accept_above
from handful.project.review import KINDS, ORDERS, View, arrange, shown_by

CAT, DOG = 1, 2


def predicted(class_id, confidence, similarities=(0.9, 0.1), *, unknown=False):
    return Prediction(class_id, unknown, confidence, (CAT, DOG), similarities, "hash", 1)


def a_project():
    """Ids 1 to 7: cats and dogs, a stranger, one decided, one broken, one late."""
    names = ("cat 10", "cat 9", "Dog 1", "stranger", "wrong", "broken", "late")
    labels = (None, None, None, None, DOG, None, None)
    pictures = {
        i: Picture(i, f"/p/{name}.jpg", "query", label)
        for i, (name, label) in enumerate(zip(names, labels, strict=True), start=1)
    }
    pictures[8] = Picture(8, "/p/example.jpg", "support", CAT)
    predictions = {
        1: predicted(CAT, 0.9, (0.9, 0.1)),
        2: predicted(CAT, 0.7, (0.5, 0.4)),
        3: predicted(DOG, 0.8, (0.3, 0.6)),
        4: predicted(DOG, 0.6, (0.1, 0.2), unknown=True),
        5: predicted(CAT, 0.95, (0.9, 0.2)),
    }
    classes = (PictureClass(CAT, "cat", 0), PictureClass(DOG, "dog", 1))
    return Project(classes, pictures, {6: Facts("x", "cut short")}, predictions)


def run(steps):
    """What a generator returns, and how often it paused."""
    pauses = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, pauses
        pauses += 1


def shown(view, times=None, project=None):
    return run(arrange(project or a_project(), view, times))[0]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("added", (1, 2, 3, 4, 5, 6, 7)),
        ("uncertain", (2, 3, 4, 1, 5, 6, 7)),  # gaps .1 .3 .8, the stranger in their middle, decided, without
        ("confidence", (5, 1, 3, 2, 4, 6, 7)),
        ("class", (1, 2, 5, 3, 4, 6, 7)),  # cats, dogs, each the surest first, none of these, no answer
        ("disagreement", (5, 1, 2, 3, 4, 6, 7)),
        ("name", (6, 2, 1, 3, 7, 4, 5)),  # "cat 9" before "cat 10", whatever the case
        ("time", (3, 1, 2, 4, 5, 6, 7)),
    ],
)
def test_every_order_puts_first_what_it_says(order, expected):
    assert shown(View(order), times={1: 50.0, 2: 20.0, 3: 99.0}) == expected


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(kind="unlabelled"), (1, 2, 3, 4, 6, 7)),
        (View(kind="labelled"), (5,)),
        (View(kind="unknown"), (4,)),
        (View(kind="unreadable"), (6,)),
        (View(kind="class", class_id=CAT), (1, 2)),
        (View(kind="class", class_id=DOG), (3, 5)),
        (View(text=" CAT "), (1, 2)),
        (View(kind="labelled", text="cat"), ()),
        (View("confidence", text="ER"), (4,)),
    ],
)
def test_every_filter_shows_only_what_it_says(view, expected):
    assert shown(view) == expected
    project = a_project()
    assert {i for i, p in project.pictures.items() if shown_by(project, view)(p)} == set(expected)


def test_a_persons_unknown_is_unknown_and_no_longer_undecided():
    project = a_project()
    project = Project(
        project.classes,
        project.pictures | {1: Picture(1, "/p/cat 10.jpg", "query", UNKNOWN)},
        project.facts,
        project.predictions,
    )
    assert shown(View(kind="unknown"), project=project) == (1, 4)
    assert 1 not in shown(View(kind="unlabelled"), project=project)
    assert shown(View("disagreement"), project=project)[:2] == (5, 1)


@pytest.mark.parametrize("order", ORDERS)
def test_fifty_thousand_pictures_come_in_many_small_steps_each_of_them_once(order):
    many = range(1, 50_001)
    pictures = {i: Picture(i, f"/p/{i * 7919 % 50_000}.jpg", "query", None) for i in many}
    predictions = {
        i: predicted(CAT, (i * 31 % 1000) / 1000, (i * 17 % 997 / 997, 0.0), unknown=i % 5 == 0)
        for i in many
        if i % 3
    }
    project = Project((PictureClass(CAT, "cat", 0), PictureClass(DOG, "dog", 1)), pictures, {}, predictions)
    ids, pauses = run(arrange(project, View(order), {i: float(i % 100) for i in many}))
    assert pauses >= 25
    assert sorted(ids) == list(many)
    if order == "confidence":
        sure = [predictions[i].confidence for i in ids if i in predictions]
        assert sure == sorted(sure, reverse=True)


def test_an_empty_project_has_nothing_to_show():
    assert {shown(View(order, kind), project=Project()) for order in ORDERS for kind in KINDS} == {()}


def curve_of(project):
    return run(accept_curve(project, range(1, 9)))[0]


def test_accepting_above_a_confidence_is_told_beforehand_with_its_expected_error():
    curve = curve_of(a_project())
    assert len(curve) == 4  # decided, unreadable and waiting ones are no proposals
    assert curve.at(0.0).picture_ids == (1, 3, 2, 4)
    some = curve.at(0.7)
    assert some.picture_ids == (1, 3, 2)
    assert some.expected_wrong == pytest.approx(0.1 + 0.2 + 0.3)
    assert some.expected_error == pytest.approx(0.2)
    assert curve.at(0.91).picture_ids == ()
    assert curve.at(0.91).expected_error == 0.0


def test_what_is_accepted_is_what_was_told_in_one_step_with_the_level_in_its_words():
    project = a_project()
    edit = accept_above(project, curve_of(project).at(0.6).picture_ids, 0.6)
    assert edit.words == "Accept 4 predictions of 60% or more"
    after, _ = apply(project, edit)
    assert [after.pictures[i].label for i in range(1, 8)] == [CAT, CAT, DOG, UNKNOWN, DOG, None, None]


def test_what_is_suggested_comes_first_then_the_least_certain_and_what_is_decided_waits():
    helpful, _ = run(arrange(a_project(), View("helpful"), suggested=(1, 5, 6, 99)))
    assert helpful == (1, 6, 2, 3, 4, 5, 7)  # 5 is decided, 99 is gone
    unlabelled, _ = run(arrange(a_project(), View("helpful", "unlabelled"), suggested=(4, 5)))
    assert unlabelled == (4, 2, 3, 1, 6, 7)
