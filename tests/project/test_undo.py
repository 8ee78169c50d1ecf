"""Undo and redo, in memory, on disk and across restarts, for any sequence of edits."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handful.project import NewPicture, ProjectError, Session, edits
from tests.project.anything import any_edit
from tests.project.making import document, filled_session, prediction

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def sessions_of_edits(draw, folder, count):
    """A session after up to `count` random edits, and the document after each step."""
    session = Session.create(Path(folder) / "a.handful")
    states = [document(session.project)]
    for _ in range(draw(st.integers(1, count))):
        edit = any_edit(draw, session.project)
        if session.apply(edit):
            states.append(document(session.project))
        queries = [picture.id for picture in session.project.queries()]
        if queries and session.project.classes:
            class_id = session.project.classes[0].id
            session.record_predictions({draw(st.sampled_from(queries)): prediction(class_id)})
    return session, states


@quick
@given(st.data())
def test_any_edits_undo_to_each_state_before_and_redo_to_each_after_also_when_reopened(data):
    with tempfile.TemporaryDirectory() as folder:
        session, states = data.draw(sessions_of_edits(folder, 8))
        for expected in reversed(states[:-1]):
            session = _perhaps_reopened(data, session)
            assert session.undo() is not None
            assert document(session.project) == expected
        assert (session.undo(), session.undo_words) == (None, None)
        for expected in states[1:]:
            session = _perhaps_reopened(data, session)
            assert session.redo() is not None
            assert document(session.project) == expected
        assert (session.redo(), session.redo_words) == (None, None)
        session.close()


def _perhaps_reopened(data, session):
    if not data.draw(st.booleans()):
        return session
    before, words = session.project, (session.undo_words, session.redo_words)
    session.close()
    session = Session.open(session.path)
    assert session.project == before
    assert list(session.project.pictures) == list(before.pictures)
    assert (session.undo_words, session.redo_words) == words
    return session


@quick
@given(st.data())
def test_every_edit_reports_exactly_what_it_changed(data):
    with tempfile.TemporaryDirectory() as folder:
        session, _ = data.draw(sessions_of_edits(folder, 6))
        before = session.project
        change = session.apply(any_edit(data.draw, before))
        after = session.project
        old, new = before.pictures, after.pictures
        assert set(change.added) == new.keys() - old.keys()
        assert set(change.removed) == old.keys() - new.keys()
        both = old.keys() & new.keys()
        differs = {
            key
            for key in both
            if old[key] != new[key] or before.predictions.get(key) != after.predictions.get(key)
        }
        assert set(change.changed) == differs
        assert change.classes_changed == (before.classes != after.classes)
        assert change.settings_changed == (before.settings != after.settings)
        assert change.support_changed == (_support(before) != _support(after))
        assert after.support_revision == before.support_revision + change.support_changed
        session.close()


def _support(project):
    pairs = [(p.id, p.label) for p in project.pictures.values() if p.role == "support"]
    return pairs, [each.id for each in project.classes]


@quick
@given(st.data())
def test_a_group_of_any_edits_is_one_step(data):
    with tempfile.TemporaryDirectory() as folder:
        session, states = data.draw(sessions_of_edits(folder, 4))
        changed = False
        for _ in range(data.draw(st.integers(1, 6))):
            changed |= bool(session.apply(any_edit(data.draw, session.project), group="drag"))
        end = document(session.project)
        session = _perhaps_reopened(data, session)
        if changed:
            session.undo()
            assert document(session.project) == states[-1]
            session = _perhaps_reopened(data, session)
            session.redo()
        assert document(session.project) == end
        session.close()


def test_a_group_adds_up_its_words_and_ends_with_an_edit_outside(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    for n in (5, 6, 7):
        session.apply(edits.add_pictures(session.project, [NewPicture(f"/p/{n}.jpg")]), group="drop 1")
    assert session.undo_words == "Add 3 pictures"
    session.apply(edits.add_pictures(session.project, [NewPicture("/p/8.jpg")]), group="drop 2")
    assert session.undo_words == "Add 1 picture"
    session.apply(edits.label(session.project, [5], 1))
    session.apply(edits.label(session.project, [6], 1), group="drop 2")
    session.undo()
    session.apply(edits.label(session.project, [7], 1), group="drop 2")
    assert [session.undo_words for _ in range(4) if session.undo()] == [
        "Label 1 picture as cat",
        "Add 1 picture",
        "Add 3 pictures",
        "Add 4 pictures",
    ]
    session.close()


def test_a_picture_that_came_and_went_within_a_group_is_undone_and_redone(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    start = document(session.project)
    session.apply(
        edits.add_pictures(session.project, [NewPicture("/p/5.jpg"), NewPicture("/p/6.jpg")]), group="g"
    )
    session.apply(edits.label(session.project, [5, 6], 1), group="g")
    session.apply(edits.remove_pictures(session.project, [3, 5]), group="g")
    end = document(session.project)
    session.undo()
    assert document(session.project) == start
    session.redo()
    assert document(session.project) == end
    session.close()


def test_undo_never_brings_back_a_prediction_and_never_takes_one_away(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.record_predictions({3: prediction(1), 4: prediction(1)})
    session.apply(edits.remove_pictures(session.project, [3]))
    session.undo()
    assert set(session.project.predictions) == {4}
    session.apply(edits.label(session.project, [3], 1))
    newer = prediction(2, revision=9)
    session.record_predictions({3: newer})
    session.undo()
    assert session.project.predictions[3] == newer
    session.close()


def test_the_support_revision_only_grows_also_when_undone(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    seen = [session.project.support_revision]
    session.apply(edits.move_to_class(session.project, [3], 1))
    seen.append(session.project.support_revision)
    session.undo()
    seen.append(session.project.support_revision)
    session.redo()
    seen.append(session.project.support_revision)
    assert seen == sorted(set(seen))
    session.close()


def test_an_edit_that_changes_nothing_is_no_step(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.undo()
    redo = session.redo_words
    assert not session.apply(edits.clear_label(session.project, []))
    assert session.redo_words == redo
    session.close()


def test_an_edit_after_undo_forgets_what_was_undone(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.undo()
    session.apply(edits.add_class(session.project, "bird"))
    assert session.redo_words is None
    session.close()
    session = Session.open(tmp_path / "a.handful")
    assert (session.undo_words, session.redo_words) == ("Add class bird", None)
    session.close()


def test_no_step_is_ever_forgotten_and_undone_ones_go_with_the_next_edit(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    before = len(session.steps.all)
    for n in range(1500):
        session.apply(edits.set_setting(session.project, "learner", str(n)))
    session.close()
    session = Session.open(tmp_path / "a.handful")
    assert len(session.steps.all) == before + 1500
    session.go_to(before + 1)
    assert session.project.settings["learner"] == "0"
    session.apply(edits.set_setting(session.project, "note", "y"))
    assert len(session.steps.all) == before + 2
    assert session._store.connection.execute("SELECT count(*) FROM steps").fetchone() == (before + 2,)
    session.close()


@quick
@given(st.data())
def test_a_jump_through_the_history_is_as_good_as_step_by_step_and_tells_what_changed(data):
    with tempfile.TemporaryDirectory() as folder:
        session, states = data.draw(sessions_of_edits(folder, 8))
        for _ in range(3):
            session = _perhaps_reopened(data, session)
            old = session.project
            done = data.draw(st.integers(0, len(states) - 1))
            change = session.go_to(done)
            new = session.project
            assert document(new) == states[done]
            if change is None:
                assert new is old
                continue
            assert set(change.added) == new.pictures.keys() - old.pictures.keys()
            assert set(change.removed) == old.pictures.keys() - new.pictures.keys()
            both = old.pictures.keys() & new.pictures.keys()
            differs = {i for i in both if old.pictures[i] != new.pictures[i]}
            assert differs <= set(change.changed) <= both
        assert session.go_to(len(states)) is None
        assert session.go_to(-1) is None
        session.close()


@pytest.mark.parametrize(
    "record",
    [
        {"marked": [["query", 9, "query", None, [3]]]},
        {"marked": [["support", None, "query", None, [3]]]},
        {"marked": [["query", [1], "query", None, [3]]]},
        {"marked": [["query", 1, "query", 2, [3]]]},
        {"marked": [["query", 1, "query", None, [77]]]},
        {"placed": [[9, ["/p/9.jpg", None, "query", "1"], None]]},
        {"placed": [[9, ["/p/9\0.jpg", None, "query", 1], None]]},
        {"placed": [["9", ["/p/9.jpg", None, "query", 1], None]]},
        {"placed": [[9, [5, None, "query", 1], None]]},
        {"classes": [[[1, "cat", 0]], [[1, "cat", 0], [2, "dog", 1]]]},
        {"classes": [[[1, "cat", 0], [2, "", 1]], [[1, "cat", 0], [2, "dog", 1]]]},
        {"settings": {"learner": [5, None]}},
        {"settings": [1]},
        [],
        5,
    ],
)
def test_a_record_that_would_break_the_project_is_not_followed(tmp_path, record):
    session = filled_session(tmp_path / "a.handful")
    session.apply(edits.label(session.project, [3], 1))
    session._store.connection.execute("UPDATE parts SET edit = ? WHERE step = 4", (json.dumps(record),))
    before = session.project
    with pytest.raises(ProjectError, match="'Label 1 picture as cat' cannot be undone: its record"):
        session.undo()
    assert session.project is before
    session.close()


@pytest.mark.parametrize("column", ["parts SET edit", "steps SET wording"])
def test_a_damaged_record_stops_undo_and_nothing_else(tmp_path, column):
    session = filled_session(tmp_path / "a.handful")
    session._store.connection.execute(f"UPDATE {column} = '[1'")
    session.close()
    session = Session.open(tmp_path / "a.handful")
    before = session.project
    if session.undo_words is not None:
        with pytest.raises(
            ProjectError, match="'Add 4 pictures' cannot be undone: its record in the file is damaged"
        ):
            session.undo()
    assert session.project == before
    session.apply(edits.add_class(session.project, "bird"))
    session.undo()
    assert document(session.project) == document(before)
    session.close()
