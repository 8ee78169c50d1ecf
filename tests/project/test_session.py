"""A session keeps document and file in step, whatever goes wrong."""

import math
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handful.message import Message
from handful.project import Change, Facts, NewPicture, Prediction, ProjectError, Session, edits
from handful.project.wording import Wording
from tests.project.making import document, filled_session, prediction, small_project

finite = st.floats(allow_nan=False)


def reopened(session: Session) -> Session:
    session.close()
    return Session.open(session.path)


def test_a_project_is_reopened_exactly_as_it_was_left(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.apply(edits.set_setting(session.project, "learner", "ridge"))
    session.record_facts({1: Facts("ab" * 32), 3: Facts(error="cannot read '\udcff.jpg'")})
    session.record_predictions({3: prediction(2), 4: prediction(1, unknown=True)})
    before = session.project
    session = reopened(session)
    assert session.project == before
    assert list(session.project.pictures) == list(before.pictures)
    session.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(finite, min_size=1, max_size=5), st.floats(0, 1), st.booleans(), st.text(max_size=5))
def test_a_prediction_is_kept_to_the_last_bit(similarities, confidence, unknown, error):
    told = Prediction(
        2, unknown, confidence, tuple(range(1, len(similarities) + 1)), tuple(similarities), "m", 4
    )
    with tempfile.TemporaryDirectory() as folder:
        session = filled_session(Path(folder) / "a.handful")
        session.record_predictions({3: told})
        session.record_facts({3: Facts(error=error)})
        session = reopened(session)
        assert (session.project.predictions[3], session.project.facts[3]) == (told, Facts(error=error))
        session.close()


