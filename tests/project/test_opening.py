"""Whatever lies at the path, opening ends in a session or in a ProjectError, and harms nothing."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import handful
import handful.message
from handful.project import Facts, NewPicture, ProjectError, Session, edits, opening, schema
from tests.project.making import filled_session, prediction


def refused(path: Path, message: str) -> None:
    """Opening fails with the message, and every file is as it was."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(ProjectError, match=message):
        Session.open(path)
    after = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert {name: after.get(name) for name in before} == before
    assert all(name.endswith(("-wal", "-shm")) for name in after.keys() - before.keys())


def saved(path: Path) -> Path:
    session = filled_session(path)
    session.record_facts({3: Facts("ab" * 32)})
    session.record_predictions({3: prediction(2)})
    session.close()
    return path


def changed(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path):
    refused(tmp_path / "gone.handful", "there is no file .*gone.handful'; it may have been moved")


def test_a_file_of_another_kind_is_no_project(tmp_path):
    picture = tmp_path / "a.handful"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(0).randbytes(5000))
    refused(picture, "cannot open 'a.handful': it is not a Handful project")


def test_an_empty_file_is_no_project(tmp_path):
    (tmp_path / "a.handful").touch()
    refused(tmp_path / "a.handful", "'a.handful' is not a Handful project; choose a file that Handful made")


def test_another_database_is_no_project(tmp_path):
    changed(tmp_path / "a.handful", "CREATE TABLE notes (text)")
    refused(tmp_path / "a.handful", "is not a Handful project")


def test_a_newer_version_asks_for_an_update(tmp_path):
    path = changed(saved(tmp_path / "a.handful"), "PRAGMA user_version = 2")
    refused(path, r"made by a newer Handful \(format 2, this one reads 1\); update Handful")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER UPDATE ON pictures BEGIN DELETE FROM pictures; END",
        "CREATE VIEW evil AS SELECT * FROM pictures",
        "DROP TABLE facts",
        "PRAGMA user_version = 0",
        "UPDATE pictures SET label = 99 WHERE id = 1",
        "UPDATE pictures SET label = NULL WHERE id = 1",
        "UPDATE pictures SET role = 'boss' WHERE id = 1",
        "UPDATE pictures SET label = 'cat' WHERE id = 3",
        "UPDATE pictures SET path = 7 WHERE id = 3",
        "UPDATE pictures SET path = 'a' || char(0) || 'b' WHERE id = 3",
        "INSERT INTO pictures VALUES (-1, '/p', NULL, 'query', NULL)",
        "UPDATE classes SET name = ''",
        "UPDATE classes SET name = CAST(x'c328' AS TEXT)",
        "UPDATE classes SET id = 0 WHERE id = 2",
        "UPDATE predictions SET similarities = x'00'",
        "UPDATE predictions SET confidence = 'much'",
        "UPDATE facts SET error = 5",
        "DELETE FROM meta",
    ],
)
def test_a_file_that_holds_what_no_project_can_hold_is_damaged(tmp_path, statement):
    path = changed(saved(tmp_path / "a.handful"), statement)
    refused(path, "cannot open 'a.handful': the file is damaged, and was left as it is")


def test_a_damaged_page_is_found(tmp_path):
    path = saved(tmp_path / "a.handful")
    content = bytearray(path.read_bytes())
    content[4096 : 2 * 4096] = b"\x07" * 4096
    path.write_bytes(content)
    refused(path, "the file is damaged")


