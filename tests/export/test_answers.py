"""Whose answer stands for a picture, and what is left out with which reason."""

from handful.export import answers_of
from tests.export.answering import MODEL, answered_project


def test_a_persons_label_comes_before_a_proposal_and_says_so(tmp_path):
    answers, _ = answers_of(answered_project(tmp_path))
    assert [(a.picture_id, a.class_name, a.source) for a in answers] == [
        (1, "cat", "person"),
        (2, "dog", "person"),
        (3, "cat", "model"),
        (4, None, "person"),
        (5, None, "model"),
    ]


def test_score_confidence_and_model_go_along_where_the_app_says_the_same(tmp_path):
    answers, _ = answers_of(answered_project(tmp_path))
    known = {a.picture_id: (a.confidence, a.score, a.model_hash) for a in answers}
    assert known[1] == (None, None, None)
    assert known[2] == known[3] == (0.875, 0.75, MODEL)
    assert known[4] == (None, None, None)
    assert known[5] == (0.875, None, MODEL)


def test_every_picture_without_an_answer_is_named_with_the_reason(tmp_path):
    project = answered_project(tmp_path)
    _, left_out = answers_of(project)
    assert [path[-5:] for path, _ in left_out] == ["6.png", "7.png"]
    assert left_out[1][1] == "not a picture"
    answers, left_out = answers_of(project, "person")
    assert {a.source for a in answers} == {"person"}
    assert len(answers) + len(left_out) == len(project.pictures)
