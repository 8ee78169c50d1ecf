"""Rows of a project say what a person decided, what the app proposes, and whose answer stands."""

from handful.export import labels_of
from handful.project.document import UNKNOWN, Facts, Picture, PictureClass, Prediction, Project

CAT, DOG = PictureClass(1, "cat", 0), PictureClass(2, "dog", 1)


def prediction(class_id=1, unknown=False, class_ids=(1, 2), similarities=(0.75, 0.25)):
    return Prediction(class_id, unknown, 0.875, class_ids, similarities, "model", 3)


def project(picture, *, predicted=None, facts=None, classes=(CAT, DOG)):
    return Project(
        classes=classes,
        pictures={picture.id: picture},
        facts={picture.id: facts} if facts else {},
        predictions={picture.id: predicted} if predicted else {},
    )


def only_row(*args, **kwargs):
    [row] = labels_of(project(*args, **kwargs))
    return row


def test_a_prediction_alone_is_the_models_answer():
    row = only_row(Picture(7, "/a.jpg", "query", None), predicted=prediction())
    assert (row.label, row.prediction, row.source) == (None, "cat", "model")
    assert (row.confidence, row.unknown, row.model_hash) == (0.875, False, "model")
    assert row.scores == (0.75, 0.25)


def test_a_persons_label_stands_and_the_prediction_is_still_told():
    row = only_row(Picture(7, "/a.jpg", "query", 2), predicted=prediction(unknown=True))
    assert (row.label, row.prediction, row.source, row.unknown) == ("dog", "cat", "person", False)


def test_none_of_these_by_a_person_is_unknown_without_a_label():
    row = only_row(Picture(7, "/a.jpg", "query", UNKNOWN), predicted=prediction())
    assert (row.label, row.prediction, row.source, row.unknown) == (None, "cat", "person", True)


def test_an_unknown_prediction_keeps_the_closest_class():
    row = only_row(Picture(7, "/a.jpg", "query", None), predicted=prediction(2, unknown=True))
    assert (row.prediction, row.unknown, row.source) == ("dog", True, "model")


def test_a_support_picture_is_labelled_by_a_person():
    row = only_row(Picture(7, "/a.jpg", "support", 1))
    assert (row.label, row.prediction, row.source, row.unknown) == ("cat", None, "person", False)
    assert row.scores == ()


def test_a_picture_without_an_answer_has_no_source():
    row = only_row(Picture(7, "/a.jpg", "query", None))
    assert (row.label, row.prediction, row.source, row.unknown) == (None, None, None, None)


def test_an_unreadable_picture_has_its_reason():
    row = only_row(Picture(7, "/a.jpg", "query", None), facts=Facts(error="not a picture"))
    assert row.error == "not a picture"


def test_scores_are_in_the_order_of_the_classes_and_empty_for_one_that_was_not_known():
    bird = PictureClass(3, "bird", 2)
    row = only_row(
        Picture(7, "/a.jpg", "query", None),
        predicted=prediction(class_ids=(2, 1), similarities=(0.25, 0.75)),
        classes=(CAT, bird, DOG),
    )
    assert row.scores == (0.75, None, 0.25)


def test_rows_come_in_document_order():
    pictures = {i: Picture(i, f"/{i}.jpg", "query", None) for i in (3, 5, 9)}
    assert [row.path for row in labels_of(Project(pictures=pictures))] == ["/3.jpg", "/5.jpg", "/9.jpg"]
