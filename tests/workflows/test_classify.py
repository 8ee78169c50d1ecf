"""The main job on a tiny engine: what is classified how, what is encoded, what happens to bad pictures."""

import dataclasses
from pathlib import Path

import pytest

from handful.fewshot.support import SupportError
from handful.message import Message, said
from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Facts, Project
from handful.project.edits import NewPicture
from handful.workflows.classify import classify
from handful.workflows.explain import nearest_support
from handful.workflows.progress import AdaptationStep, Adapted, Classified, EmbeddingStep, WorkflowError
from tests.workflows.tiny import BLUE, GREEN, RED, drain, paint, tiny_engine


@pytest.fixture
def engine():
    engine = tiny_engine()
    yield engine
    engine.cache.close()


def project_of(pictures) -> Project:
    project, _ = apply(Project(), edits.add_pictures(Project(), pictures))
    return project


@pytest.fixture
def colours(tmp_path):
    """Two classes of two pictures, and queries: red, green, blue (fits none), a text file."""
    found = []
    for name, colour in (("red", RED), ("green", GREEN)):
        found += [NewPicture(str(paint(tmp_path / name / f"{i}.png", colour, i)), name) for i in range(2)]
    for i, colour in enumerate((RED, GREEN, BLUE)):
        found.append(NewPicture(str(paint(tmp_path / f"query {i}.png", colour, 10 + i))))
    text = tmp_path / "not a picture.png"
    text.write_text("hello")
    found.append(NewPicture(str(text)))
    return project_of(found)


def predictions_of(values):
    return {k: v for value in values if isinstance(value, Classified) for k, v in value.predictions.items()}


def learned(project, values):
    """The project with the facts that the run found, as the window keeps them."""
    facts = {k: v for value in values if isinstance(value, EmbeddingStep) for k, v in value.facts.items()}
    return dataclasses.replace(project, facts={**project.facts, **facts})


def test_queries_get_the_class_whose_examples_they_resemble_and_a_stranger_is_unknown(engine, colours):
    values, outcome = drain(classify(engine, colours, "prototypes"))
    red, green, blue, text = (p.id for p in colours.queries())
    predictions = predictions_of(values)
    names = {i: colours.class_by_id(p.class_id).name for i, p in predictions.items()}
    assert (names[red], names[green]) == ("red", "green")
    assert [predictions[i].unknown for i in (red, green, blue)] == [False, False, True]
    assert text not in predictions
    assert (outcome.classified, outcome.unreadable) == (3, 1)