@pytest.mark.parametrize("seed", range(60))
def test_random_damage_never_ends_in_anything_but_a_project_error(tmp_path, seed):
    path = saved(tmp_path / "a.handful")
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(chance.choice((1, 8, 64))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.2:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(content)
    try:
        session = Session.open(path)
    except ProjectError:
        assert path.read_bytes() == bytes(content)
        return
    try:
        session.apply(edits.add_class(session.project, "some new name"))
        while session.undo():
            pass
    except ProjectError:
        pass
    finally:
        session.close()


def test_a_new_project_is_not_made_where_a_file_is_or_no_folder(tmp_path):
    (tmp_path / "a.handful").write_text("precious")
    with pytest.raises(ProjectError, match=r"already a file 'a.handful'; choose another name"):
        Session.create(tmp_path / "a.handful")
    with pytest.raises(ProjectError, match=r"cannot create 'b.handful': no such file or directory"):
        Session.create(tmp_path / "nowhere" / "b.handful")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["precious"]


def test_a_new_project_that_cannot_be_finished_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (a)")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "make_tables", full)
    with pytest.raises(ProjectError, match=r"cannot create 'a.handful': the disk is full"):
        Session.create(tmp_path / "a.handful")
    assert list(tmp_path.iterdir()) == []


def test_a_second_window_reads_only_and_says_why(tmp_path):
    first = filled_session(tmp_path / "a.handful")
    second = Session.open(tmp_path / "a.handful")
    assert (first.read_only, second.read_only, second.project) == (False, True, first.project)
    with pytest.raises(ProjectError, match=r"^'a.handful' is open in another window") as refusal:
        second.apply(edits.add_class(second.project, "bird"))
    assert str(refusal.value).count("a.handful") == 1
    with pytest.raises(ProjectError, match="is open in another window"):
        second.undo()
    assert (second.undo_words, second.redo_words) == (None, None)
    second.close()
    first.apply(edits.add_class(first.project, "bird"))
    first.close()


def test_a_window_that_reads_only_keeps_predictions_in_memory(tmp_path):
    first = filled_session(tmp_path / "a.handful")
    second = Session.open(tmp_path / "a.handful")
    second.record_facts({3: Facts("ab")})
    second.record_predictions({3: prediction(1)})
    assert (second.project.facts[3], second.project.predictions[3]) == (Facts("ab"), prediction(1))
    second.clear_predictions()
    second.copy_to(tmp_path / "b.handful")
    second.close()
    first.apply(edits.add_class(first.project, "bird"))
    first.close()
    first = Session.open(first.path)
    assert not first.project.facts
    assert not first.project.predictions
    first.close()


def test_a_project_that_is_closed_is_one_file_also_while_another_window_reads_it(tmp_path):
    first = filled_session(tmp_path / "a.handful")
    second = Session.open(tmp_path / "a.handful")
    first.apply(edits.add_class(first.project, "bird"))
    first.close()
    (tmp_path / "stick").mkdir()
    shutil.copy(first.path, tmp_path / "stick")
    second.close()
    copy = Session.open(tmp_path / "stick" / "a.handful")
    assert copy.project == first.project
    copy.close()


def test_a_link_to_an_open_project_is_the_same_project(tmp_path):
    first = filled_session(tmp_path / "a.handful")
    (tmp_path / "link.handful").symlink_to(first.path)
    second = Session.open(tmp_path / "link.handful")
    assert second.read_only
    second.close()
    first.close()


def test_another_process_reads_only_until_the_first_has_closed(tmp_path):
    first = filled_session(tmp_path / "a.handful")
    code = (
        "import sys; from pathlib import Path; from handful.project import Session;"
        "s = Session.open(Path(sys.argv[1])); print(s.read_only, len(s.project.pictures)); s.close()"
    )
    command = [sys.executable, "-c", code, str(first.path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True 4\n"
    first.apply(edits.add_class(first.project, "bird"))
    first.close()
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False 4\n"


def no_lock(path: Path) -> None:
    raise OSError(30, "Read-only file system")


def test_a_folder_that_cannot_be_written_opens_read_only_with_what_the_log_still_holds(tmp_path, monkeypatch):
    running = filled_session(tmp_path / "a.handful")
    crashed = tmp_path / "stick" / "a.handful"
    crashed.parent.mkdir()
    for each in tmp_path.glob("a.handful*"):
        shutil.copy(each, crashed.parent)
    assert (crashed.parent / "a.handful-wal").stat().st_size > 0
    before = {each.name: each.read_bytes() for each in crashed.parent.iterdir()}
    monkeypatch.setattr(opening, "ProjectLock", no_lock)
    session = Session.open(crashed)
    assert (session.read_only, session.project) == (True, running.project)
    assert session.read_only_reason == (
        "'a.handful' cannot be changed where it is (read-only file system); save a copy"
    )
    assert {each.name: each.read_bytes() for each in crashed.parent.iterdir()} == before
    monkeypatch.undo()
    session.copy_to(tmp_path / "copy.handful")
    session.close()
    running.close()
    copy = Session.open(tmp_path / "copy.handful")
    assert len(copy.project.pictures) == 4
    copy.close()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_file_that_may_not_be_written_or_read_says_so(tmp_path):
    path = saved(tmp_path / "a.handful")
    code = (
        "import os, sys; from pathlib import Path; from handful.project import Session, ProjectError\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try:\n"
        "    s = Session.open(Path('a.handful')); print(s.read_only_reason); s.close()\n"
        "except ProjectError as error: print(error)\n"
    )
    room = tmp_path / "room" / "handful"
    shutil.copytree(Path(handful.__file__).parent / "project", room / "project")
    for file in (handful.__file__, handful.message.__file__):
        shutil.copy(file, room)
    for each in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        each.chmod(0o755)
    command = [getattr(sys, "_base_executable", sys.executable), "-c", code]

    def said(mode: int) -> str:
        path.chmod(mode)
        done = subprocess.run(
            command, cwd=tmp_path, env={"PYTHONPATH": "room"}, capture_output=True, text=True, check=False
        )
        if "Permission denied" in done.stderr:
            pytest.skip("another user cannot start this Python")
        return done.stdout

    assert (
        said(0o444)
        == "'a.handful' cannot be changed where it is (the file is write-protected); save a copy\n"
    )
    assert "cannot open 'a.handful': permission denied" in said(0o000)


def test_a_moved_project_finds_the_pictures_that_moved_with_it(tmp_path):
    old = tmp_path / "old"
    (old / "sub").mkdir(parents=True)
    outside = tmp_path / "outside.jpg"
    inside, gone = old / "sub" / "a.jpg", old / "gone.jpg"
    inside.touch()
    outside.touch()
    session = Session.create(old / "a.handful")
    found = [NewPicture(str(each)) for each in (inside, outside, gone)]
    session.apply(edits.add_pictures(session.project, found))
    session.apply(edits.remove_pictures(session.project, [1]))
    session.undo()
    session.close()
    new = tmp_path / "new"
    old.rename(new)
    session = Session.open(new / "a.handful")
    paths = [picture.path for picture in session.project.pictures.values()]
    assert paths == [str(new / "sub" / "a.jpg"), str(outside), str(gone)]
    session.redo()
    session.undo()
    assert session.project.pictures[1].path == paths[0]
    session.undo()
    session.redo()
    assert [picture.path for picture in session.project.pictures.values()] == paths
    session.close()


def test_a_copied_project_keeps_the_pictures_where_they_still_are(tmp_path):
    (tmp_path / "old").mkdir()
    picture = tmp_path / "old" / "a.jpg"
    picture.touch()
    session = Session.create(tmp_path / "old" / "a.handful")
    session.apply(edits.add_pictures(session.project, [NewPicture(str(picture))]))
    session.close()
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    session = Session.open(tmp_path / "new" / "a.handful")
    assert session.project.pictures[1].path == str(picture)
    session.close()


def test_a_stranger_s_relative_path_leads_nowhere_else(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.jpg").touch()
    path = changed(
        saved(tmp_path / "in" / "a.handful"),
        "UPDATE pictures SET path = '/gone.jpg', relative = '../secret.jpg'",
    )
    session = Session.open(path)
    assert {picture.path for picture in session.project.pictures.values()} == {"/gone.jpg"}
    session.close()