def test_why_a_picture_cannot_be_read_can_still_be_said_in_another_language_when_it_is_reopened(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    reason = Message("{size:.1f} GB; at most {most:.1f} GB are read", size=2.25, most=1.0)
    session.record_facts({3: Facts(error=reason), 4: Facts(error=Message("not a picture"))})
    session = reopened(session)
    again = session.project.facts[3].error
    assert again == "2.2 GB; at most 1.0 GB are read"
    assert (again.template, again.values) == (reason.template, {"size": 2.25, "most": 1.0})
    assert session.project.facts[4].error == "not a picture"
    session.close()


def test_the_order_of_classes_is_kept_whatever_it_is(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    cat, dog = session.project.classes
    session.apply(edits.Edit(Wording("rename_class", name="cat"), ((cat, dog), (dog, cat))))
    session = reopened(session)
    assert session.project.classes == (dog, cat)
    session.undo()
    session = reopened(session)
    assert session.project.classes == (cat, dog)
    session.close()


def test_a_step_over_many_pictures_is_small_in_the_file(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    many = [NewPicture(f"/pictures/of/a/long/journey/{n}.jpg") for n in range(2000)]
    session.apply(edits.add_pictures(session.project, many))
    ids = [picture.id for picture in session.project.queries()]
    session.apply(edits.label(session.project, ids, 1))
    size = session._store.connection.execute("SELECT length(edit) FROM parts ORDER BY id DESC").fetchone()[0]
    assert size < 7 * len(ids)
    session.undo()
    assert all(picture.label is None for picture in session.project.queries())
    session.close()


def test_news_of_what_is_gone_is_dropped(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    assert session.record_facts({77: Facts("ab")}) == Change()
    told = {77: prediction(1), 1: prediction(1), 3: prediction(9), 4: prediction(2)}
    assert session.record_predictions(told) == Change(changed=(4,))
    assert dict(session.project.predictions) == {4: told[4]}
    session.close()


def test_facts_that_are_known_already_change_nothing(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    assert session.record_facts({3: Facts("ab"), 1: Facts("cd")}) == Change(changed=(1, 3))
    assert session.record_facts({3: Facts("ab")}) == Change()
    assert session.record_facts({3: Facts("ef")}) == Change(changed=(3,))
    session.close()


def test_predictions_are_cleared_and_stay_cleared(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.record_predictions({3: prediction(1), 4: prediction(1)})
    assert session.clear_predictions() == Change(changed=(3, 4))
    assert session.clear_predictions() == Change()
    session = reopened(session)
    assert dict(session.project.predictions) == {}
    session.close()


def test_predictions_are_no_undo_steps(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.record_predictions({3: prediction(1)})
    session.record_facts({3: Facts("ab")})
    assert session.undo_words == "Add 4 pictures"
    session.close()


def test_an_edit_is_in_the_file_before_apply_returns(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.apply(edits.add_class(session.project, "bird"))
    with sqlite3.connect(f"{session.path.as_uri()}?mode=ro", uri=True) as other:
        names = [row[0] for row in other.execute("SELECT name FROM classes ORDER BY position")]
    other.close()
    assert names == ["cat", "dog", "bird"]
    session.close()


def test_edits_are_flushed_to_the_disk_and_predictions_need_not_be(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    level = session._store.connection.execute
    session.apply(edits.add_class(session.project, "bird"))
    assert level("PRAGMA synchronous").fetchone() == (2,)
    session.record_predictions({3: prediction(1)})
    assert level("PRAGMA synchronous").fetchone() == (1,)
    assert level("PRAGMA journal_mode").fetchone() == ("wal",)
    session.close()


def test_on_a_full_disk_an_edit_fails_as_a_whole_and_can_be_done_again(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    limit = session._store.connection.execute
    used = limit("PRAGMA page_count").fetchone()[0]
    limit(f"PRAGMA max_page_count = {used + 2}")
    before, words = session.project, session.undo_words
    many = [NewPicture(f"/q/{n}.jpg", "bird") for n in range(1000)]
    with pytest.raises(ProjectError, match=r"cannot save 'a.handful': the disk is full; free some space"):
        session.apply(edits.add_pictures(session.project, many))
    told = {3: Prediction(1, False, 0.5, tuple(range(1, 9000)), (0.5,) * 8999, "m", 1)}
    with pytest.raises(ProjectError, match="the disk is full"):
        session.record_predictions(told)
    assert session.project is before
    assert session.undo_words == words
    limit(f"PRAGMA max_page_count = {used + 1000}")
    session.apply(edits.add_pictures(session.project, many))
    after = session.project
    session.undo()
    assert document(session.project) == document(before)
    session.redo()
    session = reopened(session)
    assert document(session.project) == document(after)
    session.close()


def test_an_undo_that_cannot_be_written_undoes_nothing(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.apply(edits.remove_pictures(session.project, [1, 2, 3, 4]))
    before = session.project
    session._store.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(ProjectError, match="may not be written to; save a copy"):
        session.undo()
    assert (session.project, session.undo_words) == (before, "Remove 4 pictures")
    session._store.connection.execute("PRAGMA query_only = OFF")
    assert session.undo() == Change(added=(1, 2, 3, 4), support_changed=True)
    session.close()


def test_a_file_that_another_program_wrote_is_not_written_over(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    other = sqlite3.connect(session.path)
    other.execute("UPDATE classes SET name = 'puma' WHERE id = 1")
    other.commit()
    with pytest.raises(ProjectError, match="was changed by another program meanwhile; close it and open it"):
        session.apply(edits.add_class(session.project, "bird"))
    other.close()
    session = reopened(session)
    assert [each.name for each in session.project.classes] == ["puma", "dog"]
    session.apply(edits.add_class(session.project, "bird"))
    session.close()


def test_a_file_that_another_program_keeps_locked_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr("handful.project.store._BUSY_TIMEOUT_S", 0.01)
    session = filled_session(tmp_path / "a.handful")
    other = sqlite3.connect(session.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectError, match="another program is using it"):
        session.apply(edits.add_class(session.project, "bird"))
    other.close()
    session.apply(edits.add_class(session.project, "bird"))
    session.close()


def test_a_copy_holds_everything_with_its_history_and_the_original_stays_open(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.record_predictions({3: prediction(1)})
    copied = session.project
    (tmp_path / "elsewhere").mkdir()
    session.copy_to(tmp_path / "elsewhere" / "b.handful")
    session.apply(edits.add_class(session.project, "bird"))
    copy = Session.open(tmp_path / "elsewhere" / "b.handful")
    assert (copy.project, copy.read_only, copy.undo_words) == (copied, False, "Add 4 pictures")
    copy.undo()
    assert not copy.project.pictures
    assert len(session.project.pictures) == 4
    copy.close()
    session.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.handful", "elsewhere"]
    assert [each.name for each in (tmp_path / "elsewhere").iterdir()] == ["b.handful"]


def test_a_copy_replaces_a_file_only_when_told_to_and_never_the_project_itself(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    target = tmp_path / "b.handful"
    target.write_text("precious")
    with pytest.raises(ProjectError, match=r"already a file 'b.handful'; choose another name"):
        session.copy_to(target)
    with pytest.raises(ProjectError, match="is the project itself; choose another name"):
        session.copy_to(session.path, overwrite=True)
    with pytest.raises(ProjectError, match=r"cannot write 'c.handful': no such file or directory"):
        session.copy_to(tmp_path / "nowhere" / "c.handful")
    assert target.read_text() == "precious"
    session.copy_to(target, overwrite=True)
    copy = Session.open(target)
    with pytest.raises(ProjectError, match=r"'b.handful' is open in another window or program"):
        session.copy_to(target, overwrite=True)
    assert copy.project == session.project
    copy.close()
    session.close()


def test_a_value_that_no_file_can_hold_changes_nothing(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    before = session.project
    with pytest.raises(ProjectError, match="a value is not one that can be kept"):
        session.record_predictions({3: Prediction(1, False, math.nan, (1,), (0.5,), "m", 1)})
    assert session.project is before
    session.close()


def test_closing_twice_is_closing_once(tmp_path):
    session = filled_session(tmp_path / "a.handful")
    session.close()
    session.close()
    assert [each.name for each in tmp_path.iterdir()] == ["a.handful"]


def test_the_document_knows_its_support_and_its_queries():
    project = small_project()
    assert [picture.id for picture in project.support(2)] == [2]
    assert project.support_by_class() == {1: project.support(1), 2: project.support(2)}
    assert [picture.id for picture in project.queries()] == [3, 4]
    assert project.class_named("  DOG ") == project.class_by_id(2)
    assert project.class_named("bird") is None


def test_a_project_can_begin_with_settings_that_are_no_step_of_its_history(tmp_path):
    session = Session.create(tmp_path / "a.handful", {"learner": "ridge"})
    assert session.project.settings == {"learner": "ridge"}
    assert session.undo_words is None
    session.close()
    again = Session.open(tmp_path / "a.handful")
    assert again.project.settings == {"learner": "ridge"}
    again.close()