def test_an_unreadable_query_is_a_fact_with_its_reason_and_the_run_goes_on(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    facts = {k: v for value in values if isinstance(value, EmbeddingStep) for k, v in value.facts.items()}
    [bad] = [fact for fact in facts.values() if fact.error]
    assert "not a picture" in bad.error
    assert all(fact.content_hash for fact in facts.values() if not fact.error)


def test_scores_stand_in_the_order_of_the_class_ids_and_name_their_origin(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    for prediction in predictions_of(values).values():
        assert prediction.class_ids == tuple(c.id for c in colours.classes)
        best = max(zip(prediction.similarities, prediction.class_ids, strict=True))[1]
        assert prediction.class_id == best
        assert prediction.support_revision == colours.support_revision
        assert len(prediction.model_hash) == 64
        assert 0 <= prediction.confidence <= 1


def test_the_adaptation_is_reported_step_by_step_and_summed_up(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    steps = [v for v in values if isinstance(v, AdaptationStep)]
    [adapted] = [v for v in values if isinstance(v, Adapted)]
    assert [s.step for s in steps] == [1]
    assert steps[0].unit == "shot"
    assert steps[0].support_accuracy == 1.0
    assert (adapted.n_support, adapted.n_way, adapted.left_out) == (4, 2, ())


def test_what_was_encoded_once_is_not_encoded_or_read_again(engine, colours, monkeypatch):
    values, first = drain(classify(engine, colours, "prototypes"))
    project, seen = learned(colours, values), engine.encoder.embedded

    def refuse(*args, **kwargs):
        raise AssertionError("a picture was read again")

    readable = [p for p in project.queries() if not project.facts[p.id].error]
    project, _ = apply(project, edits.remove_pictures(project, [project.queries()[-1].id]))
    project, _ = apply(project, edits.rename_class(project, project.classes[0].id, "scarlet"))
    monkeypatch.setattr("handful.workflows.embed.read_picture", refuse)
    values, second = drain(classify(engine, project, "prototypes"))
    assert set(predictions_of(values)) == {p.id for p in readable}
    assert (first.encoded, second.encoded) == (3, 0)
    assert engine.encoder.embedded == seen


def test_a_query_that_becomes_an_example_changes_what_is_predicted(engine, colours):
    blue = colours.queries()[2].id
    project, _ = apply(colours, edits.move_to_new_class(colours, [blue], "blue"))
    project, _ = apply(
        project,
        edits.return_to_queries(project, [project.support(project.class_named("red").id)[0].id]),
    )
    values, _ = drain(classify(engine, project, "prototypes"))
    assert {len(p.similarities) for p in predictions_of(values).values()} == {3}


def test_a_class_without_examples_is_left_out_and_named(engine, colours):
    project, _ = apply(colours, edits.add_class(colours, "empty"))
    values, _ = drain(classify(engine, project, "prototypes"))
    [adapted] = [v for v in values if isinstance(v, Adapted)]
    assert adapted.left_out == ("empty",)
    assert all(len(p.class_ids) == 2 for p in predictions_of(values).values())


def test_without_any_readable_example_the_error_says_what_to_do(engine, tmp_path):
    text = tmp_path / "broken.png"
    text.write_text("hello")
    project = project_of([NewPicture(str(text), "cat"), NewPicture(str(paint(tmp_path / "q.png", RED)))])
    with pytest.raises(WorkflowError, match="drop a few pictures on a class"):
        drain(classify(engine, project, "prototypes"))


def test_what_a_learner_cannot_do_is_an_error_for_people(engine, colours, monkeypatch):
    def refuse(_wary, support, *, report=True):
        yield from ()
        raise SupportError(Message("there are {n} classes", n=support.n_way))

    monkeypatch.setattr("handful.workflows.classify.WithUnknown.adapt", refuse)
    with pytest.raises(WorkflowError, match="there are 2 classes") as caught:
        drain(classify(engine, colours, "prototypes"))
    assert said(caught.value).values == {"n": 2}


def test_a_picture_that_vanished_is_unreadable_and_the_others_are_classified(engine, colours, tmp_path):
    (tmp_path / "query 0.png").unlink()
    _, outcome = drain(classify(engine, colours, "prototypes"))
    assert (outcome.classified, outcome.unreadable) == (2, 2)


def test_closing_the_generator_early_stops_the_decoding_threads(engine, colours):
    generator = classify(engine, colours, "prototypes")
    next(generator)
    generator.close()  # leaked threads fail the test, see tests/conftest.py


def test_the_nearest_examples_come_best_first_and_leave_the_picture_itself_out(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    project = learned(colours, values)
    red_query = project.queries()[0].id
    _, nearest = drain(nearest_support(engine, project, red_query))
    reds = {p.id for p in project.support(project.class_named("red").id)}
    assert {n.picture_id for n in nearest[:2]} == reds
    assert [n.similarity for n in nearest] == sorted((n.similarity for n in nearest), reverse=True)
    some_red = min(reds)
    _, nearest = drain(nearest_support(engine, project, some_red))
    assert some_red not in {n.picture_id for n in nearest}


def test_facts_are_told_only_where_they_are_news(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    project = learned(colours, values)
    again, _ = drain(classify(engine, project, "prototypes"))
    assert all(not value.facts for value in again if isinstance(value, EmbeddingStep))
    assert all(isinstance(fact, Facts) for fact in project.facts.values())


def test_a_picture_that_was_deleted_is_unreadable_whatever_the_cache_remembers(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    known = learned(colours, values)
    red = known.queries()[0]
    content_hash = known.facts[red.id].content_hash
    Path(red.path).unlink()
    for _run in range(2):  # the second run knows of the error, and must not forget it
        values, outcome = drain(classify(engine, known, "prototypes"))
        known = learned(known, values)
        assert known.facts[red.id] == Facts(content_hash, "no such file")
        assert red.id not in predictions_of(values)
        assert outcome.unreadable == 2


def test_a_picture_that_came_back_is_classified_again(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    known = learned(colours, values)
    red = known.queries()[0]
    gone = dataclasses.replace(known.facts[red.id], error="no such file")
    known = dataclasses.replace(known, facts={**known.facts, red.id: gone})
    values, _ = drain(classify(engine, known, "prototypes"))
    assert learned(known, values).facts[red.id].error is None
    assert red.id in predictions_of(values)


def test_a_picture_that_was_unreadable_and_is_another_file_now_is_read_anew(engine, colours):
    values, _ = drain(classify(engine, colours, "prototypes"))
    known = learned(colours, values)
    red = known.queries()[0]
    cut = dataclasses.replace(known.facts[red.id], error="the file is cut short")
    known = dataclasses.replace(known, facts={**known.facts, red.id: cut})
    paint(Path(red.path), GREEN, 99)
    values, _ = drain(classify(engine, known, "prototypes"))
    assert colours.class_by_id(predictions_of(values)[red.id].class_id).name == "green"
    assert learned(known, values).facts[red.id].content_hash != cut.content_hash
